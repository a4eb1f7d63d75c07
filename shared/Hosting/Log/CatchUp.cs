using MassTransit;
using Syndication.Contracts;
using Syndication.Hosting.Parking;
using Syndication.Storage;

namespace Syndication.Hosting.Log;

/// <summary>
/// Reads from the log what the bus did not bring, and sends it through the same consumer: everything at start, holes
/// older than 2 s, the tail when the bus has been silent for 5 s.
/// </summary>
internal sealed class CatchUp(
    LogConsumers consumers,
    LogClient log,
    Attempts attempts,
    ParkingLot parking,
    IBus bus,
    IHostApplicationLifetime lifetime,
    HostingTelemetry telemetry,
    TimeProvider time,
    ILogger<CatchUp> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan HoleAge = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PageDeadline = TimeSpan.FromSeconds(60);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        await Task.WhenAll(consumers.All.Select(progress => FollowAsync(progress, stoppingToken)));
    }

    private async Task FollowAsync(ConsumerProgress progress, CancellationToken cancellationToken)
    {
        var isStarting = true;
        var lastTail = time.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (!progress.IsLoaded)
                {
                    await progress.FlushAsync(cancellationToken);
                }

                var hasHoles = progress.Applied.Above.Count > 0 && progress.SinceAdvance > HoleAge;
                var isSilent = progress.SinceArrival > Silence && time.GetElapsedTime(lastTail) > Silence;
                if (isStarting || hasHoles || isSilent)
                {
                    await ReadAsync(progress, isStarting, toHead: isStarting || isSilent, cancellationToken);
                    isStarting = false;
                    progress.SetCaughtUp();
                    lastTail = time.GetTimestamp();
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or StoreException or TimeoutException
                || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                Log.CannotCatchUp(logger, progress.Consumer.Name, exception.Message);
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private async Task ReadAsync(ConsumerProgress progress, bool isStarting, bool toHead, CancellationToken cancellationToken)
    {
        var after = progress.Applied.Through;
        var last = progress.Applied.Highest;
        while (true)
        {
            var page = await log.ReadAsync(after, LogPage.MaxEntries, cancellationToken);
            telemetry.Head(page.Head);
            var missing = page.Entries
                .Where(entry => !progress.IsApplied(entry.Sequence) && (toHead || entry.Sequence <= last))
                .ToList();
            if (missing.Count > 0)
            {
                Log.CatchesUp(logger, progress.Consumer.Name, missing.Count, missing[0].Sequence);
                await (isStarting ? BeginAsync(progress, missing, cancellationToken) : SendAsync(progress, missing, cancellationToken));
            }

            if (page.Entries.Count == 0 || (!toHead && page.Entries[^1].Sequence >= last))
            {
                return;
            }

            after = page.Entries[^1].Sequence;
        }
    }

    /// <summary>
    /// At start: noted before they are handled, so that those that were being handled when the process died run one by
    /// one the next time. Only a death in such a run counts against an entry: in a batch it may have been any other.
    /// </summary>
    private async Task BeginAsync(ConsumerProgress progress, List<ReleaseFact> missing, CancellationToken cancellationToken)
    {
        var consumer = progress.Consumer;
        var before = await attempts.BeforeAsync(consumer, missing.Select(entry => entry.Sequence), cancellationToken);
        var fresh = missing.Where(entry => !before.ContainsKey(Attempt.IdOf(consumer.Name, entry.Sequence))).ToList();
        await RunAsync(progress, fresh, count: 0, cancellationToken);
        foreach (var entry in missing.Except(fresh))
        {
            var deaths = before[Attempt.IdOf(consumer.Name, entry.Sequence)];
            if (deaths < Attempt.Most)
            {
                await RunAsync(progress, [entry], deaths + 1, cancellationToken);
                continue;
            }

            await parking.ParkAsync(consumer, entry, $"Begun {deaths} times and never ended: the process died each time.", null, cancellationToken);
            await attempts.EndAsync(consumer, [entry.Sequence], cancellationToken);
            progress.Mark(entry.Sequence);
            telemetry.Parked(consumer);
        }
    }

    private async Task RunAsync(ConsumerProgress progress, List<ReleaseFact> entries, int count, CancellationToken cancellationToken)
    {
        var consumer = progress.Consumer;
        var sequences = entries.Select(entry => entry.Sequence).ToList();
        await attempts.BeginAsync(consumer, sequences.Select(sequence => new Attempt(Attempt.IdOf(consumer.Name, sequence), count)), cancellationToken);
        await SendAsync(progress, entries, cancellationToken);

        // In this order: an entry whose attempt is gone must not be found missing again.
        await progress.FlushAsync(cancellationToken);
        await attempts.EndAsync(consumer, sequences, cancellationToken);
    }

    /// <summary>Sends to this consumer's queue alone and waits until all are applied or parked.</summary>
    private async Task SendAsync(ConsumerProgress progress, List<ReleaseFact> entries, CancellationToken cancellationToken)
    {
        var endpoint = await bus.GetSendEndpoint(new Uri($"queue:{consumers.QueueOf(progress.Consumer)}"));
        foreach (var entry in entries)
        {
            using var activity = telemetry.StartDelivery("catch up", entry);
            await endpoint.Send(entry, entry.GetType(), cancellationToken);
        }

        var start = time.GetTimestamp();
        while (entries.Any(entry => !progress.IsApplied(entry.Sequence)))
        {
            if (time.GetElapsedTime(start) > PageDeadline)
            {
                throw new TimeoutException($"{entries.Count(entry => !progress.IsApplied(entry.Sequence))} entries were not handled within {PageDeadline.TotalSeconds} s.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), time, cancellationToken);
        }
    }
}
