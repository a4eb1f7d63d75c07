using Microsoft.Extensions.Options;
using Syndication.Digest.Sending;
using Syndication.Digest.Subscriptions;
using Syndication.Hosting;

namespace Syndication.Digest.Runs;

/// <summary>What nobody waits for: forgetting what was never confirmed and who left, and mending what a wrong clock put off.</summary>
internal sealed class Housekeeping(
    SubscriptionStore subscriptions,
    Departures departures,
    LetterCounts letters,
    MailStore mails,
    Bell<MailSender> bell,
    IOptions<DigestOptions> options,
    TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private long? _tidiedAt;

    /// <summary>Forgets subscriptions whose time is over, and what could not be forgotten before; now and then.</summary>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        if (_tidiedAt is { } tidiedAt && time.GetElapsedTime(tidiedAt) < Interval)
        {
            return;
        }

        _tidiedAt = time.GetTimestamp();
        foreach (var (state, keep) in new[] { ("requested", options.Value.ConfirmWithin), ("left", options.Value.KeepLeft), ("unreachable", options.Value.KeepLeft) })
        {
            var before = (time.GetUtcNow() - keep).ToUnixTimeMilliseconds();
            var over = await subscriptions.InStateSinceAsync(state, before, cancellationToken);
            await departures.ForgetAsync(over, null, cancellationToken, isStill: known => known.ChangedAt <= before);
        }

        await departures.ForgetUnconfirmedAsync((time.GetUtcNow() - options.Value.ConfirmWithin).ToUnixTimeMilliseconds(), cancellationToken);
        await letters.RemoveOldAsync(cancellationToken);
        await departures.ForgetLeftoversAsync(cancellationToken);
    }

    /// <summary>Mails that are put off for longer than any pause were put off by a clock that was wrong.</summary>
    public async Task PullBackAsync(CancellationToken cancellationToken)
    {
        var now = await mails.NowAsync(cancellationToken);
        var longest = (long)(options.Value.LongestRetry + options.Value.LanguageGrace).TotalMilliseconds * 2;
        await MakeDueAsync(now + longest, now, cancellationToken);
    }

    /// <summary>Mails that wait for a better language wait no longer.</summary>
    public async Task EndGraceAsync(CancellationToken cancellationToken)
    {
        var now = await mails.NowAsync(cancellationToken);
        await MakeDueAsync(now, now, cancellationToken, row => row.Failures == 0);
    }

    private async Task MakeDueAsync(long after, long now, CancellationToken cancellationToken, Func<MailRow, bool>? which = null)
    {
        var late = new List<MailRow>();
        await foreach (var row in mails.DueAfterAsync(after, cancellationToken))
        {
            if (which?.Invoke(row) != false)
            {
                late.Add(row);
            }
        }

        foreach (var row in late)
        {
            await mails.ChangeAsync(row, row with { DueAt = now }, cancellationToken);
        }

        bell.Ring();
    }
}
