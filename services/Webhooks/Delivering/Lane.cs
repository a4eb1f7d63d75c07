namespace Syndication.Webhooks.Delivering;

/// <summary>
/// What is under way to one endpoint from this process. It begins with two at once and goes on with more as they arrive;
/// after a failure there is one at a time, so that an endpoint which comes back is not run over. Not for several threads.
/// </summary>
internal sealed class Lane(int most)
{
    private const int First = 2;

    /// <summary>An endpoint that takes longer counts as slow.</summary>
    public static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan LongestPutOff = TimeSpan.FromMinutes(1);

    private readonly int _most = most;
    private int _window = Math.Min(First, most);
    private int _inFlight;
    private TimeSpan _silentSince;
    private TimeSpan _expected = TimeSpan.FromMilliseconds(100);
    private TimeSpan _closedUntil = TimeSpan.MinValue;
    private TimeSpan _nextTurn = TimeSpan.MinValue;

    /// <summary>Whether posts to it are likely to take long.</summary>
    public bool IsSlow => _expected >= Slow;

    public bool IsBusy => _inFlight > 0;

    /// <summary>Nothing is under way, and nothing has to be remembered.</summary>
    public bool IsIdle(TimeSpan now) => _inFlight == 0 && _window > 1 && !IsSlow && _closedUntil <= now && _nextTurn <= now;

    /// <summary>Lets one more pass, or says how long it has to wait.</summary>
    /// <param name="now">Of a clock that never goes back.</param>
    public TimeSpan? Enter(TimeSpan now)
    {
        if (_closedUntil > now)
        {
            return Bounded(_closedUntil - now);
        }

        if (_inFlight < _window)
        {
            _silentSince = _inFlight++ == 0 ? now : _silentSince;
            return null;
        }

        // A turn each, one after the other, as fast as it has been until now: slowly where nothing has come back for long.
        var each = _expected < Slow && now - _silentSince >= Slow ? Slow : _expected;
        _nextTurn = (_nextTurn > now ? _nextTurn : now) + (each / _window);
        if (_nextTurn - now > LongestPutOff)
        {
            _nextTurn = now + LongestPutOff;
        }

        return _nextTurn - now;
    }

    /// <param name="result">Null where nothing was sent.</param>
    public void Leave(TimeSpan now, SendResult? result)
    {
        _inFlight--;
        _silentSince = now;
        if (result is null)
        {
            return;
        }

        _expected = result.IsDelivered ? (_expected + result.Took) / 2 : result.Took > _expected ? result.Took : _expected;
        _window = result.IsDelivered ? Math.Min(_window + 1, _most) : 1;
        if (result.RetryAfter is { } pause)
        {
            _closedUntil = now + (pause < RetrySchedule.LongestRetryAfter ? pause : RetrySchedule.LongestRetryAfter);
        }
    }

    private static TimeSpan Bounded(TimeSpan wait) => wait < LongestPutOff ? wait : LongestPutOff;
}
