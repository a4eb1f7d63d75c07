using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Hosting;
using Syndication.Hosting.Log;
using Syndication.Hosting.Projection;
using Syndication.Storage;
using Syndication.Text;
using Syndication.Translation.Engines;
using Syndication.Translation.Glossary;
using Syndication.Translation.Protecting;
using Syndication.Translation.Segmenting;
using Syndication.Translation.Translating;

namespace Syndication.Translation.Jobs;

/// <summary>Makes the translations that are due, and sends what may go out until the log has it.</summary>
internal sealed partial class JobRunner(
    JobStore jobs,
    Bell<JobRunner> bell,
    [FromKeyedServices(TranslationModule.ServiceName)] ReleaseProjection projection,
    EngineRoutes routes,
    SegmentTranslator translator,
    GlossaryStore glossary,
    PreparationStore preparations,
    FactPublisher publisher,
    LogConsumers consumers,
    IOptions<TranslationOptions> options,
    TimeProvider time,
    ILogger<JobRunner> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>An engine may be installed while the service runs.</summary>
    private static readonly TimeSpan LookForEngines = TimeSpan.FromMinutes(10);

    /// <summary>What was sent and is not in the log by then is sent again: a bus may lose it.</summary>
    private static readonly TimeSpan Resend = TimeSpan.FromSeconds(10);

    /// <summary>After so many, the log does not want it, and a person has to look.</summary>
    private const int MostSends = 8;

    private TimeSpan Lease => (options.Value.Deadline * 2) + TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A projection that is filled anew lacks for a while what people and engines have long translated.
        await consumers.Find(LogConsumer.NameOf(typeof(PlanTranslationConsumer)))!.CaughtUp.WaitAsync(stoppingToken);

        using var free = new SemaphoreSlim(options.Value.Concurrency, options.Value.Concurrency);
        while (!stoppingToken.IsCancellationRequested)
        {
            await free.WaitAsync(stoppingToken);
            TranslationJob? due = null;
            try
            {
                due = await jobs.ClaimDueAsync(Lease, stoppingToken);
            }
            catch (StoreException exception)
            {
                LogWaits(logger, exception.Message);
            }

            if (due is null)
            {
                free.Release();
                await bell.WaitAsync(Poll, stoppingToken);
                continue;
            }

            _ = Task.Run(() => RunAsync(due, free, stoppingToken), CancellationToken.None);
        }
    }

    private async Task RunAsync(TranslationJob due, SemaphoreSlim free, CancellationToken stoppingToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        deadline.CancelAfter(options.Value.Deadline);
        try
        {
            await StepAsync(due, deadline.Token);
        }
        catch (EngineException exception)
        {
            await PutOffAsync(due, exception.Message, exception.RetryAfter, stoppingToken);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            await PutOffAsync(due, $"It took longer than {options.Value.Deadline.TotalSeconds:F0} s.", null, stoppingToken);
        }
        catch (Exception exception) when (exception is StoreException or OperationCanceledException)
        {
            // The lease ends by itself.
            LogWaits(logger, exception.Message);
        }
        catch (Exception exception)
        {
            LogFailed(logger, due.Id, exception);
            await PutOffAsync(due, $"{exception.GetType().Name}: {exception.Message}", null, stoppingToken);
        }
        finally
        {
            free.Release();
            bell.Ring();
        }
    }

    private async Task StepAsync(TranslationJob due, CancellationToken cancellationToken)
    {
        // What the log says now may settle it: a retraction, a person's text, a newer version.
        var row = await projection.Rows.GetAsync(due.Release, cancellationToken);
        var policy = options.Value.PolicyOf(due.Language);
        var job = row is null ? due : JobPlan.Next(row, due.Language, due, policy) ?? due;
        switch (job.State)
        {
            case JobState.Publishing when job.Failures >= MostSends:
                await jobs.SaveAsync(due, job with { State = JobState.Held, DueAt = TranslationJob.Never, Failures = 0, Reason = "The log did not take it." }, cancellationToken);
                break;
            case JobState.Publishing:
                await SendAsync(due, job, cancellationToken);
                break;
            case JobState.Waiting or JobState.Unavailable when row?.Original is { } original:
                await MakeAsync(due, job, original, policy, cancellationToken);
                break;
            default:
                await jobs.SaveAsync(due, job with { DueAt = TranslationJob.Never }, cancellationToken);
                break;
        }
    }

    private async Task MakeAsync(TranslationJob due, TranslationJob job, Release original, TranslationPolicy policy, CancellationToken cancellationToken)
    {
        var pair = new LanguagePair(original.Language, job.Language);
        if (await routes.FindAsync(pair, isLocalOnly: false, cancellationToken) is not { } route)
        {
            var later = await jobs.InAsync(LookForEngines, cancellationToken);
            await jobs.SaveAsync(due, job with { State = JobState.Unavailable, DueAt = later, Reason = $"No engine offers {pair}." }, cancellationToken);
            return;
        }

        var context = TextContext.Of(original, pair, await glossary.CurrentAsync(cancellationToken));
        var (_, note) = DraftComposer.ChangeSince(original, job.Published);
        await preparations.AdoptAsync(job.Release, job.Language, cancellationToken);
        var segments = await translator.TranslateAsync(ReleaseText.Segments(original, note), context, route, ahead: null, cancellationToken);
        var draft = DraftComposer.Machine(original, job with { SourceVersion = TranslationStanding.TextVersion(original) }, segments, route.Engine.Name, time.GetUtcNow());
        await preparations.ForgetAsync(job.Release, job.Language, cancellationToken);

        var reason = ReasonToHold(job, draft, policy);
        var made = job with { Draft = draft, SourceVersion = draft.Text.SourceVersion!.Value, Failures = 0, Reason = reason };
        if (reason is null)
        {
            await SendAsync(due, made with { State = JobState.Publishing }, cancellationToken);
        }
        else
        {
            await jobs.SaveAsync(due, made with { State = JobState.Held, DueAt = TranslationJob.Never }, cancellationToken);
        }
    }

    private string? ReasonToHold(TranslationJob job, TranslationDraft draft, TranslationPolicy policy)
    {
        var share = draft.Segments.Count == 0 ? 0 : (double)draft.Failed / draft.Segments.Count;
        return job switch
        {
            _ when share > options.Value.MaxFailedShare => $"{draft.Failed} of {draft.Segments.Count} sentences failed their checks.",
            { IsHeld: true } => "A person holds it.",
            { Published.State: TranslationState.Withdrawn } => "The translation before it was withdrawn.",
            _ when policy == TranslationPolicy.Hold => "It waits for a person.",
            _ => null,
        };
    }

    /// <summary>Written before it is sent: what is sent and then forgotten would be made, and asked of the engine, again.</summary>
    private async Task SendAsync(TranslationJob due, TranslationJob job, CancellationToken cancellationToken)
    {
        var again = await jobs.InAsync(Resend * (job.Failures + 1), cancellationToken);
        if (await jobs.SaveAsync(due, job with { DueAt = again, Failures = job.Failures + 1 }, cancellationToken) is { } saved)
        {
            try
            {
                await publisher.PublishAsync(Message(saved), cancellationToken);
            }
            catch (TimeoutException exception)
            {
                // A broker that is away says nothing about whether the log wants it.
                LogWaits(logger, exception.Message);
                await jobs.SaveAsync(saved, saved with { Failures = job.Failures }, cancellationToken);
            }
        }
    }

    /// <summary>What goes to Ingestion.</summary>
    public static TranslationCompleted Message(TranslationJob job)
    {
        var draft = job.Draft!;
        return new TranslationCompleted(NamedGuid.Create(draft.Text.Id, $"{job.Language}:{draft.Pair}"), draft.Text, draft.Significance, draft.Note, draft.Actor);
    }

    private async Task PutOffAsync(TranslationJob due, string reason, TimeSpan? retryAfter, CancellationToken cancellationToken)
    {
        try
        {
            var pause = options.Value.FirstRetry * Math.Pow(2, Math.Min(due.Failures, 20)) * (0.75 + (Random.Shared.NextDouble() / 2));
            pause = retryAfter > pause ? retryAfter.Value : pause;
            var dueAt = await jobs.InAsync(pause < options.Value.LongestRetry ? pause : options.Value.LongestRetry, cancellationToken);
            LogPutOff(logger, due.Id, reason);
            await jobs.SaveAsync(due, due with { DueAt = dueAt, Failures = due.Failures + 1, Reason = reason }, cancellationToken);
        }
        catch (Exception exception) when (exception is StoreException or OperationCanceledException)
        {
            LogWaits(logger, exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Translation {Job} is put off: {Reason}")]
    private static partial void LogPutOff(ILogger logger, string job, string reason);

    [LoggerMessage(LogLevel.Error, "Translation {Job} failed")]
    private static partial void LogFailed(ILogger logger, string job, Exception exception);

    [LoggerMessage(LogLevel.Warning, "Translations wait: {Reason}")]
    private static partial void LogWaits(ILogger logger, string reason);
}
