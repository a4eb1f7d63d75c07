using Microsoft.Extensions.Options;
using Syndication.Digest.Inbound;
using Syndication.Digest.Subscriptions;
using Syndication.Mail;
using Syndication.Storage;

namespace Syndication.Digest.Sending;

/// <summary>Writes down what became of mails, each before the next one goes over the same connection.</summary>
internal sealed class MailSettling(MailStore mails, Returns returns, Relay relay, MailTelemetry telemetry, IOptions<DigestOptions> options, TimeProvider time)
{
    /// <summary>After a connection was lost: soon, and each time later, lest it be this mail that breaks it.</summary>
    private static readonly TimeSpan AfterLoss = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan AfterFault = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestFault = TimeSpan.FromMinutes(1);

    public async Task AnsweredAsync(MailRow row, RecipientResult result)
    {
        var settled = Settlement.Apply(row, result, Now(), options.Value, Random.Shared.NextDouble());
        var isSaved = await UntilWrittenAsync(() => mails.SaveAsync(settled, CancellationToken.None));
        if (settled.State == MailState.Sent)
        {
            isSaved = isSaved || await UntilWrittenAsync(() => mails.SaveSentAsync(settled, CancellationToken.None));
            foreach (var change in await mails.FindAsync(settled.Carries, CancellationToken.None))
            {
                await mails.ChangeAsync(change, MailPreparation.Carried(change, settled), CancellationToken.None);
            }
        }

        if (isSaved && Settlement.Suppresses(result))
        {
            await returns.EndAsync(settled, row.Subscriber, SuppressionReason.Bounced, CancellationToken.None);
        }

        relay.Answers(result.Outcome == MailOutcome.Accepted, result.Outcome == MailOutcome.Refused, result.Reply.ToString());
        telemetry.Answered(result.Outcome);
    }

    /// <summary>It does not go, or not now.</summary>
    public Task WithholdAsync(Withheld withheld) => mails.SaveAsync(withheld.Row, CancellationToken.None);

    /// <summary>The connection broke while it was being sent: it may have been taken, and goes again under the same Message-ID.</summary>
    public Task LostAsync(MailRow row, MailTransportException loss)
    {
        var now = Now();
        var tried = row with { TriedAt = row.TriedAt == 0 ? now : row.TriedAt, IsInDoubt = row.IsInDoubt || loss.MayBeTaken };
        var later = Settlement.PutOff(tried with { Result = "The connection to the relay was lost.", LeasedUntil = 0, LeasedBy = null }, now, options.Value, 0.5);
        var pause = AfterLoss * Math.Pow(2, Math.Min(row.Failures, 20));
        return mails.SaveAsync(later.IsSettled || pause > options.Value.LongestRetry ? later : later with { DueAt = now + (long)pause.TotalMilliseconds }, CancellationToken.None);
    }

    /// <summary>It could not be made or sent, for a reason of its own.</summary>
    public Task BrokenAsync(MailRow row, bool mayBeTaken)
    {
        var now = Now();
        var tried = row with { TriedAt = row.TriedAt == 0 ? now : row.TriedAt, IsInDoubt = row.IsInDoubt || mayBeTaken, Result = "It could not be made: the log says why.", LeasedUntil = 0, LeasedBy = null };
        return mails.SaveAsync(Settlement.PutOff(tried, now, options.Value, Random.Shared.NextDouble()), CancellationToken.None);
    }

    /// <summary>What a server has answered is known once only: a store that fails is tried again and again before it is given up.</summary>
    private async Task<bool> UntilWrittenAsync(Func<Task<bool>> save)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await save();
            }
            catch (StoreException) when (time.GetElapsedTime(since) < LongestFault)
            {
                await Task.Delay(AfterFault, time, CancellationToken.None);
            }
        }
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
