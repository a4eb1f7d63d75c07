using System.Runtime.CompilerServices;
using Syndication.Storage;

namespace Syndication.Digest.Subscriptions;

/// <summary>Subscriptions, one an address.</summary>
internal sealed class SubscriptionStore([FromKeyedServices(DigestModule.ServiceName)] IDocumentStore store, TimeProvider time)
{
    private const int MostAtOnce = 500;

    private readonly IDocumentCollection<Subscription> _subscriptions = store.Collection(Subscription.Collection);
    private readonly IDocumentCollection<Audience> _audiences = store.Collection(Audience.Collection);

    public Task<Subscription?> FindAsync(string id, CancellationToken cancellationToken) => _subscriptions.GetAsync(id, cancellationToken);

    public Task<IReadOnlyList<Subscription>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => _subscriptions.GetManyAsync(ids, cancellationToken);

    public async Task<Subscription?> FindByAddressAsync(string addressHash, CancellationToken cancellationToken) =>
        (await _subscriptions.QueryAsync(new Query<Subscription>("address").Where(subscription => subscription.AddressHash, addressHash).Take(1), cancellationToken)).Items is [var found] ? found : null;

    /// <summary>Those that are to go to an address once its reader has confirmed it.</summary>
    public async Task<IReadOnlyList<Subscription>> WithNewAddressAsync(string addressHash, CancellationToken cancellationToken) =>
        (await _subscriptions.QueryAsync(
            new Query<Subscription>("new-address").Where(subscription => subscription.NewAddressHash, addressHash).Where(subscription => subscription.NewAddressAt, Comparison.Greater, 0).Take(MostAtOnce),
            cancellationToken)).Items;

    /// <summary>Those whose new address was asked for at an instant, Unix milliseconds, or before.</summary>
    public async Task<IReadOnlyList<Subscription>> UnconfirmedSinceAsync(long at, CancellationToken cancellationToken) =>
        (await _subscriptions.QueryAsync(
            new Query<Subscription>("unconfirmed").Where(subscription => subscription.NewAddressAt, Comparison.Greater, 0).Where(subscription => subscription.NewAddressAt, Comparison.AtMost, at).Take(MostAtOnce),
            cancellationToken)).Items;

    /// <summary>False where the address has a subscription already.</summary>
    public async Task<bool> AddAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        await KeepAudienceAsync(subscription, cancellationToken);
        return await _subscriptions.InsertAsync(subscription, cancellationToken);
    }

    /// <summary>Adds those whose addresses have none.</summary>
    public async Task<int> AddAsync(IReadOnlyList<Subscription> subscriptions, CancellationToken cancellationToken)
    {
        foreach (var subscription in subscriptions.DistinctBy(subscription => subscription.Immediate))
        {
            await KeepAudienceAsync(subscription, cancellationToken);
        }

        return await _subscriptions.InsertMissingAsync(subscriptions, cancellationToken);
    }

    /// <summary>Writes a subscription over the one that it was made from; false where somebody else wrote it meanwhile, or its address is another's.</summary>
    public async Task<bool> SaveAsync(Subscription known, Subscription next, CancellationToken cancellationToken)
    {
        var isAskedAgain = next.State == SubscriptionState.Requested && next.Asked != known.Asked;
        var saved = next with
        {
            Stamp = known.Stamp + 1,
            ChangedAt = next.State == known.State && !isAskedAgain ? known.ChangedAt : time.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        if (saved.Immediate != known.Immediate)
        {
            await KeepAudienceAsync(saved, cancellationToken);
        }

        return await _subscriptions.ReplaceAsync(saved, Query.If<Subscription>(stored => stored.Stamp, Comparison.Equal, known.Stamp), cancellationToken);
    }

    /// <summary>Changes a subscription, again where somebody else wrote it meanwhile.</summary>
    /// <param name="change">Null for no change.</param>
    /// <returns>As it is now; null where there is none of this id.</returns>
    public async Task<Subscription?> ChangeAsync(string id, Func<Subscription, Subscription?> change, CancellationToken cancellationToken)
    {
        while (await FindAsync(id, cancellationToken) is { } known)
        {
            if (change(known) is not { } next || next == known)
            {
                return known;
            }

            if (await SaveAsync(known, next, cancellationToken))
            {
                return next with { Stamp = known.Stamp + 1 };
            }
        }

        return null;
    }

    public Task<bool> DeleteAsync(Subscription known, CancellationToken cancellationToken) =>
        _subscriptions.DeleteAsync(known.Id, Query.If<Subscription>(stored => stored.Stamp, Comparison.Equal, known.Stamp), cancellationToken);

    /// <summary>Those whose slot is due by the store's clock.</summary>
    public async Task<IReadOnlyList<Subscription>> DueAsync(int most, CancellationToken cancellationToken) =>
        (await _subscriptions.QueryAsync(new Query<Subscription>("due").Where(subscription => subscription.DueAt, Comparison.AtMost, Query.Now).Take(most), cancellationToken)).Items;

    /// <summary>What immediate subscriptions ask for, each once.</summary>
    public async IAsyncEnumerable<Audience> AudiencesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var some in AllAsync(_audiences, new Query<Audience>("id"), cancellationToken))
        {
            foreach (var audience in some)
            {
                yield return audience;
            }
        }
    }

    /// <summary>Those of an audience who are told at once.</summary>
    public IAsyncEnumerable<IReadOnlyList<Subscription>> ImmediateAsync(string audience, CancellationToken cancellationToken) =>
        AllAsync(_subscriptions, new Query<Subscription>("immediate").Where(subscription => subscription.Immediate, audience), cancellationToken);

    /// <summary>All who are written to.</summary>
    public IAsyncEnumerable<IReadOnlyList<Subscription>> ActiveAsync(CancellationToken cancellationToken) => InStateAsync("active", cancellationToken);

    /// <summary>Those that have been in a state since an instant, Unix milliseconds, or longer.</summary>
    public async Task<IReadOnlyList<Subscription>> InStateSinceAsync(string state, long at, CancellationToken cancellationToken) =>
        (await _subscriptions.QueryAsync(
            new Query<Subscription>("state").Where(subscription => subscription.State, state).Where(subscription => subscription.ChangedAt, Comparison.AtMost, at).Take(MostAtOnce),
            cancellationToken)).Items;

    /// <summary>How many are in a state; null where there are too many to count.</summary>
    public Task<long?> CountAsync(string state, CancellationToken cancellationToken) =>
        _subscriptions.CountAsync(new Query<Subscription>("state").Where(subscription => subscription.State, state), cancellationToken);

    /// <summary>Works out anew when everybody is due: by a clock that was wrong, they may be in a year.</summary>
    public async Task RescheduleAsync(CancellationToken cancellationToken)
    {
        await foreach (var some in ActiveAsync(cancellationToken))
        {
            foreach (var subscription in some.Where(one => one.DueAt != Subscription.Never))
            {
                // The planner takes a slot only where one is due, and says when the next is.
                await ChangeAsync(subscription.Id, known => known.DueAt == Subscription.Never ? null : known with { DueAt = 0 }, cancellationToken);
            }
        }
    }

    private IAsyncEnumerable<IReadOnlyList<Subscription>> InStateAsync(string state, CancellationToken cancellationToken) =>
        AllAsync(_subscriptions, new Query<Subscription>("state").Where(subscription => subscription.State, state), cancellationToken);

    private static async IAsyncEnumerable<IReadOnlyList<T>> AllAsync<T>(IDocumentCollection<T> collection, Query<T> query, [EnumeratorCancellation] CancellationToken cancellationToken) where T : class
    {
        query = query.Take(MostAtOnce);
        Page<T> page;
        do
        {
            page = await collection.QueryAsync(query, cancellationToken);
            yield return page.Items;
            query = query.After(page.Next);
        }
        while (page.Next is not null);
    }

    private Task KeepAudienceAsync(Subscription subscription, CancellationToken cancellationToken) => subscription.Immediate is { } audience
        ? _audiences.InsertAsync(new Audience(audience, subscription.Preferences.Languages, subscription.Preferences.Selection), cancellationToken)
        : Task.CompletedTask;
}
