using Microsoft.Extensions.Options;
using Syndication.Digest.Runs;
using Syndication.Hosting;
using Syndication.Hosting.Log;
using Syndication.Mail;
using Syndication.Storage;

namespace Syndication.Digest.Subscriptions;

/// <summary>What people do with their subscriptions, but for leaving (<see cref="Departures"/>).</summary>
internal sealed class SubscriptionActions(
    SubscriptionStore subscriptions,
    SuppressionStore suppressions,
    AddressHash hashes,
    ArrivalStore arrivals,
    Departures departures,
    LogClient log,
    Bell<Planner> bell,
    IOptions<DigestOptions> options,
    TimeProvider time)
{
    /// <summary>Whether a link still confirms something: the last that was asked for, in time.</summary>
    public bool IsOpen(Subscription subscription, Link link) =>
        link.Number == subscription.Asked
        && (link.Purpose == LinkPurpose.Address ? subscription.NewAddress is not null : subscription.Wanted is not null)
        && subscription.LettersAt is [.., var last]
        && time.GetUtcNow() < DateTimeOffset.FromUnixTimeMilliseconds(last) + options.Value.ConfirmWithin;

    /// <summary>Whether a link has confirmed what it was made for.</summary>
    public static bool IsDone(Subscription subscription, Link link) =>
        link.Number == subscription.Asked && subscription.IsWrittenTo && (link.Purpose == LinkPurpose.Address ? subscription.NewAddress is null : subscription.Wanted is null);

    /// <summary>Whoever reads the address's mail wants what was asked for. Null where the link confirms nothing any more.</summary>
    /// <exception cref="HttpRequestException">The log's head is not to be had: what is news is not known. Nothing was changed.</exception>
    public async Task<Subscription?> ConfirmAsync(Link link, CancellationToken cancellationToken)
    {
        var head = await log.HeadAsync(cancellationToken);
        var position = await arrivals.ConsideredAsync(cancellationToken);
        var now = time.GetUtcNow();
        var isDone = false;
        var changed = await subscriptions.ChangeAsync(
            link.Subscription,
            known =>
            {
                isDone = IsOpen(known, link);
                return !isDone ? null
                    : known.IsWrittenTo ? Resumed(known, position, now).Changed(known.Wanted!, position, now) with { Wanted = null }
                    : known.Started(known.Wanted!, head, position, now) with { Wanted = null, ConsentSource = "confirmed", ConsentAt = now };
            },
            cancellationToken);
        if (!isDone || changed is null)
        {
            return null;
        }

        await suppressions.RemoveAsync(changed.AddressHash, cancellationToken);
        bell.Ring();
        return changed;
    }

    /// <summary>The subscription goes to another address from now on. Null where the link confirms nothing any more.</summary>
    public async Task<Subscription?> ConfirmAddressAsync(Link link, CancellationToken cancellationToken)
    {
        while (await subscriptions.FindAsync(link.Subscription, cancellationToken) is { } known && IsOpen(known, link) && EmailAddress.Parse(known.NewAddress) is { } address)
        {
            // Who reads the mail of both addresses is one person, with one subscription: the one that was kept.
            var hash = hashes.Of(address);
            if (await subscriptions.FindByAddressAsync(hash, cancellationToken) is { } other && other.Id != known.Id)
            {
                await departures.ForgetAsync([other], known.NewAddress, cancellationToken);
            }

            var next = known with { Address = address.ToString(), AddressHash = hash, AddressSince = time.GetUtcNow().ToUnixTimeMilliseconds(), NewAddress = null };
            if (!await subscriptions.SaveAsync(known, next, cancellationToken))
            {
                // The planner wrote it meanwhile, or somebody else got the address.
                continue;
            }

            await suppressions.RemoveAsync(hash, cancellationToken);
            try
            {
                await departures.ForgetTextsAsync([known.Address], cancellationToken);
            }
            catch (StoreException)
            {
                // The address is another now all the same; the old one is forgotten later.
            }

            return await subscriptions.FindAsync(known.Id, cancellationToken);
        }

        return null;
    }

    public Task<Subscription?> ChangeAsync(string id, Preferences wishes, CancellationToken cancellationToken) =>
        ChangeAsync(id, (known, position, now) => known.IsWrittenTo ? known.Changed(wishes, position, now) : null, cancellationToken);

    public Task<Subscription?> PauseAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync(id, (known, _, _) => known is { IsWrittenTo: true, IsPaused: false } ? known.Paused() : null, cancellationToken);

    public Task<Subscription?> ResumeAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync(id, (known, position, now) => known.IsWrittenTo ? Resumed(known, position, now) : null, cancellationToken);

    private static Subscription Resumed(Subscription known, long position, DateTimeOffset now) => known.IsPaused ? known.Resumed(position, now) : known;

    private async Task<Subscription?> ChangeAsync(string id, Func<Subscription, long, DateTimeOffset, Subscription?> change, CancellationToken cancellationToken)
    {
        var position = await arrivals.ConsideredAsync(cancellationToken);
        var changed = await subscriptions.ChangeAsync(id, known => change(known, position, time.GetUtcNow()), cancellationToken);
        bell.Ring();
        return changed;
    }
}
