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

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);
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
            DispatchTurn? turn = null;
            try
            {
                await _pointers.InsertAsync(new DispatchPointer(), stoppingToken);
                var held = await _pointers.ClaimAsync(new Query<DispatchPointer>("id"), Lease, stoppingToken);
                if (held is null)
                {
                    await Task.Delay(Standby, time, stoppingToken);
                    continue;
                }

                turn = new DispatchTurn(held, entry => PublishAsync(entry, stoppingToken), SaveAsync, time);
                await DispatchAsync(turn, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogWaits(logger, turn?.Through ?? 0, exception.Message);
                await Task.Delay(Standby, time, stoppingToken);
            }
        }
    }

    /// <summary>
    /// Publishes for half a lease, then gives the pointer back; also when publishing fails or the process stops, so that the
    /// next holder goes on from there.
    /// </summary>
    private async Task DispatchAsync(DispatchTurn turn, CancellationToken cancellationToken)
    {
        try
        {
            var handedOver = turn.Through;
            var reading = NextAsync(handedOver, cancellationToken);
            do
            {
                var entries = await reading;
                if (entries.Count > 0)
                {
                    // Beside publishing, which keeps one thread busy where much waits.
                    var last = handedOver = entries[^1].Sequence;
                    reading = Task.Run(() => NextAsync(last, cancellationToken), cancellationToken);
                    foreach (var entry in entries)
                    {
                        await turn.PublishAsync(entry);
                    }
                }
                else
                {
                    await turn.RestAsync(tail.WaitAsync(Poll, cancellationToken));
                    reading = NextAsync(handedOver, cancellationToken);
                }

                if (!await turn.GoesOnAsync())
                {
                    return;
                }
            }
            while (turn.Age < Lease / 2 && !cancellationToken.IsCancellationRequested);

            await turn.ConfirmAsync();
        }
        finally
        {
            await turn.EndAsync();
        }
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
