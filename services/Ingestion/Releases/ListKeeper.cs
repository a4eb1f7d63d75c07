using Syndication.Hosting;
using Syndication.Hosting.Log;
using Syndication.Hosting.Projection;
using Syndication.Ingestion.ReleaseLog;

namespace Syndication.Ingestion.Releases;

/// <summary>
/// Lists what this process logs as it is committed: it need not come back over the bus. What is missed here, because the
/// process dies, the store fails or too much waits, is a hole of the log, and catching up brings it through
/// <see cref="ListReleaseConsumer"/>.
/// </summary>
internal sealed partial class ListKeeper(
    LogTail tail,
    [FromKeyedServices(IngestionModule.ServiceName)] ReleaseProjection projection,
    LogConsumers consumers,
    HostingTelemetry telemetry,
    TimeProvider time,
    ILogger<ListKeeper> logger) : BackgroundService
{
    /// <summary>Entries that share a commit.</summary>
    private const int MaxBatch = 256;

    /// <summary>What others wait for goes first, and what comes meanwhile shares a commit.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    private readonly ConsumerProgress _progress = consumers.Find(LogConsumer.NameOf(typeof(ListReleaseConsumer)))!;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await tail.Added.WaitToReadAsync(stoppingToken))
        {
            if (tail.Added.Count < MaxBatch)
            {
                await Task.Delay(Gathering, time, stoppingToken);
            }

            var batch = new List<Task>();
            while (batch.Count < MaxBatch && tail.Added.TryRead(out var entry))
            {
                batch.Add(KeepAsync(entry, stoppingToken));
            }

            await Task.WhenAll(batch);
        }
    }

    private async Task KeepAsync(LogEntry entry, CancellationToken cancellationToken)
    {
        _progress.Arrived();
        if (_progress.IsApplied(entry.Sequence))
        {
            return;
        }

        using var activity = telemetry.StartDelivery(_progress.Consumer.Name, entry.Fact);
        try
        {
            await projection.ApplyAsync(entry.Fact, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whether it is to be tried again or parked is decided where catching up sends it.
            LogMissed(logger, entry.Sequence, exception.Message);
            return;
        }

        _progress.Mark(entry.Sequence);
        telemetry.Delivered(_progress.Consumer);
    }

    [LoggerMessage(LogLevel.Warning, "Entry {Sequence} is not listed yet, catching up is to bring it: {Reason}")]
    private static partial void LogMissed(ILogger logger, long sequence, string reason);
}
