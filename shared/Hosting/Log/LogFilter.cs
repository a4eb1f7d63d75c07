using System.Diagnostics;
using MassTransit;
using Syndication.Contracts;
using Syndication.Hosting.Parking;
using Syndication.Storage;

namespace Syndication.Hosting.Log;

/// <summary>
/// Around every consumer of the log: marks what is applied, parks what can't be, and lets what failed for the store's
/// sake stay a hole that catching up fills. Nothing leaves it as an exception, so nothing falls through to an error queue.
/// </summary>
internal sealed class LogFilter<T>(
    LogConsumers consumers,
    ParkingLot parking,
    Attempts attempts,
    HostingTelemetry telemetry,
    ILogger<LogFilter<T>> logger) : IFilter<ConsumeContext<T>>
    where T : class
{
    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        if (context.Message is not ReleaseFact fact || consumers.FindByAddress(context.ReceiveContext.InputAddress) is not { } progress)
        {
            await next.Send(context);
            return;
        }

        progress.Arrived();
        var isRetry = context.Headers.TryGetHeader(LogHeaders.Parked, out _);
        var isCaughtUp = context.Headers.TryGetHeader(LogHeaders.CaughtUp, out _);
        if ((progress.IsApplied(fact.Sequence) && !isRetry) || (progress.IsSuspect(fact.Sequence) && !isCaughtUp))
        {
            return;
        }

        try
        {
            if (context.ReceiveContext.Redelivered)
            {
                await SuspectAsync(progress, fact, context.CancellationToken);
                return;
            }

            await HandleAsync(context, next, progress, fact, isRetry);
        }
        catch (Exception exception) when (exception is StoreException or OperationCanceledException)
        {
            Log.LeftAsHole(logger, progress.Consumer.Name, fact.Sequence, exception.Message);
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("log");

    /// <summary>
    /// It was under way somewhere when a process or a connection died. It is acknowledged and stays a hole of the log, noted
    /// durably: catching up runs it alone.
    /// </summary>
    private async Task SuspectAsync(ConsumerProgress progress, ReleaseFact fact, CancellationToken cancellationToken)
    {
        var deaths = await attempts.DeathsAsync(progress.Consumer, fact.Sequence, cancellationToken);
        await attempts.BeginAsync(progress.Consumer, [new Attempt(Attempt.IdOf(progress.Consumer.Name, fact.Sequence), deaths)], cancellationToken);
        progress.Suspect([(fact.Sequence, deaths)]);
    }

    private async Task HandleAsync(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next, ConsumerProgress progress, ReleaseFact fact, bool isRetry)
    {
        var cancellationToken = context.CancellationToken;
        try
        {
            await next.Send(context);
        }
        catch (Exception exception) when (!IsForLater(exception))
        {
            Log.Parked(logger, progress.Consumer.Name, fact.Sequence, exception);
            await ParkAsync(progress, fact, $"{exception.GetType().Name}: {exception.Message}", exception, cancellationToken);
            return;
        }

        if (isRetry)
        {
            progress.RaiseGeneration();
            await progress.FlushAsync(cancellationToken);
            await parking.UnparkAsync(progress.Consumer, fact.Sequence, cancellationToken);
        }

        progress.Mark(fact.Sequence);
        telemetry.Delivered(progress.Consumer);
    }

    private async Task ParkAsync(ConsumerProgress progress, ReleaseFact fact, string reason, Exception? exception, CancellationToken cancellationToken)
    {
        await parking.ParkAsync(progress.Consumer, fact, reason, exception, cancellationToken);
        await attempts.EndAsync(progress.Consumer, [fact.Sequence], cancellationToken);
        progress.Mark(fact.Sequence);
        telemetry.Parked(progress.Consumer);
        Activity.Current?.SetStatus(ActivityStatusCode.Error, reason);
    }

    // The bus wraps what a retry gave up on, and what it was cancelled in.
    private static bool IsForLater(Exception exception) =>
        exception is StoreException or OperationCanceledException || (exception.InnerException is { } inner && IsForLater(inner));
}

/// <summary>What Hosting tells itself along with an entry.</summary>
internal static class LogHeaders
{
    /// <summary>An operator retries a parked entry.</summary>
    public const string Parked = "Syndication-Parked";

    /// <summary>The entry was read from the log.</summary>
    public const string CaughtUp = "Syndication-Caught-Up";
}
