using Syndication.Storage;

namespace Syndication.Webhooks.Endpoints;

/// <summary>Endpoints of all partners.</summary>
internal sealed class EndpointStore([FromKeyedServices(WebhooksModule.ServiceName)] IDocumentStore store, TimeProvider time)
{
    /// <summary>Milliseconds.</summary>
    private const long Moment = 1_000;

    private readonly IDocumentCollection<WebhookEndpoint> _endpoints = store.Collection(WebhookEndpoint.Collection);

    /// <summary>Unix milliseconds.</summary>
    public long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public Task<bool> AddAsync(WebhookEndpoint endpoint, CancellationToken cancellationToken) => _endpoints.InsertAsync(endpoint.WithInterests(), cancellationToken);

    public Task<WebhookEndpoint?> FindAsync(string id, CancellationToken cancellationToken) => _endpoints.GetAsync(id, cancellationToken);

    /// <summary>Those that exist, by id.</summary>
    public async Task<IReadOnlyDictionary<string, WebhookEndpoint>> FindManyAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        (await _endpoints.GetManyAsync(ids, cancellationToken)).ToDictionary(endpoint => endpoint.Id);

    /// <summary>Newest first.</summary>
    /// <param name="owner">A key's id; null for all of them.</param>
    public Task<Page<WebhookEndpoint>> ListAsync(string? owner, int pageSize, string? after, CancellationToken cancellationToken) =>
        _endpoints.QueryAsync(QueryOf(owner).Descending().Take(pageSize).After(after), cancellationToken);

    public async Task<bool> IsAnyAsync(CancellationToken cancellationToken) => (await ListAsync(null, 1, null, cancellationToken)).Items.Count > 0;

    /// <summary>Null above <see cref="Query.MaxExamined"/>.</summary>
    public Task<long?> CountAsync(string? owner, CancellationToken cancellationToken) => _endpoints.CountAsync(QueryOf(owner), cancellationToken);

    /// <summary>Those that a release with such a facet key may interest, by id.</summary>
    public Task<Page<WebhookEndpoint>> InterestedAsync(string key, string? after, CancellationToken cancellationToken) =>
        _endpoints.QueryAsync(new Query<WebhookEndpoint>("interests").Where(endpoint => endpoint.Interests, key).Take(500).After(after), cancellationToken);

    /// <summary>Those for which something is to be done now besides sending.</summary>
    public async Task<IReadOnlyList<WebhookEndpoint>> WithErrandsAsync(int limit, CancellationToken cancellationToken) =>
        (await _endpoints.QueryAsync(new Query<WebhookEndpoint>("errands").Where(endpoint => endpoint.ErrandAt, Comparison.AtMost, Query.Now).Take(limit), cancellationToken)).Items;

    /// <summary>How many they are, those of the next moment too; at most <see cref="Query.MaxExamined"/>.</summary>
    public async Task<long> CountErrandsAsync(CancellationToken cancellationToken) =>
        await _endpoints.CountAsync(new Query<WebhookEndpoint>("errands").Where(endpoint => endpoint.ErrandAt, Comparison.AtMost, Now + Moment), cancellationToken) ?? Query.MaxExamined;

    public Task<bool> RemoveAsync(string id, CancellationToken cancellationToken) => _endpoints.DeleteAsync(id, cancellationToken: cancellationToken);

    /// <summary>
    /// Changes an endpoint as it is now, again where somebody else was faster; null where there is none, or where
    /// <paramref name="change"/> wants none.
    /// </summary>
    public async Task<WebhookEndpoint?> ChangeAsync(string id, Func<WebhookEndpoint, WebhookEndpoint?> change, CancellationToken cancellationToken)
    {
        while (await _endpoints.GetAsync(id, cancellationToken) is { } known)
        {
            if (change(known) is not { } wanted)
            {
                return null;
            }

            var next = (wanted with { Stamp = known.Stamp + 1, ErrandAt = wanted.HasErrand ? wanted.ErrandAt : WebhookEndpoint.Never }).WithInterests();
            if (await _endpoints.ReplaceAsync(next, Query.If<WebhookEndpoint>(stored => stored.Stamp, Comparison.Equal, known.Stamp), cancellationToken))
            {
                return next;
            }
        }

        return null;
    }

    private static Query<WebhookEndpoint> QueryOf(string? owner) =>
        owner is null ? new Query<WebhookEndpoint>("created") : new Query<WebhookEndpoint>("owner").Where(endpoint => endpoint.Owner, owner);
}
