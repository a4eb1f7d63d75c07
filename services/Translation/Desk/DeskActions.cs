using Syndication.Contracts;
using Syndication.Hosting;
using Syndication.Hosting.Projection;
using Syndication.Text;
using Syndication.Translation.Jobs;

namespace Syndication.Translation.Desk;

/// <summary>What a person at the desk does with a translation. Whatever goes out goes the way of a machine's: kept, sent, seen in the log.</summary>
internal sealed class DeskActions(
    JobStore jobs,
    Bell<JobRunner> bell,
    [FromKeyedServices(TranslationModule.ServiceName)] ReleaseProjection projection,
    TimeProvider time)
{
    /// <summary>A translation with its release; null where there is neither.</summary>
    public async Task<(TranslationJob Job, Release Original, Release? Logged)?> FindAsync(string release, string language, CancellationToken cancellationToken)
    {
        var row = await projection.Rows.GetAsync(release, cancellationToken);
        return row?.Original is { } original && await jobs.FindAsync(release, language, cancellationToken) is { } job
            ? (job, original, row.Translations.FirstOrDefault(text => text.Language == language))
            : null;
    }

    /// <summary>The headline of an original; null where the log has not brought it.</summary>
    public async Task<string?> HeadlineAsync(string release, CancellationToken cancellationToken) =>
        (await projection.Rows.GetAsync(release, cancellationToken))?.Original?.Headline;

    /// <summary>Lets what was made go out.</summary>
    public Task<DeskOutcome> ApproveAsync(string release, string language, long? stamp, string actor, CancellationToken cancellationToken) =>
        ChangeAsync(release, language, stamp, (job, original, _) => job switch
        {
            { State: JobState.Publishing or JobState.Published } => new Change.Nothing(),
            { State: not JobState.Held } => new Change.Refused("There is nothing that waits for approval."),
            { Draft: { } draft } when draft.Text.SourceVersion < TranslationStanding.TextVersion(original) => new Change.Refused("The original has a newer text than this translation."),
            { Draft: { } draft } => new Change.Publish(job with { IsHeld = false, Draft = Renumbered(draft, original, job) with { Actor = actor } }),
            _ => new Change.Refused("There is no text."),
        }, cancellationToken);

    /// <summary>A person's text: it goes out as such, and no machine's replaces it.</summary>
    public Task<DeskOutcome> PutAsync(string release, string language, long? stamp, PersonsText given, string actor, CancellationToken cancellationToken) =>
        ChangeAsync(release, language, stamp, (job, original, logged) =>
        {
            var version = given.SourceVersion ?? TranslationStanding.TextVersion(original);
            if (version > original.Version)
            {
                return new Change.Refused($"The original is at version {original.Version}.");
            }

            if (job.Published is { } published && published.SourceVersion > version)
            {
                return new Change.Refused($"Readers have a translation of version {published.SourceVersion} already.");
            }

            if (given.Over(original, job, logged) is not { } over)
            {
                return new Change.Refused("The original has a newer text than these sentences: wait for its translation, or send the text whole.");
            }

            var now = time.GetUtcNow();
            var text = over with
            {
                Origin = Origin.Human,
                Translation = new TranslationInfo(TranslationState.Current, null, now),
            };
            var draft = new TranslationDraft
            {
                Text = DraftComposer.Numbered(text, original, job, version),
                Significance = job.Published is null ? Significance.Initial : given.Significance,
                Note = given.ChangeNote,
                Actor = actor,
                Segments = given.SegmentsOver(job),
                At = now,
            };
            return new Change.Publish(job with { IsHeld = false, SourceVersion = version, Draft = draft });
        }, cancellationToken);

    /// <summary>Keeps a translation from going out, and the next ones too, until a person approves.</summary>
    public Task<DeskOutcome> HoldAsync(string release, string language, long? stamp, CancellationToken cancellationToken) =>
        ChangeAsync(release, language, stamp, (job, _, _) => job.State switch
        {
            JobState.Published => new Change.Keep(job with { IsHeld = true }),
            JobState.Held or JobState.Waiting or JobState.Unavailable => new Change.Keep(job with { IsHeld = true, Reason = job.State == JobState.Held ? "A person holds it." : job.Reason }),
            JobState.Publishing => new Change.Refused("It is on its way to readers: withdraw it once it is there."),
            _ => new Change.Refused($"Nothing is translated here: {job.Reason}"),
        }, cancellationToken);

    /// <summary>Takes a person's hold back: what waited for nothing else goes out, made anew from memory.</summary>
    public Task<DeskOutcome> LiftAsync(string release, string language, long? stamp, CancellationToken cancellationToken) =>
        ChangeAsync(release, language, stamp, (job, _, _) => job switch
        {
            { IsHeld: false } => new Change.Nothing(),
            { State: JobState.Held } => new Change.Keep(job with { IsHeld = false, State = JobState.Waiting, DueAt = 0, Reason = null }),
            _ => new Change.Keep(job with { IsHeld = false }),
        }, cancellationToken);

    /// <summary>Takes a translation back, alone; or brings it back.</summary>
    public Task<DeskOutcome> WithdrawAsync(string release, string language, long? stamp, bool isBack, string? note, string actor, CancellationToken cancellationToken) =>
        ChangeAsync(release, language, stamp, (job, original, logged) =>
        {
            if (logged is null || job.Published is not { } published)
            {
                return new Change.Refused("Readers have no translation in this language.");
            }

            if (published.State == TranslationState.Withdrawn != isBack)
            {
                return new Change.Nothing();
            }

            if (isBack && published.Origin != Origin.Human && published.SourceVersion < TranslationStanding.TextVersion(original))
            {
                return new Change.Refused("The original has a newer text than this translation: approve, or write, one of that text.");
            }

            var state = isBack ? TranslationState.Current : TranslationState.Withdrawn;
            var text = logged with { Translation = new TranslationInfo(state, logged.Translation?.Engine, time.GetUtcNow()) };
            var draft = new TranslationDraft
            {
                Text = DraftComposer.Numbered(text, original, job, published.SourceVersion),
                Significance = isBack ? Significance.Reinstatement : Significance.Retraction,
                Note = note,
                Actor = actor,
                Segments = job.Draft?.Segments ?? [],
                At = time.GetUtcNow(),
            };
            return new Change.Publish(job with { SourceVersion = published.SourceVersion, Draft = draft });
        }, cancellationToken);

    /// <summary>A draft that waited may have been overtaken by another revision.</summary>
    private static TranslationDraft Renumbered(TranslationDraft draft, Release original, TranslationJob job) =>
        draft with { Text = DraftComposer.Numbered(draft.Text, original, job, draft.Text.SourceVersion) };

    private async Task<DeskOutcome> ChangeAsync(
        string release,
        string language,
        long? stamp,
        Func<TranslationJob, Release, Release?, Change> decide,
        CancellationToken cancellationToken)
    {
        while (await FindAsync(release, language, cancellationToken) is var (job, original, logged))
        {
            if (stamp is not null && stamp != job.Stamp)
            {
                return new DeskOutcome.Conflict("Somebody changed this translation meanwhile: look at it again.", job);
            }

            var change = original.Retraction is null ? decide(job, original, logged) : new Change.Refused("The release is retracted.");
            switch (change)
            {
                case Change.Nothing:
                    return new DeskOutcome.Done(job, original, logged);
                case Change.Refused refused:
                    return new DeskOutcome.Conflict(refused.Reason, job);
                case Change.Keep keep:
                    if (await jobs.SaveAsync(job, keep.Job, cancellationToken) is { } kept)
                    {
                        bell.Ring();
                        return new DeskOutcome.Done(kept, original, logged);
                    }

                    break;
                case Change.Publish publish:
                    var now = await jobs.InAsync(TimeSpan.Zero, cancellationToken);
                    var next = publish.Job with { State = JobState.Publishing, DueAt = now, Failures = 0, Reason = null };
                    if (await jobs.SaveAsync(job, next, cancellationToken) is { } saved)
                    {
                        // Sent by whoever claims it: a person does not wait for a broker.
                        bell.Ring();
                        return new DeskOutcome.Done(saved, original, logged);
                    }

                    break;
            }
        }

        return new DeskOutcome.Unknown();
    }

    private abstract record Change
    {
        public sealed record Nothing : Change;

        public sealed record Refused(string Reason) : Change;

        public sealed record Keep(TranslationJob Job) : Change;

        public sealed record Publish(TranslationJob Job) : Change;
    }
}

/// <summary>What became of something that a person did.</summary>
internal abstract record DeskOutcome
{
    public sealed record Done(TranslationJob Job, Release Original, Release? Logged) : DeskOutcome;

    public sealed record Conflict(string Detail, TranslationJob Job) : DeskOutcome;

    public sealed record Unknown : DeskOutcome;
}
