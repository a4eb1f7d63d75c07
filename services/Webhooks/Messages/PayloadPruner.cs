using Microsoft.Extensions.Options;
using Syndication.Storage;

namespace Syndication.Webhooks.Messages;

/// <summary>Removes payloads that nobody may have sent again any more; who got which version stays.</summary>
internal sealed partial class PayloadPruner(MessageStore messages, IOptions<WebhooksOptions> options, TimeProvider time, ILogger<PayloadPruner> logger) : BackgroundService
{
    private const int AtOnce = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                var before = (time.GetUtcNow() - options.Value.KeepPayloads).ToUnixTimeMilliseconds();
                while (await messages.PruneAsync(before, AtOnce, stoppingToken) == AtOnce)
                {
                }
            }
            catch (StoreException exception)
            {
                LogWaits(logger, exception.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "Old payloads are not removed yet: {Reason}")]
    private static partial void LogWaits(ILogger logger, string reason);
}
