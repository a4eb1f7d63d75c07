namespace Syndication.Search.Indexing;

/// <summary>
/// A row of the index: milliseconds since 1900 in the upper bits, a counter in the lower twenty, so that reading rows
/// backwards is reading newest first.
/// </summary>
internal static class RowKey
{
    private const int CounterBits = 20;
    private static readonly long Epoch = new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>The lowest row of an instant. Instants before 1900 and after 2178 share the ends of the scale.</summary>
    public static long First(long sortAt) => Math.Clamp(Math.Max(sortAt, Epoch) - Epoch, 0, (1L << 43) - 1) << CounterBits;

    /// <summary>The highest row of an instant.</summary>
    public static long Last(long sortAt) => First(sortAt) | ((1L << CounterBits) - 1);
}
