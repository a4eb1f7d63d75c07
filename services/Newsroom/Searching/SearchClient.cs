using System.Net;
using System.Text.Json;
using Syndication.Contracts;
using Syndication.Hosting.Http;

namespace Syndication.Newsroom.Searching;

/// <summary>Asks the search service, whose index the newsroom does not keep a second time.</summary>
internal sealed partial class SearchClient(IHttpClientFactory clients, ServiceAddresses addresses, ILogger<SearchClient> logger)
{
    private const string Service = "search";

    // A reader waits no longer for a page that says that it can't search.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <param name="query">Of <c>GET /api/search</c>, with its question mark.</param>
    public async Task<SearchOutcome> AskAsync(QueryString query, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var client = clients.CreateClient(InternalHttp.Client);
            using var answer = await client.GetAsync(new Uri(addresses.Of(Service), "/api/search" + query), patience.Token);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => new SearchOutcome(SearchState.Answered, await answer.Content.ReadFromJsonAsync<SearchResults>(SyndicationJson.Options, patience.Token)),
                HttpStatusCode.NotFound => new SearchOutcome(SearchState.Unknown, null),
                HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest => new SearchOutcome(SearchState.Wrong, null),
                _ => Down($"it answered {(int)answer.StatusCode}"),
            };
        }
        catch (Exception error) when (error is HttpRequestException or JsonException or InvalidOperationException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Down(error.Message);
        }
    }

    private SearchOutcome Down(string reason)
    {
        LogDown(logger, reason);
        return new SearchOutcome(SearchState.Down, null);
    }

    [LoggerMessage(LogLevel.Warning, "Search can't be asked: {Reason}")]
    private static partial void LogDown(ILogger logger, string reason);
}

internal enum SearchState { Answered, Unknown, Wrong, Down }

/// <param name="Results">Where it answered.</param>
internal sealed record SearchOutcome(SearchState State, SearchResults? Results);
