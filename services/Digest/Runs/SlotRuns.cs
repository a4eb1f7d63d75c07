using Microsoft.Extensions.Options;
using Syndication.Digest.Composition;
using Syndication.Digest.Composition.Words;
using Syndication.Digest.Sending;
using Syndication.Digest.Subscriptions;
using Syndication.Hosting;

namespace Syndication.Digest.Runs;

/// <summary>
/// Daily and weekly runs, and what was gathered for those who want to be told at once: for each reader whose slot is due,
/// what came since the last one. The row is written first, then the reader's cursor moves; interrupted in between, the same
/// row is found again.
/// </summary>
internal sealed class SlotRuns(
    SubscriptionStore subscriptions,
    ArrivalStore arrivals,
    NewsFinder finder,
    MailStore mails,
    DigestShelf digests,
    ToldLedger ledger,
    Bell<MailSender> bell,
    IOptions<DigestOptions> options,
    TimeProvider time)
{
    private const int MostAtOnce = 500;

    /// <summary>Plans for all who are due.</summary>
    /// <param name="areAllDue">Everybody counts as due, whatever the hour; a slot is taken once all the same.</param>
    public async Task PlanAsync(bool areAllDue, CancellationToken cancellationToken)
    {
        var batch = new Batch(await arrivals.LastPositionAsync(cancellationToken));
        if (areAllDue)
        {
            await foreach (var some in subscriptions.ActiveAsync(cancellationToken))
            {
                await PlanAsync([.. some.Where(one => !one.IsPaused && (one.IsGathering || one.Preferences.Cadence != Cadence.Immediate))], batch, areAllDue, cancellationToken);
            }

            return;
        }

        while (await subscriptions.DueAsync(MostAtOnce, cancellationToken) is { Count: > 0 } due)
        {
            if (await PlanAsync(due, batch, areAllDue, cancellationToken) == 0)
            {
                // Everybody was changed by somebody else meanwhile: the next round looks again.
                return;
            }
        }
    }

    private async Task<int> PlanAsync(IReadOnlyList<Subscription> due, Batch batch, bool areAllDue, CancellationToken cancellationToken)
    {
        var plans = new List<Plan>();
        foreach (var subscription in due)
        {
            plans.Add(await PlanAsync(subscription, batch, areAllDue, cancellationToken));
        }

        var rows = plans.Select(plan => plan.Row).OfType<MailRow>().ToList();
        var isInterrupted = await mails.PlanAsync(rows, cancellationToken) < rows.Count;
        var known = isInterrupted ? (await mails.FindAsync([.. rows.Select(row => row.Id)], cancellationToken)).ToDictionary(row => row.Id) : [];
        if (rows.Count > 0)
        {
            bell.Ring();
        }

        // A row that was there already covers what was there then: what came since is for the next.
        var saved = await Task.WhenAll(plans.Select(plan => subscriptions.SaveAsync(
            plan.Known,
            plan.Row is { } row && known.TryGetValue(row.Id, out var there) ? plan.Next with { Cursor = there.To } : plan.Next,
            cancellationToken)));
        return saved.Count(isSaved => isSaved);
    }

    private async Task<Plan> PlanAsync(Subscription subscription, Batch batch, bool areAllDue, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var inError = Slots.TakenInError(subscription.Slots, now);
        var known = subscription with
        {
            Slots = [.. subscription.Slots.Except(inError)],
            Voided = [.. subscription.Voided.Union(inError.Select(slot => slot.Date))],
        };
        if (known.Preferences.Cadence == Cadence.Immediate)
        {
            var isDue = areAllDue || known.DueAt <= now.ToUnixTimeMilliseconds();
            var gathered = isDue ? await RowAsync(known, $"gathered:{known.Cursor}", batch, cancellationToken) : null;
            return new Plan(subscription, isDue ? known with { IsGathering = false, Immediate = known.Preferences.Audience, DueAt = Subscription.Never, Cursor = batch.Position } : known, gathered);
        }

        var plan = Slots.Plan(known.Preferences, known.Slots, now);
        var slot = plan.Due ?? (areAllDue && !known.Slots.Any(taken => taken.Date == Slots.Today(known.Preferences, now))
            ? new Slot(Slots.Today(known.Preferences, now), now.ToUnixTimeMilliseconds())
            : null);
        if (slot is null)
        {
            return new Plan(subscription, known with { DueAt = plan.NextAt }, null);
        }

        var again = known.Voided.Contains(slot.Date) ? ".2" : "";
        var cadence = known.Preferences.Cadence == Cadence.Weekly ? "weekly" : "daily";
        var row = await RowAsync(known, $"{cadence}:{slot.Date}{again}", batch, cancellationToken);
        var taken = Slots.With(known.Slots, slot);
        return new Plan(
            subscription,
            known with { Slots = taken, Cursor = batch.Position, DueAt = Slots.Plan(known.Preferences, taken, now).NextAt },
            row);
    }

    /// <summary>The mail for somebody's slot; null where there is nothing to tell.</summary>
    private async Task<MailRow?> RowAsync(Subscription subscription, string run, Batch batch, CancellationToken cancellationToken)
    {
        var items = await ItemsAsync(subscription, batch, cancellationToken);
        var waits = false;
        await foreach (var _ in mails.WaitingAsync(subscription.Id, cancellationToken))
        {
            waits = true;
            break;
        }

        if (items.Count == 0 && !waits)
        {
            return null;
        }

        // What changed is put in when the mail is written: it may change again until then.
        var most = options.Value.ItemsPerMail;
        var document = DigestDocument.Of(Wording.LanguageFor(subscription.Preferences.Languages), [.. items.Take(most)], Math.Max(0, items.Count - most), []);
        await digests.SaveAsync(document, cancellationToken);
        var now = await mails.NowAsync(cancellationToken);
        return new MailRow
        {
            Id = MailRow.IdOf(run, subscription.Id),
            Run = run,
            Subscriber = subscription.Id,
            Kind = MailKind.Digest,
            Digest = document.Id,
            To = batch.Position,
            DueAt = now,
            PlannedAt = now,
        };
    }

    private async Task<IReadOnlyList<DigestItem>> ItemsAsync(Subscription subscription, Batch batch, CancellationToken cancellationToken)
    {
        // Between a change of cadence and its first slot, some of it may have been sent one by one.
        var isMixed = false;
        await foreach (var row in mails.PlannedAfterAsync(subscription.Id, subscription.Cursor, cancellationToken))
        {
            isMixed |= row.Kind == MailKind.Digest;
        }

        var (wanted, items) = await batch.WantedAsync(subscription, finder, cancellationToken);
        if (!isMixed && wanted.All(one => one.News.IsFirst && one.News.FirstSequence > subscription.Since))
        {
            return items;
        }

        var own = new List<DigestItem>();
        foreach (var (news, item) in wanted.Where(one => one.News.FirstSequence > subscription.Since))
        {
            var first = await arrivals.FirstAsync(news.Release, cancellationToken);
            if ((news.IsFirst && !isMixed) || await ledger.FindAsync(subscription.Id, news.Release, (first?.Position ?? 1) - 1, cancellationToken) is null)
            {
                own.Add(item);
            }
        }

        return own;
    }

    private sealed record Plan(Subscription Known, Subscription Next, MailRow? Row);

    /// <summary>What was found once for all who have the same to be told.</summary>
    private sealed class Batch(long position)
    {
        private readonly Dictionary<long, IReadOnlyList<News>> _news = [];
        private readonly Dictionary<(string Audience, long After), (IReadOnlyList<(News News, DigestItem Item)> Wanted, IReadOnlyList<DigestItem> Items)> _wanted = [];

        /// <summary>Up to where everything was considered.</summary>
        public long Position { get; } = position;

        public async Task<(IReadOnlyList<(News News, DigestItem Item)> Wanted, IReadOnlyList<DigestItem> Items)> WantedAsync(Subscription subscription, NewsFinder finder, CancellationToken cancellationToken)
        {
            var key = (subscription.Preferences.Audience, subscription.Cursor);
            if (_wanted.TryGetValue(key, out var known))
            {
                return known;
            }

            if (!_news.TryGetValue(subscription.Cursor, out var news))
            {
                _news[subscription.Cursor] = news = await finder.BetweenAsync(subscription.Cursor, Position, cancellationToken);
            }

            var wanted = new List<(News, DigestItem)>();
            foreach (var one in news)
            {
                if (one.Best(subscription.Preferences) is { } best)
                {
                    wanted.Add((one, new DigestItem(one.Release, best.Told)));
                }
            }

            return _wanted[key] = (wanted, [.. wanted.Select(one => one.Item2)]);
        }
    }
}
