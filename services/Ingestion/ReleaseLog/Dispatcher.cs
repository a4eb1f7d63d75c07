using MassTransit;
using Syndication.Hosting;
using Syndication.Hosting.Log;
using Syndication.Storage;

namespace Syndication.Ingestion.ReleaseLog;

/// <summary>
/// Publishes the log on the bus, in order, behind one pointer. What it publishes twice after a crash, consumers know;
/// what a broker loses, they read from the log.
/// </summary>
internal sealed partial class Dispatcher(
    [FromKeyedServices(IngestionModule.ServiceName)] IDocumentStore store,
    LogStore log,
    LogTail tail,
    LogConsumers consumers,
    IBus bus,
    HostingTelemetry telemetry,
    TimeProvider time,
    ILogger<Dispatcher> logger) : BackgroundService
{
    /// <summary>How far it may be ahead of the slowest consumer in this process.</summary>
    private const int MaxAhead = 1_000;

    private const int MaxBatch = 100;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SaveInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxHeadStart = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PublishDeadline = TimeSpan.FromSeconds(10);

    private readonly IDocumentCollection<Pointer> _pointers = store.Collection(Pointer.Collection);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await CaughtUpAsync(stoppingToken);
        var through = (await RetryAsync(() => _pointers.GetAsync(Pointer.Dispatcher, stoppingToken), stoppingToken))?.Through ?? 0;
        var saved = through;
        var savedAt = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var entries = await NextAsync(through, stoppingToken);
                if (entries.Count > 0)
                {
                    await PublishAsync(entries, stoppingToken);
                    through = entries[^1].Sequence;
                }

                if (through > saved && (entries.Count == 0 || time.GetElapsedTime(savedAt) > SaveInterval))
                {
                    await _pointers.UpsertAsync(new Pointer(Pointer.Dispatcher, through), Query.If<Pointer>(pointer => pointer.Through, Comparison.Less, through), stoppingToken);
                    saved = through;
                    savedAt = time.GetTimestamp();
                }

                if (entries.Count == 0)
                {
                    await tail.WaitAsync(through > saved ? SaveInterval : Poll, stoppingToken);
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogWaits(logger, through, exception.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
            }
        }
    }

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

    private async Task PublishAsync(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(PublishDeadline);
        await Task.WhenAll(entries.Select(entry => PublishAsync(entry, deadline.Token)));
    }

    private async Task PublishAsync(LogEntry entry, CancellationToken cancellationToken)
    {
        using var activity = telemetry.StartDelivery("dispatch", entry.Fact);
        await bus.Publish(entry.Fact, entry.Fact.GetType(), cancellationToken);
    }

    private async Task<T> RetryAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await read();
            }
            catch (StoreException exception)
            {
                LogWaits(logger, 0, exception.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The dispatcher waits after entry {Through}: {Reason}")]
    private static partial void LogWaits(ILogger logger, long through, string reason);

    private sealed record Pointer(string Id, long Through)
    {
        public const string Dispatcher = "dispatcher";

        public static CollectionDefinition<Pointer> Collection { get; } = new("pointers", pointer => pointer.Id);
    }
}
