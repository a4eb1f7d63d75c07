using Syndication.Digest.Runs;
using Syndication.Digest.Subscriptions;

namespace Syndication.Digest.Tests.Running;

/// <summary>The order in which what arrived is considered. None of it is in the log, so that the planner leaves it alone.</summary>
public sealed class ArrivalTests
{
    private const long Beyond = 1_000_000;

    [Fact]
    public async Task What_is_considered_first_came_first_whatever_arrives_later()
    {
        using var data = new TemporaryFolder();
        await using var room = await MailRoom.StartAsync(data.Path);
        var arrivals = room.Service<ArrivalStore>();
        var second = await PlacedAsync(arrivals, Beyond + 1);
        await arrivals.CloseAsync(second, CancellationToken.None);
        await arrivals.NoteAsync(Of(Beyond), CancellationToken.None);
        Assert.Equal(second.Id, (await arrivals.FirstAsync(second.Release, CancellationToken.None))!.Id);
        var parked = await arrivals.PlaceAsync((await arrivals.OpenAsync(Beyond, 1, CancellationToken.None))[0], CancellationToken.None);
        Assert.True(parked!.Position > second.Position);
        Assert.Equal(second.Id, (await arrivals.FirstAsync(second.Release, CancellationToken.None))!.Id);
    }

    [Fact]
    public async Task A_planner_whose_lease_ran_out_opens_nothing_again()
    {
        using var data = new TemporaryFolder();
        await using var room = await MailRoom.StartAsync(data.Path);
        var arrivals = room.Service<ArrivalStore>();
        var read = Of(Beyond);
        await arrivals.NoteAsync(read, CancellationToken.None);
        var placed = await arrivals.PlaceAsync(read, CancellationToken.None);
        Assert.Null(await arrivals.PlaceAsync(read, CancellationToken.None));
        Assert.True(await arrivals.CloseAsync(placed!, CancellationToken.None));
        Assert.Null(await arrivals.PlaceAsync(read, CancellationToken.None));
        Assert.False(await arrivals.CloseAsync(placed!, CancellationToken.None));
        Assert.Equal(0, await arrivals.CountOpenAsync(CancellationToken.None));
        Assert.Equal(placed!.Position, await arrivals.LastPositionAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Who_wants_another_cadence_in_the_middle_of_a_run_goes_on_from_before_it()
    {
        using var data = new TemporaryFolder();
        await using var room = await MailRoom.StartAsync(data.Path);
        var reader = await room.SubscribeAsync("reader@example.org");
        var arrivals = room.Service<ArrivalStore>();
        var placed = await PlacedAsync(arrivals, Beyond);
        var wishes = new Preferences { Languages = ["en"], Cadence = Cadence.Daily };
        var changed = await room.Service<SubscriptionActions>().ChangeAsync(reader.Id, wishes, CancellationToken.None);
        Assert.Equal(placed.Position - 1, changed!.Cursor);

        await arrivals.CloseAsync(placed, CancellationToken.None);
        Assert.Equal(placed.Position, await arrivals.ConsideredAsync(CancellationToken.None));
    }

    private static async Task<Arrival> PlacedAsync(ArrivalStore arrivals, long sequence)
    {
        await arrivals.NoteAsync(Of(sequence), CancellationToken.None);
        return (await arrivals.PlaceAsync(Of(sequence), CancellationToken.None))!;
    }

    private static Arrival Of(long sequence) => new() { Id = $"event-{sequence}", Sequence = sequence, Release = "6f2a1a34-7a5b-4a0e-9c39-0b1f1f1d7c55", Language = "en", Version = 1 };
}
