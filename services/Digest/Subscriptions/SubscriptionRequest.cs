using Syndication.Storage;

namespace Syndication.Digest.Subscriptions;

/// <summary>
/// Somebody asks for a subscription. Nothing is looked up before it is answered, so that neither the answer nor its time
/// tells whether the address is known; a loop does what follows.
/// </summary>
/// <param name="At">Unix milliseconds.</param>
internal sealed record SubscriptionRequest(string Id, string Address, string AddressHash, Preferences Wishes, long At) : ILeased
{
    public static CollectionDefinition<SubscriptionRequest> Collection { get; } =
        new CollectionDefinition<SubscriptionRequest>("requests", request => request.Id)
            .Index("at", request => request.At)
            .Index("address", request => request.AddressHash);

    public long LeasedUntil { get; init; }
    public string? LeasedBy { get; init; }
    public int Attempt { get; init; }
}

/// <summary>What was asked for and not looked at yet.</summary>
internal sealed class RequestStore([FromKeyedServices(DigestModule.ServiceName)] IDocumentStore store)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly IDocumentCollection<SubscriptionRequest> _requests = store.Collection(SubscriptionRequest.Collection);

    public Task AddAsync(SubscriptionRequest request, CancellationToken cancellationToken) => _requests.InsertAsync(request, cancellationToken);

    public Task<SubscriptionRequest?> ClaimAsync(CancellationToken cancellationToken) => _requests.ClaimAsync(new Query<SubscriptionRequest>("at"), Lease, cancellationToken);

    public Task RemoveAsync(SubscriptionRequest request, CancellationToken cancellationToken) => _requests.DeleteAsync(request.Id, cancellationToken: cancellationToken);

    public async Task RemoveAsync(string addressHash, CancellationToken cancellationToken)
    {
        while ((await _requests.QueryAsync(new Query<SubscriptionRequest>("address").Where(request => request.AddressHash, addressHash).Take(100), cancellationToken)).Items is { Count: > 0 } some)
        {
            foreach (var request in some)
            {
                await RemoveAsync(request, cancellationToken);
            }
        }
    }

    public async Task<long> CountAsync(CancellationToken cancellationToken) => await _requests.CountAsync(new Query<SubscriptionRequest>("at"), cancellationToken) ?? Query.MaxExamined;
}
