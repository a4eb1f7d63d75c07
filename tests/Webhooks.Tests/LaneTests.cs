using Microsoft.Extensions.Options;
using Syndication.Webhooks.Delivering;

namespace Syndication.Webhooks.Tests;

public sealed class LaneTests
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void An_endpoint_that_keeps_up_gets_more_at_once_and_one_that_fails_one_at_a_time()
    {
        var (lane, now) = (new Lane(8), TimeSpan.Zero);
        Assert.Equal(2, Fill(lane, now));
        for (var round = 0; round < 10; round++)
        {
            lane.Leave(now, Delivered(Quick));
            Fill(lane, now);
        }

        Assert.Equal(8, Drain(lane, now, Delivered(Quick)));
        Assert.Equal(8, Fill(lane, now));
        Drain(lane, now, Failed(Quick));

        // It is back: one, then two, then three at once.
        Assert.Equal(1, Fill(lane, now));
        Drain(lane, now, Delivered(Quick));
        Assert.Equal(2, Fill(lane, now));
        Drain(lane, now, Delivered(Quick));
        Assert.Equal(4, Fill(lane, now));
    }

    [Fact]
    public void Who_finds_no_place_gets_a_turn_of_its_own_and_waits_a_minute_at_most()
    {
        var (lane, now) = (new Lane(8), TimeSpan.Zero);
        Fill(lane, now);
        var turns = Enumerable.Range(0, 2_000).Select(_ => lane.Enter(now)!.Value).ToList();

        Assert.Equal(turns.Order(), turns);
        Assert.True(turns[0] > TimeSpan.Zero);
        Assert.Equal(TimeSpan.FromMinutes(1), turns[^1]);
    }

    [Fact]
    public void One_that_hangs_is_slow_until_it_answers_in_time_again()
    {
        var (lane, now) = (new Lane(8), TimeSpan.Zero);
        Assert.Null(lane.Enter(now));
        Assert.False(lane.IsSlow);
        lane.Leave(now, Failed(TimeSpan.FromSeconds(15)));
        Assert.True(lane.IsSlow);
        for (var i = 0; i < 6; i++)
        {
            Assert.Null(lane.Enter(now));
            lane.Leave(now, Delivered(Quick));
        }

        Assert.False(lane.IsSlow);
    }

    [Fact]
    public void Turns_of_one_that_is_silent_are_far_apart_before_anything_has_timed_out()
    {
        var (lane, now) = (new Lane(8), TimeSpan.Zero);
        Fill(lane, now);
        Assert.InRange(lane.Enter(now)!.Value, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(100));

        now = TimeSpan.FromSeconds(5);
        var turn = lane.Enter(now)!.Value;
        Assert.Equal(Lane.Slow / 2, lane.Enter(now)!.Value - turn);

        // It has answered.
        lane.Leave(now, Delivered(Quick));
        Fill(lane, now);
        turn = lane.Enter(now)!.Value;
        Assert.InRange(lane.Enter(now)!.Value - turn, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void One_that_asks_for_a_pause_is_closed_for_it()
    {
        var (lane, now) = (new Lane(8), TimeSpan.Zero);
        Assert.Null(lane.Enter(now));
        lane.Leave(now, Failed(Quick) with { RetryAfter = TimeSpan.FromSeconds(40) });

        Assert.Equal(TimeSpan.FromSeconds(40), lane.Enter(now));
        Assert.Equal(TimeSpan.FromSeconds(10), lane.Enter(TimeSpan.FromSeconds(30)));
        Assert.Null(lane.Enter(TimeSpan.FromSeconds(41)));
    }

    [Fact]
    public void Ten_thousand_endpoints_that_come_back_get_no_more_at_once_than_there_are_places_and_one_each_at_first()
    {
        var clock = new ManualClock();
        var options = Options.Create(new WebhooksOptions { Concurrency = 256 });
        var lanes = new Lanes(options, clock);
        using var slots = new SendingSlots(options, clock);
        var names = Enumerable.Range(0, 10_000).Select(i => $"endpoint {i}").ToList();
        foreach (var name in names)
        {
            Assert.Null(lanes.Enter(name, out _));
            lanes.Leave(name, Failed(Quick));
        }

        // Each has ten deliveries due.
        var begun = names.SelectMany(name => Enumerable.Range(0, 10).Select(i => lanes.Enter(name, out _))).Count(wait => wait is null);
        Assert.Equal(10_000, begun);
        var places = Enumerable.Range(0, 10_000).Select(_ => slots.TryTake() ? slots.BeginAsync(isSlow: false) : default).Where(place => place.IsCompletedSuccessfully && place.Result is not null).ToList();
        Assert.Equal(256, places.Count);
        Assert.False(slots.HasRoom);
    }

    [Fact]
    public async Task What_hangs_moves_aside_after_a_second_and_what_is_not_written_down_keeps_its_place()
    {
        var clock = new ShiftedClock();
        using var slots = new SendingSlots(Options.Create(new WebhooksOptions { Concurrency = 2, MostInFlight = 10 }), clock);
        async Task<SendingSlots.Slot> BeginAsync() => slots.TryTake() ? await slots.BeginAsync(isSlow: false) : throw new InvalidOperationException("Full.");
        var hanging = new[] { await BeginAsync(), await BeginAsync() };
        Assert.False(slots.HasRoom);
        await Eventually.HoldsAsync(() => Task.FromResult(slots.HasRoom));

        var answered = new[] { await BeginAsync(), await BeginAsync() };
        Array.ForEach(answered, slot => slot.IsAnswered = true);
        await Task.Delay(Lane.Slow * 1.5, TestContext.Current.CancellationToken);
        Assert.False(slots.HasRoom);
        Array.ForEach(answered, slot => slot.Dispose());
        Assert.True(slots.HasRoom);
        Assert.Equal(2, slots.Taken);
        Assert.All(Enumerable.Range(0, 8), _ => Assert.True(slots.TryTake()));
        Assert.False(slots.TryTake());
        Array.ForEach(hanging, slot => slot.Dispose());
        Assert.Equal(8, slots.Taken);
    }

    private static int Fill(Lane lane, TimeSpan now)
    {
        var begun = 0;
        while (lane.Enter(now) is null)
        {
            begun++;
        }

        return begun;
    }

    /// <summary>Everything under way ends so.</summary>
    private static int Drain(Lane lane, TimeSpan now, SendResult result)
    {
        var ended = 0;
        for (; lane.IsBusy; ended++)
        {
            lane.Leave(now, result);
        }

        return ended;
    }

    private static SendResult Delivered(TimeSpan took) => new(DateTimeOffset.UnixEpoch, took) { Status = 200 };

    private static SendResult Failed(TimeSpan took) => new(DateTimeOffset.UnixEpoch, took) { Problem = "It answered 500.", Status = 500 };
}
