using Syndication.Contracts;
using Syndication.Digest.Composition;
using Syndication.Digest.Composition.Words;
using Syndication.Digest.Sending;
using Syndication.Digest.Subscriptions;
using Syndication.Hosting;
using Syndication.Hosting.Projection;

namespace Syndication.Digest.Runs;

/// <summary>
/// Runs of corrections and withdrawals: keyed by release and version, for exactly those who were sent an older one. A
/// withdrawal goes at once, whatever the cadence or a pause; a correction with the next mail, at once to those who want to be
/// told at once or where the desk says so. Who left has a row too, so that it is known who was not reached.
/// </summary>
internal sealed class ChangeRuns(ToldLedger ledger, MailStore mails, DigestShelf digests, SubscriptionStore subscriptions, Bell<MailSender> bell)
{
    private const int MostAtOnce = 500;

    /// <summary>After withdrawals and before everything that is merely due.</summary>
    private const long Urgently = MailStore.AtOnce + 1;

    /// <summary>Whether readers who have what was before are to be told of it.</summary>
    public static bool Concerns(Arrival arrival) =>
        arrival is { IsSilent: false, Significance: Significance.Correction or Significance.Rewrite or Significance.Retraction or Significance.Reinstatement };

    /// <param name="arrival">Something that <see cref="Concerns"/> says is to be told, once nobody sends any more what was before.</param>
    public async Task PlanAsync(Arrival arrival, ProjectedRelease row, CancellationToken cancellationToken)
    {
        var run = RunOf(arrival);
        var recipients = await ledger.RecipientsAsync(arrival.Release, arrival.Revision is null ? null : arrival.Language, cancellationToken);
        foreach (var some in recipients.Chunk(MostAtOnce))
        {
            var known = (await subscriptions.FindAsync([.. some.Select(recipient => recipient.Key)], cancellationToken)).ToDictionary(subscription => subscription.Id);
            var rows = new List<MailRow>();
            foreach (var (subscriber, recipient) in some)
            {
                if (Changes.Since(row, recipient.Told) is { } change)
                {
                    rows.Add(await RowOfAsync(run, arrival, change, recipient, subscriber, known.GetValueOrDefault(subscriber), cancellationToken));
                }
            }

            await mails.PlanAsync(rows, cancellationToken);
            bell.Ring();
        }
    }

    private static string RunOf(Arrival arrival) => arrival.Revision is { } revision
        ? $"change:{arrival.Release}:{arrival.Version}:{arrival.Language}:{revision}"
        : $"change:{arrival.Release}:{arrival.Version}";

    private async Task<MailRow> RowOfAsync(string run, Arrival arrival, DigestChange change, Recipient recipient, string subscriber, Subscription? subscription, CancellationToken cancellationToken)
    {
        var language = Wording.LanguageFor(subscription?.Preferences.Languages ?? [recipient.Told.Language]);
        var document = DigestDocument.Of(language, [], 0, [change]);
        await digests.SaveAsync(document, cancellationToken);
        var now = await mails.NowAsync(cancellationToken);
        var row = new MailRow
        {
            Id = MailRow.IdOf(run, subscriber),
            Run = run,
            Subscriber = subscriber,
            Kind = change.Kind == ChangeKind.Withdrawal ? MailKind.Withdrawal : MailKind.Correction,
            Digest = document.Id,
            To = arrival.Position,
            Change = new PlannedChange(change.Release, recipient.Told, recipient.Row),
            PlannedAt = now,
        };
        return subscription switch
        {
            null or { IsWrittenTo: false } => row with { State = MailState.Suppressed, DueAt = MailStore.Never, SettledAt = now, Result = WhyNot.NotReachable },
            _ when change.Kind == ChangeKind.Withdrawal => row with { DueAt = MailStore.AtOnce, IsUrgent = true },
            _ when arrival.IsUrgent => row with { DueAt = Urgently, IsUrgent = true },
            { IsPaused: false, Preferences.Cadence: Cadence.Immediate } => row with { DueAt = now },
            _ => row with { DueAt = MailStore.Never, Waits = subscriber },
        };
    }
}
