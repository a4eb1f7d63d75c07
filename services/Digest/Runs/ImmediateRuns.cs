using Microsoft.Extensions.Options;
using Syndication.Digest.Composition;
using Syndication.Digest.Composition.Words;
using Syndication.Digest.Sending;
using Syndication.Digest.Subscriptions;
using Syndication.Hosting;
using Syndication.Hosting.Projection;

namespace Syndication.Digest.Runs;

/// <summary>
/// Runs for those who want to be told at once: one an arrival, its slot the log's sequence. Audiences are matched, not
/// people; beyond so many mails a day, what comes is gathered.
/// </summary>
internal sealed class ImmediateRuns(
    ArrivalStore arrivals,
    SubscriptionStore subscriptions,
    MailStore mails,
    DigestShelf digests,
    ToldLedger ledger,
    Bell<MailSender> bell,
    IOptions<DigestOptions> options,
    TimeProvider time)
{
    public async Task PlanAsync(Arrival arrival, ProjectedRelease row, CancellationToken cancellationToken)
    {
        var first = await arrivals.FirstAsync(arrival.Release, cancellationToken);
        var isFirst = first?.Id == arrival.Id;
        if (arrival.IsSilent || first is not { IsSilent: false } || !NewsFinder.BringsNews(arrival) || News.Of(row, isFirst) is not { } news)
        {
            return;
        }

        await foreach (var audience in subscriptions.AudiencesAsync(cancellationToken))
        {
            // A language that comes later concerns those who prefer it; a change, those for whom the release is there only now.
            if (news.Best(audience.Preferences) is { } best && (isFirst || best.Told.Language == arrival.Language))
            {
                await PlanAsync(arrival, first, news, best, audience, cancellationToken);
            }
        }
    }

    private async Task PlanAsync(Arrival arrival, Arrival first, News news, Edition best, Audience audience, CancellationToken cancellationToken)
    {
        var document = DigestDocument.Of(Wording.LanguageFor(audience.Languages), [new DigestItem(news.Release, best.Told)], 0, []);
        var isBehind = news.IsFirst && best.Told.Language != audience.Languages[0];
        await foreach (var some in subscriptions.ImmediateAsync(audience.Id, cancellationToken))
        {
            var rows = new List<MailRow>();
            var now = await mails.NowAsync(cancellationToken);
            var run = $"immediate:{arrival.Sequence}";

            // Interrupted, or rebuilt: who has a mail of this run already has had their turn.
            var planned = (await mails.FindAsync([.. some.Select(subscription => MailRow.IdOf(run, subscription.Id))], cancellationToken)).Select(row => row.Subscriber).ToHashSet();
            foreach (var subscription in some.Where(one => one.Since < news.FirstSequence && one.Cursor < arrival.Position && !planned.Contains(one.Id)))
            {
                if (!news.IsFirst && await ledger.FindAsync(subscription.Id, news.Release, first.Position - 1, cancellationToken) is { } known)
                {
                    await PreferAsync(known, document, now, cancellationToken);
                }
                else if (await HasRoomAsync(subscription, arrival, cancellationToken))
                {
                    rows.Add(new MailRow
                    {
                        Id = MailRow.IdOf(run, subscription.Id),
                        Run = run,
                        Subscriber = subscription.Id,
                        Kind = MailKind.Digest,
                        Digest = document.Id,
                        To = arrival.Position,
                        DueAt = now + (isBehind ? (long)options.Value.LanguageGrace.TotalMilliseconds : 0),
                        PlannedAt = now,
                    });
                }
            }

            if (rows.Count > 0)
            {
                await digests.SaveAsync(document, cancellationToken);
                await mails.PlanAsync(rows, cancellationToken);
                bell.Ring();
            }
        }
    }

    /// <summary>The release waits to be sent in another language: now it goes in the one that the reader would rather have.</summary>
    private async Task PreferAsync(MailRow known, DigestDocument document, long now, CancellationToken cancellationToken)
    {
        if (known is { IsSettled: false, Attempt: 0, Kind: MailKind.Digest } && known.Run.StartsWith("immediate:", StringComparison.Ordinal))
        {
            await digests.SaveAsync(document, cancellationToken);
            await mails.ChangeAsync(known, known with { Digest = document.Id, DueAt = now }, cancellationToken);
            bell.Ring();
        }
    }

    /// <summary>Whether another mail fits in the reader's day; if not, this arrival and what follows are gathered for the next.</summary>
    private async Task<bool> HasRoomAsync(Subscription subscription, Arrival arrival, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var midnight = Slots.Midnight(subscription.Preferences, now).ToUnixTimeMilliseconds();
        var today = 0;
        await foreach (var row in mails.SettledSinceAsync(subscription.Id, midnight, cancellationToken))
        {
            today += row is { State: MailState.Sent, Kind: MailKind.Digest } ? 1 : 0;
        }

        await foreach (var row in mails.UnsettledAsync(subscription.Id, cancellationToken))
        {
            today += row.Kind == MailKind.Digest && row.To != arrival.Position ? 1 : 0;
        }

        if (today < options.Value.ImmediatePerDay)
        {
            return true;
        }

        await subscriptions.ChangeAsync(
            subscription.Id,
            known => known is { Immediate: not null, Preferences.Cadence: Cadence.Immediate }
                ? known with { Immediate = null, IsGathering = true, Cursor = arrival.Position - 1, DueAt = Slots.Tomorrow(known.Preferences, now) }
                : null,
            cancellationToken);
        return false;
    }
}
