using Syndication.Contracts;

namespace Syndication.Hosting.Log;

/// <summary>What <c>GET /internal/log?after=&amp;limit=</c> answers.</summary>
/// <param name="Head">The highest sequence there is; 0 for an empty log.</param>
/// <param name="Entries">In order, without gaps, from the one after the sequence asked for.</param>
public sealed record LogPage(long Head, IReadOnlyList<ReleaseFact> Entries)
{
    public const int MaxEntries = 500;
    public const int MaxBytes = 8 * 1024 * 1024;
}
