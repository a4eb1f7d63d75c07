using Syndication.Hosting;
using Syndication.Hosting.Log;
using Syndication.Storage;

namespace Syndication.Ingestion.ReleaseLog;

/// <summary>
/// Publishes the log on the bus, in order, behind one pointer, which one replica holds at a time. What is published twice
/// after a crash, consumers know; what a broker loses, they read from the log.
/// </summary>
internal sealed partial class Dispatcher(
    [FromKeyedServices(IngestionModule.ServiceName)] IDocumentStore store,
    LogStore log,
    LogTail tail,
    LogConsumers consumers,
    FactPublisher publisher,
    HostingTelemetry telemetry,
    TimeProvider time,
    ILogger<Dispatcher> logger) : BackgroundService
{
    /// <summary>How far it may be ahead of the slowest consumer in this process.</summary>
    private const int MaxAhead = 1_000;

    private const int MaxBatch = 256;

    /// <summary>Entries without a confirm at one time: as one is confirmed the next one goes.</summary>
    private const int UnderWay = 128;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SaveInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>With nothing new for this long the pointer is saved before its interval is over.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan MaxHeadStart = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Standby = TimeSpan.FromSeconds(1);

    /// <summary>Twice the deadline of a publish, and 30 s; given back and taken again half way.</summary>
    private static readonly TimeSpan Lease = (2 * FactPublisher.Deadline) + TimeSpan.FromSeconds(30);

    private readonly IDocumentCollection<DispatchPointer> _pointers = store.Collection(DispatchPointer.Collection);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await CaughtUpAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            DispatchPointer? held = null;
            try
            {
                await _pointers.InsertAsync(new DispatchPointer(), stoppingToken);
                held = await _pointers.ClaimAsync(new Query<DispatchPointer>("id"), Lease, stoppingToken);
                if (held is null)
                {
                    await Task.Delay(Standby, time, stoppingToken);
                    continue;
                }

                held = await DispatchAsync(held, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogWaits(logger, held?.Through ?? 0, exception.Message);
                await Task.Delay(Standby, time, stoppingToken);
            }
        }
    }

    /// <summary>
    /// Publishes for half a lease, then gives the pointer back; also when publishing fails or the process stops, so that the
    /// next holder goes on from there. A holder whose lease somebody else has taken stops at its next save.
    /// </summary>
    private async Task<DispatchPointer> DispatchAsync(DispatchPointer held, CancellationToken cancellationToken)
    {
        var claimedAt = time.GetTimestamp();
        var (saved, savedAt, saving, isLost) = (held.Through, claimedAt, Task.CompletedTask, false);
        var underWay = new Queue<(long Sequence, Task Confirmed)>(UnderWay);
        try
        {
            var handedOver = held.Through;
            var reading = NextAsync(handedOver, cancellationToken);
            while (!cancellationToken.IsCancellationRequested && time.GetElapsedTime(claimedAt) < Lease / 2)
            {
                var entries = await reading;
                if (entries.Count > 0)
                {
                    // Beside publishing, which keeps one thread busy where much waits.
                    var last = handedOver = entries[^1].Sequence;
                    reading = Task.Run(() => NextAsync(last, cancellationToken), cancellationToken);
                }

                foreach (var entry in entries)
                {
                    await ConfirmAsync(atMost: UnderWay - 1);
                    underWay.Enqueue((entry.Sequence, PublishAsync(entry, cancellationToken)));
                }

                if (entries.Count == 0)
                {
                    await RestAsync();
                    reading = NextAsync(handedOver, cancellationToken);
                }

                if (time.GetElapsedTime(savedAt) > SaveInterval)
                {
                    Save();
                }

                if (saving.IsFaulted)
                {
                    await saving;
                }

                if (isLost)
                {
                    return held;
                }
            }

            await ConfirmAsync(atMost: 0);
        }
        finally
        {
            await saving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await SaveAsync(held with { LeasedUntil = 0 });
        }

        return held;

        // The pointer passes an entry once that entry and all before it are confirmed.
        async Task ConfirmAsync(int atMost)
        {
            while (underWay.Count > atMost)
            {
                // Not on the thread that brings the confirm: it is to bring the next one while we publish.
                var confirmed = underWay.Peek().Confirmed;
                await confirmed.ConfigureAwait(confirmed.IsCompleted ? ConfigureAwaitOptions.None : ConfigureAwaitOptions.ForceYielding);
                held = held with { Through = underWay.Dequeue().Sequence };
            }
        }

        // Until there may be more: what is logged now is not to wait for the confirm of what was logged before.
        async Task RestAsync()
        {
            var bell = tail.WaitAsync(Poll, cancellationToken);
            while (!bell.IsCompleted && underWay.TryPeek(out var oldest))
            {
                if (await Task.WhenAny(bell, oldest.Confirmed).ConfigureAwait(ConfigureAwaitOptions.ForceYielding) == oldest.Confirmed)
                {
                    await ConfirmAsync(atMost: underWay.Count - 1);
                }
            }

            if (held.Through > saved)
            {
                // What is much is saved at once; what is little waits for more.
                await Task.WhenAny(bell, saving);
                if (held.Through - saved >= UnderWay || await Task.WhenAny(bell, Task.Delay(Quiet, time, cancellationToken)) != bell)
                {
                    Save();
                }
            }

            await bell;
        }

        // Beside publishing: a commit takes as long as a publish.
        void Save()
        {
            if (held.Through > saved && saving.IsCompletedSuccessfully)
            {
                (saved, savedAt, saving) = (held.Through, time.GetTimestamp(), SaveBesideAsync(held));
            }
        }

        async Task SaveBesideAsync(DispatchPointer pointer) => isLost = !await SaveAsync(pointer);
    }

    /// <summary>False where somebody else has taken the lease. Not cancelled: a save that came late would undo the one that gives it back.</summary>
    private Task<bool> SaveAsync(DispatchPointer held) =>
        _pointers.ReplaceAsync(held, Query.If<DispatchPointer>(pointer => pointer.Attempt, Comparison.Equal, held.Attempt), CancellationToken.None);

    /// <summary>
    /// Lets the consumers of this process go first: what killed it before is counted while they catch up, and would not be
    /// if it came by the bus again.
    /// </summary>
    private async Task CaughtUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(consumers.All.Select(progress => progress.CaughtUp)).WaitAsync(MaxHeadStart, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // A long backlog, or a store that fails: the others are not to wait for it.
        }
    }

    private async Task<IReadOnlyList<LogEntry>> NextAsync(long through, CancellationToken cancellationToken)
    {
        while (consumers.SlowestAdvancing() is { } slowest && through - slowest >= MaxAhead)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), time, cancellationToken);
        }

        var next = tail.After(through, MaxBatch);
        return next.Count > 0 ? next : await log.ReadAsync(through, MaxBatch, cancellationToken);
    }

    private async Task PublishAsync(LogEntry entry, CancellationToken cancellationToken)
    {
        using var activity = telemetry.StartDelivery("dispatch", entry.Fact);
        await publisher.PublishAsync(entry.Fact, cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "The dispatcher waits after entry {Through}: {Reason}")]
    private static partial void LogWaits(ILogger logger, long through, string reason);
}
