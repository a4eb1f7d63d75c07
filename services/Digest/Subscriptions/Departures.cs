using Syndication.Digest.Sending;
using Syndication.Mail;
using Syndication.Storage;

namespace Syndication.Digest.Subscriptions;

/// <summary>Leaving, and being forgotten. Once either is acknowledged, nothing is sent any more.</summary>
internal sealed class Departures(
    [FromKeyedServices(DigestModule.ServiceName)] IDocumentStore store,
    SubscriptionStore subscriptions,
    SuppressionStore suppressions,
    RequestStore requests,
    MailStore mails,
    ForgettingStore forgettings,
    FileOutbox outbox,
    TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Ends a subscription at its owner's wish, and waits until nothing is on its way any more; null where there is none.</summary>
    public async Task<Subscription?> LeaveAsync(string id, SuppressionReason reason, CancellationToken cancellationToken)
    {
        var left = await EndAsync(id, reason, cancellationToken);
        if (left is not null)
        {
            await WaitAsync(id, WhyNot.Left, cancellationToken);
        }

        return left;
    }

    /// <summary>Ends a subscription; null where there is none.</summary>
    public async Task<Subscription?> EndAsync(string id, SuppressionReason reason, CancellationToken cancellationToken)
    {
        var state = reason is SuppressionReason.Bounced or SuppressionReason.Complained ? SubscriptionState.Unreachable : SubscriptionState.Left;
        var left = await subscriptions.ChangeAsync(id, known => known.IsWrittenTo || known.State == SubscriptionState.Requested ? known.Ended(state) : null, cancellationToken);
        if (left is not null)
        {
            await suppressions.AddAsync(left.AddressHash, reason, cancellationToken);
            await SettleAsync(id, WhyNot.Left, cancellationToken);
        }

        return left;
    }

    /// <summary>At somebody's wish: a keyed hash of the address is what is left, so that no import brings it back.</summary>
    /// <exception cref="StoreException">It could not be made sure that nothing is left; to be tried again.</exception>
    public async Task<bool> EraseAsync(string id, CancellationToken cancellationToken)
    {
        if (await LeaveAsync(id, SuppressionReason.Erased, cancellationToken) is not { } left)
        {
            return false;
        }

        await suppressions.AddAsync(left.AddressHash, SuppressionReason.Erased, cancellationToken);
        var asked = await TakeBackAsync(left.AddressHash, cancellationToken);
        try
        {
            await ForgetAsync([left], null, cancellationToken);
        }
        finally
        {
            await ForgetTextsAsync(asked, cancellationToken);
        }

        return true;
    }

    /// <summary>The same for somebody without a subscription: another's may be to go to their address.</summary>
    /// <exception cref="StoreException">It could not be made sure that nothing is left; to be tried again.</exception>
    public async Task EraseAsync(EmailAddress address, string addressHash, CancellationToken cancellationToken) =>
        await ForgetTextsAsync([.. await TakeBackAsync(addressHash, cancellationToken), address.ToString()], cancellationToken);

    /// <summary>Forgets addresses that subscriptions were to go to, and that nobody has confirmed.</summary>
    /// <param name="at">Unix milliseconds: those that were asked for then or before.</param>
    /// <exception cref="StoreException">It could not be made sure that nothing is left; that is tried again.</exception>
    public async Task ForgetUnconfirmedAsync(long at, CancellationToken cancellationToken)
    {
        var gone = new List<string>();
        try
        {
            foreach (var subscription in await subscriptions.UnconfirmedSinceAsync(at, cancellationToken))
            {
                if (await TakeBackAsync(subscription.Id, known => known.NewAddressAt <= at, cancellationToken) is { } address && !await IsKnownAsync(subscription.NewAddressHash, cancellationToken))
                {
                    gone.Add(address);
                }
            }
        }
        finally
        {
            await ForgetTextsAsync(gone, cancellationToken);
        }
    }

    /// <summary>Whether an address is, or may become, that of a subscription.</summary>
    private async Task<bool> IsKnownAsync(string? addressHash, CancellationToken cancellationToken) =>
        addressHash is not null
        && (await subscriptions.FindByAddressAsync(addressHash, cancellationToken) is not null || await subscriptions.WithNewAddressAsync(addressHash, cancellationToken) is [_, ..]);

    /// <summary>No subscription is to go to an address any more that its reader has not confirmed.</summary>
    /// <returns>The address, as it was written.</returns>
    private async Task<IReadOnlyList<string>> TakeBackAsync(string addressHash, CancellationToken cancellationToken)
    {
        var addresses = new List<string>();
        foreach (var subscription in await subscriptions.WithNewAddressAsync(addressHash, cancellationToken))
        {
            if (await TakeBackAsync(subscription.Id, known => known.NewAddressHash == addressHash, cancellationToken) is { } address)
            {
                addresses.Add(address);
            }
        }

        return addresses;
    }

    /// <summary>The same for one subscription. No letter goes to the address, and none is in the outbox.</summary>
    /// <returns>The address; null where there is none, or not this.</returns>
    private async Task<string?> TakeBackAsync(string id, Func<Subscription, bool> isThis, CancellationToken cancellationToken)
    {
        if (await subscriptions.FindAsync(id, cancellationToken) is not { NewAddress: { } address } asked || !isThis(asked))
        {
            return null;
        }

        bool IsLetter(MailRow row) => row.Kind == MailKind.Letter && row.AddressHash == asked.NewAddressHash;
        await WaitAsync(id, WhyNot.NothingLeft, cancellationToken, IsLetter);
        await RemoveSentAsync(id, cancellationToken, IsLetter);
        await subscriptions.ChangeAsync(id, known => known.NewAddress is not null && isThis(known) ? known with { NewAddress = null, Asked = known.Asked + 1 } : null, cancellationToken);
        return address;
    }

    /// <summary>Removes subscriptions with all that holds their addresses. The rows of what was sent stay: they know ids alone.</summary>
    /// <param name="kept">An address that another subscription takes over.</param>
    /// <param name="isStill">Whether one is to go still when its turn comes: its reader may have come back meanwhile. Left out, all go.</param>
    /// <exception cref="StoreException">It could not be made sure that nothing is left; where the subscriptions are gone, that is tried again.</exception>
    public async Task ForgetAsync(IReadOnlyList<Subscription> some, string? kept, CancellationToken cancellationToken, Func<Subscription, bool>? isStill = null)
    {
        var gone = new List<string>();
        try
        {
            foreach (var subscription in some)
            {
                if (await subscriptions.FindAsync(subscription.Id, cancellationToken) is { } now && isStill?.Invoke(now) == false)
                {
                    continue;
                }

                await WaitAsync(subscription.Id, WhyNot.Left, cancellationToken);
                await RemoveSentAsync(subscription.Id, cancellationToken);
                await requests.RemoveAsync(subscription.AddressHash, cancellationToken);
                if (await DeleteAsync(subscription.Id, isStill, cancellationToken))
                {
                    gone.AddRange(new[] { subscription.Address, subscription.NewAddress ?? "" }.Where(text => text.Length > 0 && text != kept));
                }
            }
        }
        finally
        {
            await ForgetTextsAsync(gone, cancellationToken);
        }
    }

    /// <summary>Whether it is gone.</summary>
    private async Task<bool> DeleteAsync(string id, Func<Subscription, bool>? isStill, CancellationToken cancellationToken)
    {
        // Again where somebody wrote it meanwhile.
        while (await subscriptions.FindAsync(id, cancellationToken) is { } known)
        {
            if (isStill?.Invoke(known) == false)
            {
                return false;
            }

            if (await subscriptions.DeleteAsync(known, cancellationToken))
            {
                return true;
            }
        }

        return true;
    }

    /// <summary>Makes sure that addresses that nothing holds any more are in no file either.</summary>
    /// <exception cref="StoreException">It could not be; it is tried again.</exception>
    public async Task ForgetTextsAsync(IReadOnlyCollection<string> addresses, CancellationToken cancellationToken)
    {
        if (addresses.Count == 0)
        {
            return;
        }

        try
        {
            await store.ForgetAsync([.. addresses.Distinct()], cancellationToken);
        }
        catch (Exception exception) when (exception is StoreException or OperationCanceledException)
        {
            await forgettings.AddAsync(addresses, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Tries again what could not be forgotten.</summary>
    public async Task ForgetLeftoversAsync(CancellationToken cancellationToken)
    {
        foreach (var leftover in await forgettings.DueAsync(cancellationToken))
        {
            try
            {
                await store.ForgetAsync([.. leftover.Addresses], cancellationToken);
                await forgettings.RemoveAsync(leftover, cancellationToken);
                await store.ForgetAsync(leftover.Texts, cancellationToken);
            }
            catch (Exception exception) when (exception is StoreException or OperationCanceledException)
            {
                await forgettings.PutOffAsync(leftover, CancellationToken.None);
            }
        }
    }

    /// <summary>Takes somebody's mails out of the outbox.</summary>
    private async Task RemoveSentAsync(string id, CancellationToken cancellationToken, Func<MailRow, bool>? which = null)
    {
        var sent = new List<string>();
        await foreach (var row in mails.OfAsync(id, cancellationToken))
        {
            if (which?.Invoke(row) != false)
            {
                sent.Add(row.Id);
            }
        }

        outbox.Remove(sent);
    }

    private async Task WaitAsync(string id, string why, CancellationToken cancellationToken, Func<MailRow, bool>? which = null)
    {
        var started = time.GetTimestamp();
        while (!await SettleAsync(id, why, cancellationToken, which) && time.GetElapsedTime(started) < Patience)
        {
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>Settles what was to be sent; false where something is being sent.</summary>
    private async Task<bool> SettleAsync(string id, string why, CancellationToken cancellationToken, Func<MailRow, bool>? which = null)
    {
        var now = (await store.NowAsync(cancellationToken)).ToUnixTimeMilliseconds();
        var open = new List<MailRow>();
        await foreach (var row in mails.UnsettledAsync(id, cancellationToken))
        {
            if (which?.Invoke(row) != false)
            {
                open.Add(row);
            }
        }

        var isSending = false;
        foreach (var row in open)
        {
            var settled = row with { State = MailState.Suppressed, Result = why, SettledAt = now, DueAt = MailStore.Never, Waits = null, LeasedUntil = 0, LeasedBy = null };
            isSending |= row.LeasedUntil > now || !await mails.ChangeAsync(row, settled, cancellationToken);
        }

        return !isSending;
    }
}
