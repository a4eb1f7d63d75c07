using Syndication.Hosting;

namespace Syndication.Digest.Subscriptions;

/// <summary>Does what follows from requests, one after the other.</summary>
internal sealed partial class RequestReader(RequestStore requests, Letters letters, Bell<RequestReader> bell, IHostApplicationLifetime lifetime, ILogger<RequestReader> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ApplicationLifetime.StartedAsync(lifetime, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await requests.ClaimAsync(stoppingToken) is { } request)
                {
                    await letters.AskAsync(request, stoppingToken);
                    await requests.RemoveAsync(request, stoppingToken);
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogWaits(logger, exception);
            }

            await bell.WaitAsync(Poll, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Requests for subscriptions wait")]
    private static partial void LogWaits(ILogger logger, Exception exception);
}
