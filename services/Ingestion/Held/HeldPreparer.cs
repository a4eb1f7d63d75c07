using System.Net;
using Syndication.Contracts;
using Syndication.Hosting.Http;
using Syndication.Ingestion.Releases;
using Syndication.Storage;

namespace Syndication.Ingestion.Held;

/// <summary>
/// Has what is held translated ahead of its time, so that its translations are there when it is opened. Translation is
/// asked directly: nothing that is held goes by the log or the bus.
/// </summary>
internal sealed partial class HeldPreparer(HeldStore held, IHttpClientFactory clients, ServiceAddresses addresses, TimeProvider time, ILogger<HeldPreparer> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>For all sentences of a release, in every language.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = Interval;
            try
            {
                while (await held.NextUnpreparedAsync(stoppingToken) is { } waiting)
                {
                    await PrepareAsync(waiting, stoppingToken);
                }
            }
            catch (Exception exception) when (exception is StoreException or HttpRequestException || (exception is OperationCanceledException && !stoppingToken.IsCancellationRequested))
            {
                LogWaits(logger, exception.Message);
                wait = Pause;
            }

            await Task.Delay(wait, time, stoppingToken);
        }
    }

    private async Task PrepareAsync(HeldRelease waiting, CancellationToken cancellationToken)
    {
        var release = Drafting.Create(Guid.Parse(waiting.Id), waiting.Submission, new Caller(waiting.Actor, "held"), time.GetUtcNow(), isGiven: true).Release;
        using var http = clients.CreateClient(InternalHttp.Client);
        http.Timeout = Deadline;
        using var answer = await http.PostAsJsonAsync(new Uri(addresses.Of("translation"), "/internal/translations/preparations"), release, SyndicationJson.Options, cancellationToken);

        // An installation without Translation has nothing to prepare.
        if (answer.StatusCode != HttpStatusCode.NotFound)
        {
            answer.EnsureSuccessStatusCode();
        }

        await held.MarkPreparedAsync(waiting, cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "What is held can't be translated ahead of its time yet: {Reason}")]
    private static partial void LogWaits(ILogger logger, string reason);
}
