using Syndication.Contracts;
using Syndication.Hosting.Projection;
using Syndication.Text;

namespace Syndication.Translation.Jobs;

/// <summary>
/// What a release as it is now asks for in one language. A pure function of the joined facts and of what was done: the
/// order in which the facts came makes no difference.
/// </summary>
internal static class JobPlan
{
    /// <returns>The job as it should be; the same instance where nothing changes, null where there is none and none is wanted.</returns>
    public static TranslationJob? Next(ProjectedRelease row, string language, TranslationJob? known, TranslationPolicy policy)
    {
        if (row.Original is not { } original || original.Language == language)
        {
            return known;
        }

        var published = PublishedText.Of(row.Translations.FirstOrDefault(text => text.Language == language));
        var wanted = TranslationStanding.TextVersion(original);
        if (known is null && published is null && (policy == TranslationPolicy.Off || original.Retraction is not null))
        {
            return null;
        }

        var job = (known ?? new TranslationJob
        {
            Id = TranslationJob.IdOf(row.Id, language),
            Release = row.Id,
            Language = language,
            SourceLanguage = original.Language,
        }) with
        { Published = published, SourceLanguage = original.Language };

        // What a person decided and is on its way goes before all else; so does anything newer than what the log has.
        if (job is { State: JobState.Publishing, Draft: { } sent } && original.Retraction is null
            && (published is null || sent.Pair.CompareTo(published.Pair) > 0)
            && (sent.Text.Origin == Origin.Human || sent.Text.Translation?.State == TranslationState.Withdrawn || sent.Text.SourceVersion == wanted))
        {
            return Unchanged(known, job);
        }

        if (Settled(original, language, published, policy) is { } reason)
        {
            return Unchanged(known, job with
            {
                State = JobState.Settled,
                SourceVersion = published?.SourceVersion ?? wanted,
                DueAt = TranslationJob.Never,
                Failures = 0,
                Reason = reason,
            });
        }

        if (published is not null && published.SourceVersion >= wanted)
        {
            var state = published.State == TranslationState.Withdrawn ? JobState.Settled : JobState.Published;
            return Unchanged(known, job with
            {
                State = state,
                SourceVersion = published.SourceVersion,
                DueAt = TranslationJob.Never,
                Failures = 0,
                Reason = state == JobState.Settled ? "It was withdrawn." : null,
            });
        }

        var isUnderWay = known is { State: JobState.Waiting or JobState.Held or JobState.Unavailable } && known.SourceVersion == wanted;
        return Unchanged(known, isUnderWay ? job : job with
        {
            State = JobState.Waiting,
            SourceVersion = wanted,
            DueAt = 0,
            Failures = 0,
            Reason = null,
        });
    }

    private static string? Settled(Release original, string language, PublishedText? published, TranslationPolicy policy)
    {
        if (original.Retraction is not null)
        {
            return "The release is retracted.";
        }

        if (published?.Origin == Origin.Human)
        {
            return "A person's text is there.";
        }

        if (original.Translations.Any(version => version.Language == language))
        {
            return "The office publishes this language itself.";
        }

        return policy == TranslationPolicy.Off ? "This language is off." : null;
    }

    private static TranslationJob Unchanged(TranslationJob? known, TranslationJob next) => known == next ? known : next;
}
