using System.Net;
using System.Security.Claims;
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

    /// <summary>The document at an address, a report of ill health too; null where the service does not answer, or with a problem.</summary>
    /// <param name="person">Null where the service itself asks.</param>
    public async Task<T?> GetAsync<T>(Uri service, string path, ClaimsPrincipal? person, CancellationToken cancellationToken) where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service, path));
        var (_, mediaType, content) = await SendAsync(request, person, cancellationToken);
        try
        {
            return content is null || mediaType != "application/json" ? null : JsonSerializer.Deserialize<T>(content, SyndicationJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Posts a document, or nothing.</summary>
    public async Task<CallOutcome> PostAsync(Uri service, string path, JsonObject? document, ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(service, path)) { Content = document is null ? null : JsonContent.Create(document) };
        request.Content ??= new ByteArrayContent([]);
        var (status, _, content) = await SendAsync(request, person, cancellationToken);
        return new CallOutcome(status, status is null or < HttpStatusCode.BadRequest ? [] : ProblemsOf(content));
    }

    private async Task<(HttpStatusCode? Status, string? MediaType, string? Content)> SendAsync(HttpRequestMessage request, ClaimsPrincipal? person, CancellationToken cancellationToken)
    {
        if (person is not null)
        {
            request.ActFor(person);
        }

        using var deadline = new CancellationTokenSource(Deadline, time);
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

    /// <summary>The sentences of problem details.</summary>
    private static IReadOnlyList<string> ProblemsOf(string? content)
    {
        try
        {
            var problem = JsonNode.Parse(content ?? "") as JsonObject;
            var fields = (problem?["errors"] as JsonObject ?? []).SelectMany(field => (field.Value as JsonArray ?? []).Select(sentence => $"{field.Key}: {sentence}"));
            return [.. new[] { problem?["detail"]?.ToString() }.OfType<string>(), .. fields];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}

/// <summary>What a service said.</summary>
/// <param name="Status">Null where it did not answer.</param>
/// <param name="Problems">Why not, in the service's own sentences.</param>
internal sealed record CallOutcome(HttpStatusCode? Status, IReadOnlyList<string> Problems)
{
    public bool IsDone => Status is { } status && (int)status is >= 200 and < 300;
}
