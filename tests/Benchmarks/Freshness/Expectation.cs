namespace Syndication.Benchmarks.Freshness;

/// <summary>
/// When what is published is worth looking for: after each look that found it at once a little earlier, after each that
/// did not a little later, which settles where half are found (the staircase method of Dixon and Mood, 1948).
/// </summary>
/// <remarks>
/// Who looks for a release from its acknowledgement on asks three times in vain, on the processors that are bringing it:
/// releases that were looked for so took a fifth longer to come than those beside them.
/// </remarks>
internal sealed class Expectation
{
    private const double Step = 1.05;

    private readonly Lock _gate = new();
    private double _milliseconds = 2;

    /// <summary>From the instant at which a release was due.</summary>
    public TimeSpan Now
    {
        get
        {
            lock (_gate)
            {
                return TimeSpan.FromMilliseconds(_milliseconds);
            }
        }
    }

    public void Learn(bool wasThere)
    {
        lock (_gate)
        {
            _milliseconds *= wasThere ? 1 / Step : Step;
        }
    }
}
