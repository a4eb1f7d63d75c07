using Syndication.Digest.Runs;
using Syndication.Hosting.Projection;

namespace Syndication.Digest.Composition;

/// <summary>
/// Brings a digest up to what its releases are now: one that was overtaken since it was planned is composed again, and what
/// was taken back is no longer in it.
/// </summary>
internal static class DigestRefresh
{
    /// <param name="rows">Of every release in the document and in the changes, those that are not known left out.</param>
    /// <param name="changes">What else is to be told: what the reader had.</param>
    /// <returns>The same document where nothing has changed.</returns>
    public static DigestDocument Apply(DigestDocument document, IReadOnlyDictionary<string, ProjectedRelease> rows, IReadOnlyList<(string Release, Told Had)> changes)
    {
        var told = document.Changes.Select(change => (change.Release, change.Had)).Concat(changes)
            .GroupBy(change => change.Release)
            .Select(of => (Release: of.Key, Had: of.Select(change => change.Had).Aggregate(Told.Later)))
            .Select(change => rows.GetValueOrDefault(change.Release) is { } row ? Changes.Since(row, change.Had) : null)
            .OfType<DigestChange>()
            .OrderByDescending(change => change.Kind)
            .ThenByDescending(change => rows[change.Release].ChangedAt)
            .ThenBy(change => change.Release, StringComparer.Ordinal)
            .ToList();
        var items = document.Items
            .Where(item => !told.Exists(change => change.Release == item.Release))
            .Select(item => Current(item, rows.GetValueOrDefault(item.Release)))
            .OfType<DigestItem>()
            .ToList();
        return items.SequenceEqual(document.Items) && told.SequenceEqual(document.Changes)
            ? document
            : DigestDocument.Of(document.Language, items, document.More, told);
    }

    private static DigestItem? Current(DigestItem item, ProjectedRelease? row) =>
        row is { Original: not null, Retraction: null } && row.Edition(item.Told.Language) is { } edition
            ? item with { Told = Edition.ToldOf(edition) }
            : null;
}
