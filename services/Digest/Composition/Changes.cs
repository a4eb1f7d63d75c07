using Syndication.Contracts;
using Syndication.Hosting.Projection;

namespace Syndication.Digest.Composition;

/// <summary>
/// What there is to tell somebody who has an older version, from the release's history: never from the event in hand, so
/// that the order in which facts came makes no difference, and what was taken back and reinstated in between is no news.
/// </summary>
internal static class Changes
{
    /// <summary>Null where nothing is: the reader has it as it is, but for minor edits.</summary>
    public static DigestChange? Since(ProjectedRelease row, Told had)
    {
        if (row.Original is not { } original)
        {
            return null;
        }

        var now = Now(row, had);
        if (original.Retraction is { } retraction)
        {
            return had.Retraction == retraction.Kind ? null : new DigestChange(row.Id, ChangeKind.Withdrawal, had, now with { Retraction = retraction.Kind });
        }

        if (TranslationOf(row, had.Language) is { Translation.State: TranslationState.Withdrawn })
        {
            return had.IsTranslationWithdrawn ? null : new DigestChange(row.Id, ChangeKind.Withdrawal, had, now with { IsTranslationWithdrawn = true });
        }

        if (had.Retraction is not null || had.IsTranslationWithdrawn)
        {
            return new DigestChange(row.Id, ChangeKind.Reinstatement, had, now);
        }

        return Entries(row, had).Any() ? new DigestChange(row.Id, ChangeKind.Correction, had, now) : null;
    }

    /// <summary>The corrections and rewrites that the reader does not have, oldest first.</summary>
    public static IEnumerable<HistoryEntry> Entries(ProjectedRelease row, Told had)
    {
        var versions = row.Original!.History
            .Where(entry => entry.Language is null && entry.Version > had.Version && IsToBeTold(entry))
            .ToList();

        // A translation's first revision of a corrected version is that correction, told once.
        var revisions = (TranslationOf(row, had.Language)?.History ?? [])
            .Where(entry => entry.Language == had.Language && IsToBeTold(entry)
                && (entry.Version, entry.Revision ?? 0).CompareTo((had.Version, had.Revision)) > 0
                && !(entry.Revision == 1 && versions.Exists(version => version.Version <= entry.Version)));
        return versions.Concat(revisions).OrderBy(entry => entry.At).ThenBy(entry => entry.Version).ThenBy(entry => entry.Revision);
    }

    /// <summary>
    /// What a reader of a language knows once told of the release as it is. Where the translation is behind, it is told in our
    /// words what the original says: the first revision that renders it will bring nothing new.
    /// </summary>
    private static Told Now(ProjectedRelease row, Told had)
    {
        var original = row.Original!;
        if (had.Language == original.Language)
        {
            return new Told(had.Language, original.Version);
        }

        var text = TranslationOf(row, had.Language);
        var translated = (Version: text?.SourceVersion ?? 0, Revision: text?.Revision ?? 0);
        return translated.Version >= original.Version
            ? new Told(had.Language, translated.Version, translated.Revision)
            : new Told(had.Language, original.Version, 1);
    }

    private static Release? TranslationOf(ProjectedRelease row, string language) => row.Translations.FirstOrDefault(text => text.Language == language);

    private static bool IsToBeTold(HistoryEntry entry) => entry.Significance is Significance.Correction or Significance.Rewrite;
}
