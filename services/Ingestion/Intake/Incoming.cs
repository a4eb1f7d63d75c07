using Syndication.Ingestion.Extraction;

namespace Syndication.Ingestion.Intake;

/// <summary>A page, or an item of a feed, once extraction is through with it.</summary>
/// <param name="Names">The aliases that it answers to, the most telling first; not empty.</param>
/// <param name="Content">SHA-256 of its octets.</param>
/// <param name="Original">The page itself, for a person to see where it is in doubt.</param>
internal sealed record Incoming(ExtractedPage Page, string Source, IReadOnlyList<string> Names, string Content, bool? Notify = null, Page? Original = null);
