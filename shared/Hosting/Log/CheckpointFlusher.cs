using Syndication.Storage;

namespace Syndication.Hosting.Log;

/// <summary>Stores every consumer's progress each 100 ms, or as soon as enough has come together, and when stopping.</summary>
internal sealed class CheckpointFlusher(LogConsumers consumers, ILogger<CheckpointFlusher> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(consumers.All.Select(progress => FlushAsync(progress, stoppingToken)));

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var progress in consumers.All)
        {
            await TryFlushAsync(progress, cancellationToken);
        }
    }

    private async Task FlushAsync(ConsumerProgress progress, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await TryFlushAsync(progress, cancellationToken);
            await progress.WaitUntilFullAsync(Interval, cancellationToken);
        }
    }

    private async Task TryFlushAsync(ConsumerProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            await progress.FlushAsync(cancellationToken);
        }
        catch (StoreException exception)
        {
            // What was marked stays marked: the next round stores it, a crash before that costs a repeat.
            Log.CannotCatchUp(logger, progress.Consumer.Name, exception.Message);
        }
    }
}
