using System.Collections.Concurrent;
using Syndication.Hosting;
using Syndication.Hosting.Sending;
using Syndication.Storage;

namespace Syndication.Webhooks.Delivering;

/// <summary>Claims batches that are due and has them sent, as long as there is room and nobody holds the channel.</summary>
internal sealed partial class DeliveryLoop(
    BatchStore batches,
    BatchRunner runner,
    SendingSlots slots,
    HoldWatcher holds,
    HeldReleases held,
    Bell<DeliveryLoop> bell,
    TimeProvider time,
    ILogger<DeliveryLoop> logger) : BackgroundService
{
    /// <summary>Batches that are held at once, those that wait for a post that hangs too.</summary>
    private const int MostHeld = 4_096;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Crowded = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LooksForHolds = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LooksForExpired = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Task, byte> _running = new();

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(ClaimAsync(stoppingToken), LetGoAsync(stoppingToken), RecoverAsync(stoppingToken));

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);

        // What is under way ends, and is written down: nothing is sent twice because a process was stopped in order.
        await Task.WhenAll(_running.Keys).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ClaimAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            if (holds.IsHeld(OutgoingChannels.Webhooks))
            {
                await Task.Delay(LooksForHolds, time, stopping);
            }
            else if (!slots.HasRoom || _running.Count >= MostHeld)
            {
                await Task.Delay(Crowded, time, stopping);
            }
            else if (!await TryClaimAsync(() => batches.ClaimDueAsync(runner.Lease, stopping), stopping))
            {
                await bell.WaitAsync(await UntilNextAsync(stopping), stopping);
            }
        }
    }

    /// <summary>What a process left that died: at start at once where the store knows that it is dead, else when its lease is over.</summary>
    private async Task RecoverAsync(CancellationToken stopping)
    {
        while (holds.IsHeld(OutgoingChannels.Webhooks))
        {
            await Task.Delay(LooksForHolds, time, stopping);
        }

        while (await TryClaimAsync(() => batches.ClaimAbandonedAsync(runner.Lease, stopping), stopping))
        {
        }

        while (!stopping.IsCancellationRequested)
        {
            await Task.Delay(LooksForExpired, time, stopping);
            while (!holds.IsHeld(OutgoingChannels.Webhooks) && await TryClaimAsync(() => batches.ClaimExpiredAsync(runner.Lease, stopping), stopping))
            {
            }
        }
    }

    private async Task LetGoAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await held.LetGoAsync(stopping);
            }
            catch (StoreException exception)
            {
                LogWaits(logger, exception.Message);
            }

            await Task.Delay(LooksForHolds, time, stopping);
        }
    }

    /// <summary>Claims one and starts it; false where there is none, or the store fails.</summary>
    private async Task<bool> TryClaimAsync(Func<Task<DeliveryBatch?>> claimAsync, CancellationToken stopping)
    {
        try
        {
            if (await claimAsync() is not { } batch)
            {
                return false;
            }

            var running = Task.Run(() => runner.RunAsync(batch, stopping), CancellationToken.None);
            _running[running] = 0;
            _ = running.ContinueWith(ended => _running.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return true;
        }
        catch (StoreException exception)
        {
            LogWaits(logger, exception.Message);
            return false;
        }
    }

    private async Task<TimeSpan> UntilNextAsync(CancellationToken stopping)
    {
        try
        {
            var until = await batches.NextDueAsync(stopping) - await batches.NowAsync(stopping);
            return until < Poll.TotalMilliseconds ? TimeSpan.FromMilliseconds(Math.Max(1, until)) : Poll;
        }
        catch (StoreException)
        {
            return Poll;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Webhooks wait: {Reason}")]
    private static partial void LogWaits(ILogger logger, string reason);
}
