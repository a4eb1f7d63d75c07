using Syndication.Webhooks.Endpoints;

namespace Syndication.Webhooks.Delivering;

/// <summary>Endpoints as they were within the last second, for one batch. Not for several threads.</summary>
internal sealed class RecentEndpoints(EndpointStore endpoints, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private IReadOnlyDictionary<string, WebhookEndpoint> _known = new Dictionary<string, WebhookEndpoint>();
    private long _knownAt;

    /// <summary>Those that exist, by id.</summary>
    public async Task<IReadOnlyDictionary<string, WebhookEndpoint>> FindAsync(IReadOnlyList<string> ids)
    {
        // Not only while it is fresh: what was asked for then is what is known.
        if (_known.Count == 0 || time.GetElapsedTime(_knownAt) > Fresh || !ids.All(_known.ContainsKey))
        {
            _known = await endpoints.FindManyAsync(ids, CancellationToken.None);
            _knownAt = time.GetTimestamp();
        }

        return _known;
    }
}
