using Syndication.Digest.Composition;
using Syndication.Digest.Sending;

namespace Syndication.Digest.Runs;

/// <summary>Who was told what, read from the rows by which it was sent: nothing else knows.</summary>
internal sealed class ToldLedger(MailStore mails, DigestShelf digests, DigestStore documents, ArrivalStore arrivals)
{
    /// <summary>Everybody who was told of a release, and what they know last.</summary>
    /// <param name="language">Those who read it in this one; null for all.</param>
    public async Task<IReadOnlyDictionary<string, Recipient>> RecipientsAsync(string release, string? language, CancellationToken cancellationToken)
    {
        var recipients = new Dictionary<string, Recipient>();
        foreach (var document in await documents.WithAsync(release, cancellationToken))
        {
            if (document.ToldOf(release) is not { } told || (language is not null && told.Language != language))
            {
                continue;
            }

            await foreach (var row in mails.WithDigestAsync(document.Id, cancellationToken))
            {
                if (row is { MayBeSent: true, CarriedBy: null } && (!recipients.TryGetValue(row.Subscriber, out var known) || known.IsBefore(told, row.To)))
                {
                    recipients[row.Subscriber] = new Recipient(told, row.Message, row.To);
                }
            }
        }

        return recipients;
    }

    /// <summary>What somebody knows of a release by other mails than this, and the one that told them last; null where they know nothing of it.</summary>
    /// <param name="isSent">By mails that have gone alone; else by those on their way too.</param>
    public async Task<Recipient?> HadAsync(MailRow mail, string release, bool isSent, CancellationToken cancellationToken)
    {
        Recipient? had = null;
        var after = await arrivals.FirstAsync(release, cancellationToken) is { Position: > 0 and var position } ? position - 1 : 0;
        await foreach (var row in mails.PlannedAfterAsync(mail.Subscriber, after, cancellationToken))
        {
            if (row.Id != mail.Id && row is { MayBeSent: true, CarriedBy: null, Digest: { } id } && (!isSent || row.State == MailState.Sent) && (await digests.FindAsync(id, cancellationToken))?.ToldOf(release) is { } told
                && (had is null || had.IsBefore(told, row.To)))
            {
                had = new Recipient(told, row.Message, row.To);
            }
        }

        return had;
    }

    /// <summary>A mail to somebody with a release in it that was planned after a position: sent, or to be sent; null for none.</summary>
    public async Task<MailRow?> FindAsync(string subscriber, string release, long after, CancellationToken cancellationToken)
    {
        await foreach (var row in mails.PlannedAfterAsync(subscriber, after, cancellationToken))
        {
            if ((row.MayBeSent || !row.IsSettled) && row.Digest is { } id && (await digests.FindAsync(id, cancellationToken))?.ToldOf(release) is not null)
            {
                return row;
            }
        }

        return null;
    }
}

/// <summary>Somebody who was told of a release.</summary>
/// <param name="Row">The mail that told them last, as its Message-ID names it.</param>
/// <param name="To">The position up to which that mail tells.</param>
internal sealed record Recipient(Told Told, string Row, long To)
{
    /// <summary>Whether another mail told later things: a translation that is taken back, or brought again, changes no version.</summary>
    public bool IsBefore(Told told, long to) => (Told.Version, Told.Revision, To).CompareTo((told.Version, told.Revision, to)) < 0;
}
