using Syndication.Digest.Runs;

namespace Syndication.Digest.Subscriptions;

/// <summary>How what somebody wants becomes what the planner goes by.</summary>
internal static class Schedule
{
    /// <summary>A subscription that is written to from now on. Slots that it took before it left stay taken.</summary>
    /// <param name="head">Of the log: what is in it is not news.</param>
    /// <param name="position">Up to where everything was considered.</param>
    public static Subscription Started(this Subscription subscription, Preferences wishes, long head, long position, DateTimeOffset now) =>
        (subscription with
        {
            State = SubscriptionState.Active,
            Preferences = wishes,
            IsPaused = false,
            IsGathering = false,
            Since = head,
            Cursor = position,
        }).Timed(now);

    /// <summary>
    /// With other wishes. What was not sent yet under the old ones is not lost: a daily or weekly mail takes it along; who
    /// wants to be told at once from now on gets it in one mail first.
    /// </summary>
    public static Subscription Changed(this Subscription subscription, Preferences wishes, long position, DateTimeOffset now)
    {
        var was = subscription.Preferences.Cadence;
        var wishesAtOnce = wishes.Cadence == Cadence.Immediate;

        // Who is told at once may just be missed where the run in hand looks for them: from there on it is gathered.
        var isMoved = was == Cadence.Immediate && !subscription.IsGathering && !(wishesAtOnce && wishes.Audience == subscription.Preferences.Audience);
        var isGatheredNow = wishesAtOnce && (was != Cadence.Immediate || isMoved);
        var changed = subscription with
        {
            Preferences = wishes,
            Cursor = isMoved ? position : subscription.Cursor,
            IsGathering = wishesAtOnce && (subscription.IsGathering || isGatheredNow),
        };
        return isGatheredNow && !changed.IsPaused
            ? changed with { Immediate = null, DueAt = 0 }
            : changed.Timed(now);
    }

    public static Subscription Paused(this Subscription subscription) =>
        subscription with { IsPaused = true, Immediate = null, DueAt = Subscription.Never };

    /// <summary>
    /// Goes on after a pause: what came in it is not sent, but for corrections of what had been, which who wants to be told at
    /// once gets in one mail first.
    /// </summary>
    public static Subscription Resumed(this Subscription subscription, long position, DateTimeOffset now) =>
        subscription.Preferences.Cadence == Cadence.Immediate
            ? subscription with { IsPaused = false, IsGathering = true, Cursor = position, Immediate = null, DueAt = 0 }
            : (subscription with { IsPaused = false, IsGathering = false, Cursor = position }).Timed(now);

    /// <summary>Not written to any more.</summary>
    public static Subscription Ended(this Subscription subscription, SubscriptionState state) =>
        subscription with { State = state, Immediate = null, DueAt = Subscription.Never, Wanted = null, NewAddress = null };

    private static Subscription Timed(this Subscription subscription, DateTimeOffset now) => subscription switch
    {
        { IsPaused: true } => subscription with { Immediate = null, DueAt = Subscription.Never },
        { Preferences.Cadence: Cadence.Immediate, IsGathering: false } => subscription with { Immediate = subscription.Preferences.Audience, DueAt = Subscription.Never },
        { Preferences.Cadence: Cadence.Immediate } => subscription,
        _ => subscription with { Immediate = null, DueAt = NextOf(subscription, now) },
    };

    // A slot that is due already today is taken at once: on its date somebody is written to once, whatever the hour becomes.
    private static long NextOf(Subscription subscription, DateTimeOffset now)
    {
        var plan = Slots.Plan(subscription.Preferences, subscription.Slots, now);
        return plan.Due is { } due && due.Date == Slots.Today(subscription.Preferences, now) && subscription.Slots.Count > 0 ? due.DueAt : plan.NextAt;
    }
}
