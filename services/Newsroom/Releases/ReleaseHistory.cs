using Syndication.Contracts;
using Syndication.Hosting.Projection;

namespace Syndication.Newsroom.Releases;

/// <summary>What readers of one language are told about changes.</summary>
internal static class ReleaseHistory
{
    /// <summary>Changes that are in this language's text, and of where the release stands, newest first: a translation of version 1 does not have the changes of version 2.</summary>
    public static IReadOnlyList<HistoryEntry> Of(ProjectedRelease row, Release edition) =>
    [
        .. row.Original!.History.Concat(edition.History)
            .Where(entry => (entry.Language is null || entry.Language == edition.Language) && !IsMissing(entry, edition))
            .Distinct()
            .OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Version).ThenByDescending(entry => entry.Revision),
    ];

    /// <summary>Corrections that are in this text, newest first.</summary>
    public static IEnumerable<HistoryEntry> Corrections(ProjectedRelease row, Release edition) =>
        Of(row, edition).Where(entry => entry.Significance is Significance.Correction);

    /// <summary>Corrections of the original that this text lacks, newest first.</summary>
    public static IEnumerable<HistoryEntry> MissingCorrections(ProjectedRelease row, Release edition) =>
        row.Original!.History.Where(entry => entry.Significance is Significance.Correction && IsMissing(entry, edition)).OrderByDescending(entry => entry.Version);

    private static bool IsMissing(HistoryEntry entry, Release edition) =>
        entry.Language is null && entry.Version > edition.SourceVersion && entry.Significance is not (Significance.Retraction or Significance.Reinstatement);
}
