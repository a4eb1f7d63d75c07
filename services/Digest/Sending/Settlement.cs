using Syndication.Mail;

namespace Syndication.Digest.Sending;

/// <summary>What becomes of a mail by what the server said. A pure function.</summary>
internal static class Settlement
{
    /// <summary>Whether the address is not to be written to any more.</summary>
    public static bool Suppresses(RecipientResult result) => result is { Outcome: MailOutcome.Refused, Stage: not MailStage.Sender } && IsOfTheAddress(result);

    /// <param name="now">Unix milliseconds.</param>
    /// <param name="jitter">0 to 1.</param>
    public static MailRow Apply(MailRow row, RecipientResult result, long now, DigestOptions options, double jitter)
    {
        var tried = row with { TriedAt = row.TriedAt == 0 ? now : row.TriedAt, Result = result.Reply.ToString(), LeasedUntil = 0, LeasedBy = null };
        return result switch
        {
            { Outcome: MailOutcome.Accepted } => Settled(tried, MailState.Sent, now),

            // Our own side is refused: nobody's address is at fault, and nobody's patience counts.
            { Stage: MailStage.Sender } => tried with { State = MailState.Deferred, DueAt = now + Milliseconds(Pause(options, 2, jitter)) },
            { Outcome: MailOutcome.Deferred } or { Reply.Status: Refusal.MailboxFull } => PutOff(tried, now, options, jitter),
            _ => Settled(tried, IsOfTheAddress(result) ? MailState.Bounced : MailState.Failed, now),
        };
    }

    /// <summary>Not now: again after a pause that doubles, until it is given up.</summary>
    public static MailRow PutOff(MailRow row, long now, DigestOptions options, double jitter)
    {
        var failures = row.Failures + 1;
        return now - row.TriedAt >= Milliseconds(options.GiveUpAfter)
            ? Settled(row with { Failures = failures }, MailState.Failed, now)
            : row with { State = MailState.Deferred, Failures = failures, DueAt = now + Milliseconds(Pause(options, failures, jitter)) };
    }

    // Without a status, only a refusal of the content is taken for what was sent.
    private static bool IsOfTheAddress(RecipientResult result) =>
        result.Reply.Status is { } status ? Refusal.IsOfTheAddress(status) : result.Stage != MailStage.Content;

    private static MailRow Settled(MailRow row, MailState state, long now) =>
        row with { State = state, SettledAt = now, DueAt = MailStore.Never, Waits = null, LeasedUntil = 0, LeasedBy = null };

    private static TimeSpan Pause(DigestOptions options, int failures, double jitter)
    {
        var pause = options.FirstRetry * Math.Pow(2, Math.Min(failures - 1, 20)) * (0.9 + (jitter / 5));
        return pause < options.LongestRetry ? pause : options.LongestRetry;
    }

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;
}
