using Syndication.Contracts;
using Syndication.Translation.Segmenting;
using Syndication.Translation.Translating;

namespace Syndication.Translation.Jobs;

/// <summary>Makes texts for the log out of what was translated, or written.</summary>
internal static class DraftComposer
{
    /// <summary>What changed for those who have the translation that is out, and the note that tells them in the original.</summary>
    public static (Significance Significance, string? Note) ChangeSince(Release original, PublishedText? published)
    {
        if (published is null)
        {
            return (Significance.Initial, null);
        }

        var changes = original.History.Where(entry => entry.Language is null && entry.Version > published.SourceVersion).ToList();
        var entry = changes.LastOrDefault(change => change.Significance == Significance.Correction)
            ?? changes.LastOrDefault(change => change.Significance == Significance.Rewrite);
        return entry is null ? (Significance.Minor, null) : (entry.Significance, entry.Note);
    }

    public static TranslationDraft Machine(Release original, TranslationJob job, IReadOnlyList<TranslatedSegment> segments, string engine, DateTimeOffset now)
    {
        var (significance, note) = ChangeSince(original, job.Published);
        var (text, translatedNote) = ReleaseText.Replace(original, note, [.. segments.Select(segment => segment.Target)]);
        return new TranslationDraft
        {
            Text = Numbered(text with { Origin = Origin.Machine, Translation = new TranslationInfo(TranslationState.Current, engine, now) }, original, job),
            Significance = significance,
            Note = translatedNote,
            Segments = segments,
            At = now,
        };
    }

    /// <summary>A text of the original in another language, with the next pair of source version and revision.</summary>
    public static Release Numbered(Release text, Release original, TranslationJob job, int? sourceVersion = null)
    {
        var version = sourceVersion ?? job.SourceVersion;
        return text with
        {
            Id = original.Id,
            Version = original.Version,
            Language = job.Language,
            Translations = original.Translations,
            CanonicalUrl = null,
            History = [],
            SourceVersion = version,
            Revision = job.Published?.SourceVersion == version ? job.Published.Revision + 1 : 1,
            Retraction = null,
        };
    }
}
