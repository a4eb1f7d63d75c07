using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Syndication.Contracts;
using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;

namespace Syndication.Newsroom.Desk.Watching;

/// <summary>Calls to other services for the person at the desk: with that person's scopes, so that a service refuses what it would refuse the key.</summary>
internal sealed class ServiceCalls(IHttpClientFactory clients, TimeProvider time)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> NoErrors = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The document at an address, a report of ill health too; null where the service does not answer, or with a problem.</summary>
    /// <param name="person">Null where the service itself asks.</param>
    public async Task<T?> GetAsync<T>(Uri service, string path, ClaimsPrincipal? person, CancellationToken cancellationToken) where T : class =>
        (await AskAsync<T>(service, path, person, cancellationToken)).Document;

    /// <summary>As <see cref="GetAsync"/>, and how the service answered: null where it did not.</summary>
    public async Task<(HttpStatusCode? Status, T? Document)> AskAsync<T>(Uri service, string path, ClaimsPrincipal? person, CancellationToken cancellationToken) where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service, path));
        var (status, mediaType, content) = await SendAsync(request, person, cancellationToken);
        try
        {
            return (status, content is null || mediaType != "application/json" ? null : JsonSerializer.Deserialize<T>(content, SyndicationJson.Options));
        }
        catch (JsonException)
        {
            return (status, null);
        }
    }

    /// <summary>Posts something, and reads what is answered.</summary>
    /// <param name="patience">What takes longer than other calls gets more time.</param>
    /// <returns>The answer's text where it is done.</returns>
    public async Task<(CallOutcome Outcome, string? Text)> PostAsync(Uri service, string path, HttpContent content, ClaimsPrincipal person, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(service, path)) { Content = content };
        var (status, _, text) = await SendAsync(request, person, cancellationToken, patience);
        return status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices ? (new CallOutcome(status, [], NoErrors), text) : (OutcomeOf(status, text), null);
    }

    /// <summary>Posts a document, or nothing.</summary>
    public Task<CallOutcome> PostAsync(Uri service, string path, JsonObject? document, ClaimsPrincipal person, CancellationToken cancellationToken) =>
        ChangeAsync(HttpMethod.Post, service, path, document, null, person, cancellationToken);

    /// <summary>Sends a document, or nothing.</summary>
    /// <param name="stamp">What the change was made from, where the service asks.</param>
    public async Task<CallOutcome> ChangeAsync(
        HttpMethod method,
        Uri service,
        string path,
        JsonObject? document,
        long? stamp,
        ClaimsPrincipal person,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(service, path));

        // With a length, which services ask for.
        request.Content = document is null
            ? new ByteArrayContent([])
            : new StringContent(document.ToJsonString(SyndicationJson.Options), Encoding.UTF8, "application/json");
        if (stamp is not null)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{stamp}\""));
        }

        var (status, _, content) = await SendAsync(request, person, cancellationToken);
        return status is null or < HttpStatusCode.BadRequest ? new CallOutcome(status, [], NoErrors) : OutcomeOf(status, content);
    }

    private async Task<(HttpStatusCode? Status, string? MediaType, string? Content)> SendAsync(HttpRequestMessage request, ClaimsPrincipal? person, CancellationToken cancellationToken, TimeSpan? patience = null)
    {
        if (person is not null)
        {
            request.ActFor(person);
        }

        using var deadline = new CancellationTokenSource(patience ?? Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var client = clients.CreateClient(InternalHttp.Client);
            using var answer = await client.SendAsync(request, either.Token);
            return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync(either.Token));
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (null, null, null);
        }
    }

    /// <summary>What problem details tell.</summary>
    private static CallOutcome OutcomeOf(HttpStatusCode? status, string? content)
    {
        try
        {
            var problem = JsonNode.Parse(content ?? "") as JsonObject;
            var errors = (problem?["errors"] as JsonObject ?? []).ToDictionary(
                field => field.Key,
                IReadOnlyList<string> (field) => [.. (field.Value as JsonArray ?? []).Select(sentence => $"{sentence}")]);
            var sentences = errors.SelectMany(field => field.Value.Select(sentence => $"{field.Key}: {sentence}"));
            return new CallOutcome(status, [.. new[] { problem?["detail"]?.ToString() }.OfType<string>(), .. sentences], errors);
        }
        catch (JsonException)
        {
            return new CallOutcome(status, [], NoErrors);
        }
    }
}

/// <summary>What a service said.</summary>
/// <param name="Status">Null where it did not answer.</param>
/// <param name="Problems">Why not, in the service's own sentences.</param>
/// <param name="Errors">The same by field, as the service calls it.</param>
internal sealed record CallOutcome(HttpStatusCode? Status, IReadOnlyList<string> Problems, IReadOnlyDictionary<string, IReadOnlyList<string>> Errors)
{
    public bool IsDone => Status is { } status && (int)status is >= 200 and < 300;
}
