using Syndication.Hosting;
using Syndication.Storage;
using Syndication.Webhooks.Delivering;
using Syndication.Webhooks.Endpoints;

namespace Syndication.Webhooks.Joining;

/// <summary>
/// Does for endpoints what is to be done once, besides sending: what came while they joined, the backfill that they asked
/// for, what an endpoint that is back has to hear, the mail that says that one is disabled. It stays noted at the endpoint
/// until it is done, so that a crash costs a repeat.
/// </summary>
internal sealed partial class ErrandRunner(
    EndpointStore endpoints,
    CatchingUp catchingUp,
    Backfill backfill,
    Revival revival,
    DisabledNotice notice,
    Bell<ErrandRunner> bell,
    Bell<DeliveryLoop> sending,
    TimeProvider time,
    ILogger<ErrandRunner> logger) : BackgroundService
{
    private const int AtOnce = 20;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LooksAgain = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MailRetry = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var isAny = false;
            try
            {
                foreach (var endpoint in await endpoints.WithErrandsAsync(AtOnce, stoppingToken))
                {
                    isAny = true;
                    await RunAsync(endpoint, stoppingToken);
                }
            }
            catch (StoreException exception)
            {
                LogWaits(logger, exception.Message);
                await Task.Delay(Poll, time, stoppingToken);
            }

            if (!isAny)
            {
                await bell.WaitAsync(Poll, stoppingToken);
            }
        }
    }

    private async Task RunAsync(WebhookEndpoint endpoint, CancellationToken cancellationToken)
    {
        try
        {
            if (endpoint.CatchUpFrom is { } sequence)
            {
                await catchingUp.RunAsync(endpoint, sequence, cancellationToken);
                await endpoints.ChangeAsync(endpoint.Id, known => known with { CatchUpFrom = null }, cancellationToken);
            }

            if (endpoint.BackfillFrom is { } from)
            {
                if (!backfill.IsReadyFor(endpoint))
                {
                    await PutOffAsync(endpoint, LooksAgain, cancellationToken);
                    return;
                }

                await backfill.RunAsync(endpoint, from, cancellationToken);
                await endpoints.ChangeAsync(endpoint.Id, known => known with { BackfillFrom = null }, cancellationToken);
            }

            if (endpoint.ReviveFrom is { } disabledAt)
            {
                await revival.RunAsync(endpoint, disabledAt, cancellationToken);
                await endpoints.ChangeAsync(endpoint.Id, known => known with { ReviveFrom = null }, cancellationToken);
                sending.Ring();
            }

            if (endpoint.IsNoticeDue && !await notice.TrySendAsync(endpoint, cancellationToken))
            {
                await PutOffAsync(endpoint, MailRetry, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogPutOff(logger, endpoint.Id, exception.Message);
            await PutOffAsync(endpoint, Retry, cancellationToken);
        }
    }

    private async Task PutOffAsync(WebhookEndpoint endpoint, TimeSpan by, CancellationToken cancellationToken) =>
        await endpoints.ChangeAsync(endpoint.Id, known => known with { ErrandAt = endpoints.Now + (long)by.TotalMilliseconds }, cancellationToken);

    [LoggerMessage(LogLevel.Warning, "Errands of endpoints wait: {Reason}")]
    private static partial void LogWaits(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Warning, "An errand of endpoint {Id} is put off: {Reason}")]
    private static partial void LogPutOff(ILogger logger, string id, string reason);
}
