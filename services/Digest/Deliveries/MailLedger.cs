using Syndication.Digest.Composition;
using Syndication.Digest.Sending;
using Syndication.Hosting.Sending;

namespace Syndication.Digest.Deliveries;

/// <summary>Who was sent which version of a release by mail: sums, and the mails of one subscriber where one is named.</summary>
internal sealed class MailLedger(DigestStore documents, MailStore mails, HoldWatcher holds)
{
    public async Task<DeliveryPage> ReadAsync(DeliveryQuery query, CancellationToken cancellationToken)
    {
        var release = query.Release.ToString();
        var now = await mails.NowAsync(cancellationToken);
        var isHeld = holds.IsHeld(OutgoingChannels.Mail) || holds.IsHeld(OutgoingChannels.Mail, query.Release);
        var rows = new List<Delivery>();
        foreach (var document in await documents.WithAsync(release, cancellationToken))
        {
            if (document.ToldOf(release) is not { } told || (query.Version is { } version && told.Version != version))
            {
                continue;
            }

            var of = new Delivery(OutgoingChannels.Mail, told.Language, told.Version, told.Revision == 0 ? null : told.Revision, EventOf(document, release), DeliveryState.Other);
            await foreach (var row in mails.WithDigestAsync(document.Id, cancellationToken))
            {
                // A change that went with a digest is told by that digest's row.
                if (row.CarriedBy is null && (query.Recipient is null || row.Subscriber == query.Recipient))
                {
                    rows.Add(of with
                    {
                        State = StateOf(row, now, isHeld),
                        FirstAt = At(row),
                        LastAt = At(row),
                        Recipient = query.Recipient,
                        Result = query.Recipient is null ? null : row.Result,
                        Attempts = query.Recipient is null ? null : row.Attempt,
                    });
                }
            }
        }

        var all = query.Recipient is null ? Sums(rows) : [.. rows.OrderBy(row => row.Version).ThenBy(row => row.LastAt)];
        var start = int.TryParse(query.After, out var given) ? Math.Clamp(given, 0, all.Count) : 0;
        var page = all.Skip(start).Take(query.PageSize).ToList();
        return new DeliveryPage(page, start + page.Count < all.Count ? (start + page.Count).ToString(System.Globalization.CultureInfo.InvariantCulture) : null, all.Count);
    }

    private static List<Delivery> Sums(IEnumerable<Delivery> rows) =>
    [
        .. rows.GroupBy(row => (row.Version, row.Revision, row.Language, row.Event, row.State))
            .Select(sum => sum.First() with { Count = sum.Count(), FirstAt = sum.Min(row => row.FirstAt), LastAt = sum.Max(row => row.LastAt) })
            .OrderBy(sum => sum.Version).ThenBy(sum => sum.Revision).ThenBy(sum => sum.Language, StringComparer.Ordinal)
            .ThenBy(sum => sum.Event, StringComparer.Ordinal).ThenBy(sum => sum.State),
    ];

    private static string EventOf(DigestDocument document, string release) => document.Changes.FirstOrDefault(change => change.Release == release)?.Kind switch
    {
        null => "digest",
        ChangeKind.Withdrawal => "withdrawal",
        _ => "correction",
    };

    private static DeliveryState StateOf(MailRow row, long now, bool isHeld) => row.State switch
    {
        MailState.Sent => DeliveryState.Sent,
        MailState.Bounced => DeliveryState.Bounced,
        MailState.Failed => DeliveryState.Failed,
        MailState.Suppressed => DeliveryState.Suppressed,
        _ when row.IsOnItsWay && row.LeasedUntil > now => DeliveryState.Sending,
        _ when isHeld => DeliveryState.Held,
        MailState.Deferred => DeliveryState.Deferred,
        _ => DeliveryState.Pending,
    };

    private static DateTimeOffset? At(MailRow row) =>
        row.SettledAt > 0 && row.State == MailState.Sent ? DateTimeOffset.FromUnixTimeMilliseconds(row.SettledAt)
        : row.TriedAt > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(row.TriedAt)
        : null;
}
