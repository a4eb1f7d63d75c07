using System.Net.Http.Json;
using System.Text.Json;
using Syndication.Contracts;
using Syndication.Hosting.Http;

namespace Syndication.Hosting.Sending;

/// <summary>
/// What Newsroom says may not be sent, asked every second. While it does not answer, the last answer counts; before the
/// first one everything is held, so that a sender which was stopped does not start again by being restarted.
/// </summary>
public sealed partial class HoldWatcher(IHttpClientFactory clients, ServiceAddresses addresses, TimeProvider time, ILogger<HoldWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    private volatile IReadOnlyList<Hold>? _holds;
    private bool _isSilent;

    /// <summary>Whether Newsroom has answered since this process started.</summary>
    public bool HasAnswer => _holds is not null;

    /// <summary>Whether nothing of the channel may be sent now.</summary>
    public bool IsHeld(string channel) => _holds is not { } holds || holds.Any(hold => hold.Stops(channel, null));

    /// <summary>Whether nothing of this release may be sent in the channel now.</summary>
    public bool IsHeld(string channel, Guid release) => _holds is not { } holds || holds.Any(hold => hold.Stops(channel, release));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            await AskAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task AskAsync(CancellationToken stoppingToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, deadline.Token);
        try
        {
            using var http = clients.CreateClient(InternalHttp.Client);
            var answer = await http.GetFromJsonAsync<HoldAnswer>(new Uri(addresses.Of("newsroom"), "/internal/hold"), SyndicationJson.Options, either.Token);
            _holds = answer?.Holds ?? throw new JsonException("/internal/hold answered null.");
            _isSilent = false;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or InvalidOperationException || (exception is OperationCanceledException && !stoppingToken.IsCancellationRequested))
        {
            // Once an outage; the first second of a process, in which it does not listen yet, is none.
            if (!_isSilent && exception is not InvalidOperationException)
            {
                _isSilent = true;
                LogSilent(logger, exception.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The newsroom does not say what is on hold, what it said last counts: {Reason}")]
    private static partial void LogSilent(ILogger logger, string reason);
}
