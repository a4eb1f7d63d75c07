using Microsoft.Extensions.Options;
using Syndication.Digest.Sending;
using Syndication.Hosting;
using Syndication.Mail;

namespace Syndication.Digest.Subscriptions;

/// <summary>Asks, by mail, whoever reads an address to confirm what was asked for in its name; a few times a day at most.</summary>
internal sealed class Letters(
    SubscriptionStore subscriptions,
    SuppressionStore suppressions,
    LetterCounts counts,
    AddressHash hashes,
    MailStore mails,
    Bell<MailSender> bell,
    IOptions<DigestOptions> options,
    TimeProvider time)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Notes a wish and writes to the address, known or not. Where somebody complained, nothing happens.</summary>
    public async Task AskAsync(SubscriptionRequest request, CancellationToken cancellationToken)
    {
        if (await IsRefusedAsync(request.AddressHash, cancellationToken))
        {
            return;
        }

        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString();
        var known = await subscriptions.FindByAddressAsync(request.AddressHash, cancellationToken);
        if (known is null)
        {
            var subscription = new Subscription
            {
                Id = id,
                Address = request.Address,
                AddressHash = request.AddressHash,
                State = SubscriptionState.Requested,
                Preferences = request.Wishes,
                CreatedAt = time.GetUtcNow(),
                ChangedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
            };
            await subscriptions.AddAsync(subscription, cancellationToken);
            known = await subscriptions.FindByAddressAsync(request.AddressHash, cancellationToken);
        }

        if (known is not null)
        {
            if (await counts.AllowsAsync(request.AddressHash, cancellationToken))
            {
                await WriteAsync(
                    known.Id,
                    request.AddressHash,
                    subscription => subscription with
                    {
                        State = subscription.State == SubscriptionState.Active ? SubscriptionState.Active : SubscriptionState.Requested,
                        Wanted = request.Wishes,
                        NewAddress = null,
                    },
                    isSent: true,
                    cancellationToken);
            }
        }
    }

    /// <summary>
    /// Writes to another address that a subscription is to go to. Noted alike where nothing is written, so that nobody learns
    /// from it whether the address has complained, or was written to before.
    /// </summary>
    public async Task AskAsync(string subscription, EmailAddress address, CancellationToken cancellationToken)
    {
        var hash = hashes.Of(address);
        var isSent = !await IsRefusedAsync(hash, cancellationToken) && await counts.AllowsAsync(hash, cancellationToken);
        await WriteAsync(
            subscription,
            hash,
            known => known.IsWrittenTo && LettersOf(known).Count < options.Value.LettersPerAddress ? known with { NewAddress = address.ToString(), NewAddressHash = hash } : null,
            isSent,
            cancellationToken);
    }

    private async Task<bool> IsRefusedAsync(string addressHash, CancellationToken cancellationToken) =>
        await suppressions.FindAsync(addressHash, cancellationToken) is { Reason: SuppressionReason.Complained };

    /// <summary>What somebody asked for in the last day: one reader's changes of address reach few people as well.</summary>
    private List<long> LettersOf(Subscription known)
    {
        var now = time.GetUtcNow();
        return [.. known.LettersAt.Where(at => at > (now - Day).ToUnixTimeMilliseconds() && at <= now.ToUnixTimeMilliseconds())];
    }

    private async Task WriteAsync(string id, string addressHash, Func<Subscription, Subscription?> ask, bool isSent, CancellationToken cancellationToken)
    {
        var isAsked = false;
        var asked = await subscriptions.ChangeAsync(
            id,
            known =>
            {
                var next = ask(known);
                isAsked = next is not null;
                return next is null ? null : next with { Asked = known.Asked + 1, LettersAt = [.. LettersOf(known), time.GetUtcNow().ToUnixTimeMilliseconds()] };
            },
            cancellationToken);
        if (isAsked && isSent && asked is not null)
        {
            var run = MailPreparation.LetterRun(asked);
            var at = await mails.NowAsync(cancellationToken);
            await mails.PlanAsync([new MailRow { Id = MailRow.IdOf(run, id), Run = run, Subscriber = id, Kind = MailKind.Letter, AddressHash = addressHash, DueAt = at, PlannedAt = at }], cancellationToken);
            bell.Ring();
        }
    }
}
