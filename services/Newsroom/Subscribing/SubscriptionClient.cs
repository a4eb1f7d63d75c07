using System.Net;
using System.Text.Json;
using Syndication.Contracts;
using Syndication.Contracts.Subscribing;
using Syndication.Hosting.Http;

namespace Syndication.Newsroom.Subscribing;

/// <summary>Asks the digest service, which alone knows subscriptions. Nothing of them is kept here.</summary>
internal sealed partial class SubscriptionClient(IHttpClientFactory clients, ServiceAddresses addresses, ILogger<SubscriptionClient> logger)
{
    private const string Base = "/internal/subscriptions";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Asks for a subscription.</summary>
    public Task<SubscriptionOutcome> AskAsync(SubscriptionForm form, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, Base, form, cancellationToken);

    /// <summary>What is behind a link.</summary>
    public Task<SubscriptionOutcome> ShowAsync(string token, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, LinkOf(token), null, cancellationToken);

    public Task<SubscriptionOutcome> ActAsync(string token, SubscriptionAct act, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, LinkOf(token), act, cancellationToken);

    /// <summary>All that is kept of somebody, as JSON.</summary>
    public Task<SubscriptionOutcome> ExportAsync(string token, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, LinkOf(token) + "/export", null, cancellationToken);

    private static string LinkOf(string token) => $"{Base}/links/{Uri.EscapeDataString(token)}";

    private async Task<SubscriptionOutcome> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var client = clients.CreateClient(InternalHttp.Client);
            using var request = new HttpRequestMessage(method, new Uri(addresses.Of("digest"), path)) { Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: SyndicationJson.Options) };
            using var answer = await client.SendAsync(request, patience.Token);
            var text = await answer.Content.ReadAsStringAsync(patience.Token);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK or HttpStatusCode.Accepted or HttpStatusCode.NoContent => new SubscriptionOutcome(SubscriptionStanding.Done, text),
                HttpStatusCode.NotFound => new SubscriptionOutcome(SubscriptionStanding.Gone, ""),
                HttpStatusCode.UnprocessableEntity => new SubscriptionOutcome(SubscriptionStanding.Wrong, text),
                HttpStatusCode.Forbidden or HttpStatusCode.BadRequest => new SubscriptionOutcome(SubscriptionStanding.Refused, ""),
                _ => Down($"it answered {(int)answer.StatusCode}"),
            };
        }
        catch (Exception error) when (error is HttpRequestException or InvalidOperationException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Down(error.Message);
        }
    }

    private SubscriptionOutcome Down(string reason)
    {
        LogDown(logger, reason);
        return new SubscriptionOutcome(SubscriptionStanding.Down, "");
    }

    [LoggerMessage(LogLevel.Warning, "Digest can't be asked: {Reason}")]
    private static partial void LogDown(ILogger logger, string reason);
}

internal enum SubscriptionStanding { Done, Gone, Wrong, Refused, Down }

/// <param name="Text">The answer's document.</param>
internal sealed record SubscriptionOutcome(SubscriptionStanding Standing, string Text)
{
    /// <summary>What is behind the link; null where nothing is.</summary>
    public SubscriptionLink? Link => Standing == SubscriptionStanding.Done && Text.Length > 0 ? JsonSerializer.Deserialize<SubscriptionLink>(Text, SyndicationJson.Options) : null;

    /// <summary>The fields that are wrong.</summary>
    public IReadOnlySet<string> Errors
    {
        get
        {
            if (Standing != SubscriptionStanding.Wrong)
            {
                return new HashSet<string>();
            }

            using var problem = JsonDocument.Parse(Text);
            return problem.RootElement.TryGetProperty("errors", out var errors) ? errors.EnumerateObject().Select(error => error.Name).ToHashSet() : [];
        }
    }
}
