using System.Text.Json;
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
    Loopback loopback,
    IHostApplicationLifetime lifetime,
    HostingTelemetry telemetry,
    TimeProvider time,
    ILogger<CatchUp> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan HoleAge = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long the process has to be up before an entry that may have killed it runs again: one that does not live as long
    /// dies of something else, and that counts against no entry.
    /// </summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan PageDeadline = TimeSpan.FromSeconds(60);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        await Task.WhenAll(consumers.All.Select(progress => FollowAsync(progress, stoppingToken)));
    }

    private async Task FollowAsync(ConsumerProgress progress, CancellationToken cancellationToken)
    {
        var isStarting = true;
        var startedAt = time.GetTimestamp();
        var lastTail = startedAt;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (isStarting)
                {
                    await progress.FlushAsync(cancellationToken);
                    progress.Suspect(await attempts.AllAsync(progress.Consumer, cancellationToken));
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

                if (time.GetElapsedTime(startedAt) > Settling)
                {
                    await RunSuspectsAsync(progress, cancellationToken);
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or JsonException or StoreException or TimeoutException
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
                .Where(entry => !progress.IsApplied(entry.Sequence) && !progress.IsSuspect(entry.Sequence) && (toHead || entry.Sequence <= last))
                .ToList();
            if (missing.Count > 0)
            {
                Log.CatchesUp(logger, progress.Consumer.Name, missing.Count, missing[0].Sequence);
                await (isStarting ? RunAsync(progress, missing, count: 0, cancellationToken) : SendAsync(progress, missing, cancellationToken));
            }

            if (page.Entries.Count == 0 || (!toHead && page.Entries[^1].Sequence >= last))
            {
                return;
            }

            after = page.Entries[^1].Sequence;
        }
    }

    /// <summary>
    /// Runs, one by one, the entries that were being handled in a batch when the process died. Only a death in such a run
    /// counts against an entry: in a batch it may have been any other.
    /// </summary>
    private async Task RunSuspectsAsync(ConsumerProgress progress, CancellationToken cancellationToken)
    {
        var consumer = progress.Consumer;
        foreach (var (sequence, deaths) in progress.Suspects)
        {
            if (!progress.IsApplied(sequence) && (await log.ReadAsync(sequence - 1, 1, cancellationToken)).Entries is [var entry])
            {
                if (deaths < Attempt.Most)
                {
                    await RunAsync(progress, [entry], deaths + 1, cancellationToken);
                }
                else
                {
                    await parking.ParkAsync(consumer, entry, $"Begun {deaths} times and never ended: the process died each time.", null, cancellationToken);
                    progress.Mark(sequence);
                    telemetry.Parked(consumer);
                }
            }

            await attempts.EndAsync(consumer, [sequence], cancellationToken);
            progress.Acquit(sequence);
        }
    }

    /// <summary>Notes entries before they are handled, so that those that are under way when the process dies are known after.</summary>
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

    /// <summary>Sends to this consumer alone and waits until all are applied or parked.</summary>
    private async Task SendAsync(ConsumerProgress progress, List<ReleaseFact> entries, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
        {
            using var activity = telemetry.StartDelivery("catch up", entry);
            await loopback.SendAsync(progress.Consumer, entry, LogHeaders.CaughtUp, cancellationToken);
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
