using Syndication.Ingestion.ReleaseLog;
using Syndication.Storage;

namespace Syndication.Ingestion.Tests.ReleaseLog;

/// <summary>What the dispatcher's pointer says at each moment, and who may go on.</summary>
public sealed class DispatchTurnTests
{
    private static readonly DispatchPointer Claimed = new() { Through = 10, LeasedUntil = 1, LeasedBy = "us", Attempt = 3 };

    private readonly ManualClock _clock = new(DateTimeOffset.UnixEpoch);
    private readonly List<TaskCompletionSource> _confirms = [];
    private readonly List<DispatchPointer> _saves = [];
    private readonly DispatchTurn _turn;
    private Func<Task<bool>> _save = () => Task.FromResult(true);

    public DispatchTurnTests() => _turn = new DispatchTurn(
        Claimed,
        _ =>
        {
            _confirms.Add(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return _confirms[^1].Task;
        },
        pointer =>
        {
            _saves.Add(pointer);
            return _save();
        },
        _clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_pointer_passes_an_entry_once_all_before_it_are_confirmed()
    {
        await PublishAsync(11, 13);
        _confirms[1].SetResult();
        _confirms[2].SetResult();
        var bell = new TaskCompletionSource();
        var resting = _turn.RestAsync(bell.Task);
        await Task.Delay(100, Cancel);
        Assert.False(resting.IsCompleted);
        Assert.Equal(10, _turn.Through);

        _confirms[0].SetResult();
        await Eventually.HoldsAsync(() => Task.FromResult(_turn.Through == 13));
        bell.SetResult();
        await resting;
        await _turn.EndAsync();
        Assert.Equal(Claimed with { Through = 13, LeasedUntil = 0 }, _saves[^1]);
    }

    [Fact]
    public async Task As_many_as_may_are_under_way_and_no_more()
    {
        await PublishAsync(11, 10 + DispatchTurn.UnderWay);
        var next = PublishAsync(11 + DispatchTurn.UnderWay, 11 + DispatchTurn.UnderWay);
        await Task.Delay(100, Cancel);
        Assert.False(next.IsCompleted);
        Assert.Equal(DispatchTurn.UnderWay, _confirms.Count);

        _confirms[0].SetResult();
        await next.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        Assert.Equal(DispatchTurn.UnderWay + 1, _confirms.Count);
    }

    [Fact]
    public async Task A_turn_whose_lease_was_taken_ends_with_the_save_that_finds_it()
    {
        await PublishAndConfirmAsync(11);
        Assert.True(await _turn.GoesOnAsync());
        Assert.Empty(_saves);

        // The save is under way while the next entry is published, and answers late.
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _save = () => answer.Task;
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await _turn.GoesOnAsync());
        await PublishAndConfirmAsync(12);
        Assert.True(await _turn.GoesOnAsync());
        Assert.Equal([11], _saves.Select(pointer => pointer.Through));

        answer.SetResult(false);
        await Eventually.HoldsAsync(async () => !await _turn.GoesOnAsync());

        // For good, even if a later save should go through.
        _save = () => Task.FromResult(true);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await _turn.GoesOnAsync());
        Assert.All(_saves, pointer => Assert.Equal(Claimed.Attempt, pointer.Attempt));
    }

    [Fact]
    public async Task A_save_that_fails_ends_the_turn_and_what_is_confirmed_is_given_back()
    {
        await PublishAndConfirmAsync(11);
        _save = () => Task.FromException<bool>(new StoreException("The disk is full."));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<StoreException>(_turn.GoesOnAsync);

        _save = () => Task.FromResult(true);
        await _turn.EndAsync();
        Assert.Equal(Claimed with { Through = 11, LeasedUntil = 0 }, _saves[^1]);
    }

    [Fact]
    public async Task What_the_broker_refused_is_not_passed()
    {
        await PublishAsync(11, 12);
        _confirms[0].SetResult();
        _confirms[1].SetException(new TimeoutException("The broker did not confirm."));
        await Assert.ThrowsAsync<TimeoutException>(_turn.ConfirmAsync);

        await _turn.EndAsync();
        Assert.Equal(11, _saves[^1].Through);
    }

    private async Task PublishAndConfirmAsync(long sequence)
    {
        await PublishAsync(sequence, sequence);
        _confirms[^1].SetResult();
        await _turn.ConfirmAsync();
    }

    private async Task PublishAsync(long first, long last)
    {
        for (var sequence = first; sequence <= last; sequence++)
        {
            await _turn.PublishAsync(new LogEntry { Id = $"{sequence}", Sequence = sequence, Change = "", Track = "", RequestKey = "", Fact = null! });
        }
    }
}
