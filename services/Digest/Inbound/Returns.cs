using Syndication.Digest.Sending;
using Syndication.Digest.Subscriptions;
using Syndication.Mail;

namespace Syndication.Digest.Inbound;

/// <summary>What follows where an address does not take mail, or its reader complains: at once by the server's answer, or later by a report.</summary>
internal sealed partial class Returns(MailStore mails, SubscriptionStore subscriptions, SuppressionStore suppressions, AddressHash hashes, Departures departures, Verp verp, LinkTokens tokens, ILogger<Returns> logger)
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
        var known = await subscriptions.FindAsync(subscriber, cancellationToken);
        if (row is { Kind: MailKind.Letter })
        {
            var address = AddressOf(row, known);
            if (address is not null && address != known?.AddressHash)
            {
                await TurnDownAsync(subscriber, address, reason, cancellationToken);
                return;
            }

            if (address is null && reason == SuppressionReason.Bounced)
            {
                // Nobody knows any more whose address it was.
                return;
            }
        }
        else if (row is { SettledAt: > 0 } && known is { IsWrittenTo: true } && row.SettledAt < known.AddressSince)
        {
            // It went to an address that the reader has left: the new one is as good as it was.
            return;
        }

        await departures.EndAsync(subscriber, reason, cancellationToken);
    }

    /// <summary>A letter's reader is not the subscriber, whose own address is as good as it was. Its link confirms nothing any more.</summary>
    private async Task TurnDownAsync(string subscriber, string address, SuppressionReason reason, CancellationToken cancellationToken)
    {
        if (reason == SuppressionReason.Complained)
        {
            await suppressions.AddAsync(address, reason, cancellationToken);
            if (await subscriptions.FindByAddressAsync(address, cancellationToken) is { } theirs)
            {
                await departures.EndAsync(theirs.Id, reason, cancellationToken);
            }
        }

        await subscriptions.ChangeAsync(subscriber, known => NewAddressOf(known) == address ? known with { NewAddress = null, Asked = known.Asked + 1 } : null, cancellationToken);
    }

    /// <summary>Whom a letter went to; where its row does not say, by what was asked for last. Null where that is something else by now.</summary>
    private string? AddressOf(MailRow letter, Subscription? known) =>
        letter.AddressHash ?? (known is not null && letter.Run == MailPreparation.LetterRun(known) ? NewAddressOf(known) ?? known.AddressHash : null);

    private string? NewAddressOf(Subscription known) => EmailAddress.Parse(known.NewAddress) is { } address ? hashes.Of(address) : null;

    [LoggerMessage(LogLevel.Information, "A report came back ({Kind}) that names no mail of ours")]
    private static partial void LogUnknown(ILogger logger, ReportKind kind);
}
