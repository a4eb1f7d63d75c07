using System.Text.Json.Serialization;
using Syndication.Contracts;
using Syndication.Storage;

namespace Syndication.Digest.Subscriptions;

/// <summary>Why an address is not to be written to.</summary>
[JsonConverter(typeof(TolerantEnumConverter<SuppressionReason>))]
internal enum SuppressionReason { Other, Unsubscribed, Bounced, Complained, Erased }

/// <summary>
/// An address that is not to be written to unless its owner confirms it anew: no import brings it back. Where somebody
/// complained, only an operator does.
/// </summary>
/// <param name="Id"><see cref="AddressHash"/>.</param>
/// <param name="At">Unix milliseconds.</param>
internal sealed record Suppression(string Id, SuppressionReason Reason, long At)
{
    public static CollectionDefinition<Suppression> Collection { get; } = new("suppressions", suppression => suppression.Id);
}

/// <summary>The suppression list.</summary>
internal sealed class SuppressionStore([FromKeyedServices(DigestModule.ServiceName)] IDocumentStore store, TimeProvider time)
{
    private readonly IDocumentCollection<Suppression> _suppressions = store.Collection(Suppression.Collection);

    public Task<Suppression?> FindAsync(string addressHash, CancellationToken cancellationToken) => _suppressions.GetAsync(addressHash, cancellationToken);

    /// <summary>Adds an address; a complaint stays one whatever follows.</summary>
    public Task AddAsync(string addressHash, SuppressionReason reason, CancellationToken cancellationToken) =>
        _suppressions.UpsertAsync(
            new Suppression(addressHash, reason, time.GetUtcNow().ToUnixTimeMilliseconds()),
            Query.If<Suppression>(known => known.Reason, Comparison.NotEqual, "complained"),
            cancellationToken);

    public Task<bool> RemoveAsync(string addressHash, CancellationToken cancellationToken) => _suppressions.DeleteAsync(addressHash, cancellationToken: cancellationToken);
}
