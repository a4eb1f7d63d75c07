namespace Syndication.Ingestion.Extraction;

/// <summary>What a page leaves in its source's profile.</summary>
/// <param name="Lines">All that it shows, furniture included.</param>
/// <param name="Length">Characters of its text, as far as structure tells.</param>
internal sealed record PageTrace(IReadOnlyList<string> Lines, int Length);
