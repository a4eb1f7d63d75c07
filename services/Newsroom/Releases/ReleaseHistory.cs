using Syndication.Contracts;
using Syndication.Hosting.Projection;

namespace Syndication.Newsroom.Releases;

/// <summary>What readers of one language are told about changes.</summary>
internal static class ReleaseHistory
{
    /// <summary>Changes of the release and of this language's text, newest first.</summary>
    public static IReadOnlyList<HistoryEntry> Of(ProjectedRelease row, Release edition) =>
    [
        .. row.Original!.History.Concat(edition.History)
            .Where(entry => entry.Language is null || entry.Language == edition.Language)
            .Distinct()
            .OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Version).ThenByDescending(entry => entry.Revision),
    ];

    /// <summary>Corrections that are in this text, newest first: a translation of version 1 does not have those of version 2.</summary>
    public static IEnumerable<HistoryEntry> Corrections(ProjectedRelease row, Release edition) =>
        Of(row, edition).Where(entry => entry.Significance is Significance.Correction
            && (entry.Language is not null || edition.SourceVersion is not { } source || entry.Version <= source));
}
