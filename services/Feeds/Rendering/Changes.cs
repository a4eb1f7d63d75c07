using Syndication.Contracts;
using Syndication.Hosting.Projection;

namespace Syndication.Feeds.Rendering;

/// <summary>What readers of one language have to be told about, from the history of the release.</summary>
internal static class Changes
{
    /// <summary>Corrections, rewrites, retractions and reinstatements that are in the text of a language; newest first.</summary>
    public static IReadOnlyList<HistoryEntry> Of(ProjectedRelease row, string language)
    {
        var edition = row.Edition(language);
        if (edition is null || row.Original is not { } original)
        {
            return [];
        }

        var significant = original.History.Concat(edition.History).Distinct().Where(IsSignificant).ToList();
        var revisions = significant.Where(entry => entry.Language == language).ToList();
        var versions = significant.Where(entry => entry.Language is null
            && (IsOfAllLanguages(entry) || Contains(edition, entry))
            && !revisions.Any(revision => revision.Version == entry.Version));
        return [.. versions.Concat(revisions).OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Version).ThenByDescending(entry => entry.Revision)];
    }

    private static bool IsSignificant(HistoryEntry entry) =>
        entry.Significance is Significance.Correction or Significance.Rewrite || IsOfAllLanguages(entry);

    private static bool IsOfAllLanguages(HistoryEntry entry) =>
        entry.Significance is Significance.Retraction or Significance.Reinstatement;

    // A translation of version 1 does not say yet what version 2 corrected.
    private static bool Contains(Release edition, HistoryEntry entry) =>
        edition.SourceVersion is not { } source || entry.Version <= source;
}
