using Syndication.Digest.Sending;
using Syndication.Digest.Subscriptions;

namespace Syndication.Digest.Inbound;

/// <summary>What follows where an address does not take mail, or its reader complains: at once by the server's answer, or later by a report.</summary>
internal sealed partial class Returns(MailStore mails, SubscriptionStore subscriptions, Departures departures, Verp verp, LinkTokens tokens, ILogger<Returns> logger)
{
    /// <summary>Takes in a mail that came back.</summary>
    public async Task<ReportKind> TakeAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        var report = InboundReport.Read(message.Span);
        if (report.Kind is ReportKind.None or ReportKind.Notice)
        {
            return report.Kind;
        }

        var mail = report.Addresses.Select(verp.Read).FirstOrDefault(id => id is not null);
        var row = mail is null ? null : await mails.FindAsync(mail, cancellationToken);
        var subscriber = row?.Subscriber ?? report.Links.Select(tokens.Read).FirstOrDefault(link => link is { Purpose: LinkPurpose.Unsubscribe })?.Subscription;
        if (subscriber is null)
        {
            LogUnknown(logger, report.Kind);
            return ReportKind.None;
        }

        if (row is { State: MailState.Sent } && report.Kind is ReportKind.Bounce or ReportKind.Failure)
        {
            var isBounce = report.Kind == ReportKind.Bounce;
            await mails.ChangeAsync(row, row with { State = isBounce ? MailState.Bounced : MailState.Failed, Result = $"Came back: {(report.Status.Length > 0 ? report.Status : "undelivered")}." }, cancellationToken);
        }

        if (report.Kind != ReportKind.Failure)
        {
            await EndAsync(row, subscriber, report.Kind == ReportKind.Complaint ? SuppressionReason.Complained : SuppressionReason.Bounced, cancellationToken);
        }

        return report.Kind;
    }

    /// <summary>The reader of a mail is not written to any more.</summary>
    /// <param name="row">Null where it is not known which mail it was.</param>
    public async Task EndAsync(MailRow? row, string subscriber, SuppressionReason reason, CancellationToken cancellationToken)
    {
        if (row is not null && await subscriptions.FindAsync(subscriber, cancellationToken) is { IsWrittenTo: true } known)
        {
            // It went to an address that the reader has left: the new one is as good as it was.
            if (row.SettledAt > 0 && row.SettledAt < known.AddressSince)
            {
                return;
            }

            // A letter to a new address came back: the old one is as good as it was. Its link confirms nothing any more.
            if (row.Kind == MailKind.Letter && reason == SuppressionReason.Bounced)
            {
                await subscriptions.ChangeAsync(
                    subscriber,
                    now => now.NewAddress is not null && row.Run == MailPreparation.LetterRun(now) ? now with { NewAddress = null, Asked = now.Asked + 1 } : null,
                    cancellationToken);
                return;
            }
        }

        await departures.EndAsync(subscriber, reason, cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "A report came back ({Kind}) that names no mail of ours")]
    private static partial void LogUnknown(ILogger logger, ReportKind kind);
}
