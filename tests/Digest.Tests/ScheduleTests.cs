using Syndication.Digest.Subscriptions;
using Syndication.Text;

namespace Syndication.Digest.Tests;

/// <summary>What a change of wishes does to what is on its way.</summary>
public sealed class ScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 12, 10, 0, 0, TimeSpan.Zero);
    private static readonly Preferences AtOnce = new() { Languages = ["en"], Cadence = Cadence.Immediate };

    [Fact]
    public void Who_is_told_at_once_and_wishes_for_something_else_goes_on_from_what_was_considered_for_all()
    {
        var known = new Subscription { Id = "a", Address = "a@b.example", AddressHash = "", Preferences = AtOnce }.Started(AtOnce, 7, 100, Now);

        // In the middle of a run its reader may have been missed by it under either wish.
        var moved = known.Changed(AtOnce with { Selection = new Selection { Topics = ["water"] } }, 200, Now);
        Assert.Equal((true, null, 200L, 0L), (moved.IsGathering, moved.Immediate, moved.Cursor, moved.DueAt));
        var daily = known.Changed(AtOnce with { Cadence = Cadence.Daily }, 200, Now);
        Assert.Equal((false, null, 200L), (daily.IsGathering, daily.Immediate, daily.Cursor));

        var same = known.Changed(AtOnce with { Hour = 9 }, 200, Now);
        Assert.Equal((false, AtOnce.Audience, 100L), (same.IsGathering, same.Immediate, same.Cursor));
    }
}
