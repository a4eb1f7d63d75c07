namespace Syndication.Webhooks.Delivering;

/// <summary>When a delivery is tried again: the pauses of Standard Webhooks' example as Svix keeps them, over more than a day.</summary>
internal static class RetrySchedule
{
    /// <summary>Each begins with the failure of the attempt before.</summary>
    public static IReadOnlyList<TimeSpan> Pauses { get; } =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2),
        TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(10),
    ];

    /// <summary>A pause is up to this share shorter or longer, so that what failed together does not come again together.</summary>
    public const double Jitter = 0.2;

    /// <summary>The longest wish of an endpoint that is granted: as long as the longest pause.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(10);

    /// <summary>The pause after so many failures in a row; null where it was the last attempt.</summary>
    /// <param name="retryAfter">What the endpoint asked for: it makes a pause longer, within bounds, and never shorter.</param>
    /// <param name="random">0 to 1.</param>
    public static TimeSpan? After(int failures, TimeSpan? retryAfter, double random)
    {
        if (failures > Pauses.Count)
        {
            return null;
        }

        var pause = Pauses[failures - 1] * (1 + (Jitter * ((2 * random) - 1)));
        return retryAfter is { } asked && asked > pause ? (asked < LongestRetryAfter ? asked : LongestRetryAfter) : pause;
    }
}
