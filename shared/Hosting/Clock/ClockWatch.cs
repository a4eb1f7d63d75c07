namespace Syndication.Hosting.Clock;

/// <summary>
/// Whether "now" can be believed: the wall clock against the monotonic one and against the store's. Once it stepped, it
/// has to agree for a minute, or an operator says that it is right. Whatever waits for a time waits for that too.
/// </summary>
public sealed partial class ClockWatch(TimeProvider time, ILogger<ClockWatch> logger)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private DateTimeOffset _wall = time.GetUtcNow();
    private long _monotonic = time.GetTimestamp();
    private long? _steppedAt;

    public bool IsTrusted
    {
        get
        {
            lock (_lock)
            {
                return _steppedAt is not { } steppedAt || time.GetElapsedTime(steppedAt) >= Settling;
            }
        }
    }

    /// <summary>Why not, for the operator; null while the clock is trusted.</summary>
    public string? Doubt { get; private set; }

    /// <summary>Compares the three clocks; to be called often.</summary>
    /// <param name="store">What the store's clock says now.</param>
    public void Check(DateTimeOffset store)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var step = now - _wall - time.GetElapsedTime(_monotonic);
            var difference = now - store;
            _wall = now;
            _monotonic = time.GetTimestamp();
            if (step.Duration() > Tolerance || difference.Duration() > Tolerance)
            {
                _steppedAt = _monotonic;
                Doubt = step.Duration() > Tolerance
                    ? $"The clock stepped by {step.TotalSeconds:F0} s: nothing that waits for a time is done until it has been steady for {Settling.TotalSeconds:F0} s."
                    : $"The clock differs from the store's by {difference.TotalSeconds:F0} s: nothing that waits for a time is done until both have agreed for {Settling.TotalSeconds:F0} s.";
                LogDoubt(logger, Doubt);
            }
            else if (_steppedAt is { } steppedAt && time.GetElapsedTime(steppedAt) >= Settling)
            {
                Confirm();
            }
        }
    }

    /// <summary>An operator says that the clock is right.</summary>
    public void Confirm()
    {
        lock (_lock)
        {
            _steppedAt = null;
            Doubt = null;
        }
    }

    [LoggerMessage(LogLevel.Error, "{Doubt}")]
    private static partial void LogDoubt(ILogger logger, string doubt);
}
