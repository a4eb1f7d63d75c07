using Syndication.Storage;

namespace Syndication.Webhooks.Delivering;

/// <summary>Batches of deliveries: what is due, and who got what.</summary>
internal sealed class BatchStore([FromKeyedServices(WebhooksModule.ServiceName)] IDocumentStore store)
{
    /// <summary>Batches that are read to count what is to go; beyond, the count is "at least".</summary>
    private const int MostCounted = 1_000;

    private readonly IDocumentCollection<DeliveryBatch> _batches = store.Collection(DeliveryBatch.Collection);

    /// <summary>The store's clock, Unix milliseconds.</summary>
    public async Task<long> NowAsync(CancellationToken cancellationToken) => (await store.NowAsync(cancellationToken)).ToUnixTimeMilliseconds();

    public Task<DeliveryBatch?> FindAsync(string id, CancellationToken cancellationToken) => _batches.GetAsync(id, cancellationToken);

    public Task<bool> AddAsync(DeliveryBatch batch, CancellationToken cancellationToken) => _batches.InsertAsync(batch, cancellationToken);

    /// <summary>The next batch that is due and free, leased.</summary>
    public Task<DeliveryBatch?> ClaimDueAsync(TimeSpan lease, CancellationToken cancellationToken) =>
        _batches.ClaimAsync(Free().Where(batch => batch.DueAt, Comparison.AtMost, Query.Now), lease, cancellationToken);

    /// <summary>A batch whose lease is over.</summary>
    public Task<DeliveryBatch?> ClaimExpiredAsync(TimeSpan lease, CancellationToken cancellationToken) =>
        _batches.ClaimAsync(Leased().Where(batch => batch.LeasedUntil, Comparison.AtMost, Query.Now), lease, cancellationToken);

    /// <summary>A batch whose holder is known to be gone, or whose lease is over.</summary>
    /// <exception cref="StoreException">Too many are held by others that live.</exception>
    public Task<DeliveryBatch?> ClaimAbandonedAsync(TimeSpan lease, CancellationToken cancellationToken) =>
        _batches.ClaimAsync(Leased(), lease, cancellationToken);

    /// <summary>Writes a batch over the one that it was made from, as long as nobody else wrote or claimed it; null where somebody did.</summary>
    public async Task<DeliveryBatch?> SaveAsync(DeliveryBatch known, DeliveryBatch next, CancellationToken cancellationToken)
    {
        var saved = next with { Stamp = known.Stamp + 1, Attempt = known.Attempt };
        var isAsKnown = Query.If<DeliveryBatch>(batch => batch.Stamp, Comparison.Equal, known.Stamp).And(batch => batch.Attempt, Comparison.Equal, known.Attempt);
        return await _batches.ReplaceAsync(saved, isAsKnown, cancellationToken) ? saved : null;
    }

    /// <summary>
    /// Changes a batch as it is now, whoever holds it: a holder notices at its next write. Null where there is none, or where
    /// <paramref name="change"/> wants none.
    /// </summary>
    public async Task<DeliveryBatch?> ChangeAsync(string id, Func<DeliveryBatch, DeliveryBatch?> change, CancellationToken cancellationToken)
    {
        while (await _batches.GetAsync(id, cancellationToken) is { } known)
        {
            if (change(known) is not { } next)
            {
                return null;
            }

            if (await SaveAsync(known, next, cancellationToken) is { } saved)
            {
                return saved;
            }
        }

        return null;
    }

    /// <summary>All that was planned of a release, in the order of its events.</summary>
    public Task<Page<DeliveryBatch>> OfReleaseAsync(string release, int limit, string? after, CancellationToken cancellationToken) =>
        _batches.QueryAsync(new Query<DeliveryBatch>("release").Where(batch => batch.Release, release).Take(limit).After(after), cancellationToken);

    /// <summary>What an endpoint was to be told, the newest first.</summary>
    public Task<Page<DeliveryBatch>> OfEndpointAsync(string endpoint, long from, int limit, string? after, CancellationToken cancellationToken) =>
        _batches.QueryAsync(
            new Query<DeliveryBatch>("endpoint").Where(batch => batch.Endpoints, endpoint).Where(batch => batch.At, Comparison.AtLeast, from).Descending().Take(limit).After(after),
            cancellationToken);

    /// <summary>Those whose release is, or was, on hold.</summary>
    public Task<Page<DeliveryBatch>> HeldAsync(int limit, string? after, CancellationToken cancellationToken) =>
        _batches.QueryAsync(Free().Where(batch => batch.DueAt, DeliveryBatch.Held).Take(limit).After(after), cancellationToken);

    /// <summary>The earliest due time of what is free, Unix milliseconds; <see cref="DeliveryBatch.Never"/> where nothing waits.</summary>
    public async Task<long> NextDueAsync(CancellationToken cancellationToken) =>
        (await _batches.QueryAsync(Free().Where(batch => batch.DueAt, Comparison.Less, DeliveryBatch.Held).Take(1), cancellationToken)).Items is [var first] ? first.DueAt : DeliveryBatch.Never;

    /// <summary>Deliveries that are due or under way, what is on hold too; not those that wait for their next attempt.</summary>
    public async Task<long> CountToGoAsync(CancellationToken cancellationToken)
    {
        var now = await NowAsync(cancellationToken);
        var count = 0L;
        var putOff = now + (long)Lane.LongestPutOff.TotalMilliseconds;
        Query<DeliveryBatch>[] parts = [Free().Where(batch => batch.DueAt, Comparison.AtMost, putOff), Free().Where(batch => batch.DueAt, DeliveryBatch.Held), Leased()];
        foreach (var part in parts)
        {
            var (query, read) = (part.Take(100), 0);
            Page<DeliveryBatch> page;
            do
            {
                page = await _batches.QueryAsync(query, cancellationToken);
                count += page.Items.Sum(batch => batch.Recipients.Count(recipient => recipient.IsToGo(now)));
                read += page.Items.Count;
                query = query.After(page.Next);
            }
            while (page.Next is not null && read < MostCounted);
        }

        return count;
    }

    private static Query<DeliveryBatch> Free() => new Query<DeliveryBatch>("due").Where(batch => batch.LeasedUntil, 0);

    private static Query<DeliveryBatch> Leased() => new Query<DeliveryBatch>("leased").Where(batch => batch.LeasedUntil, Comparison.Greater, 0);
}
