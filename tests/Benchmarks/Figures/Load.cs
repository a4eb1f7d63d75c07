namespace Syndication.Benchmarks.Figures;

/// <summary>What a load came to.</summary>
/// <param name="Milliseconds">Of every request, in ascending order.</param>
internal sealed record Load(TimeSpan Took, IReadOnlyList<double> Milliseconds)
{
    public int Count => Milliseconds.Count;

    public double PerSecond => Count / Took.TotalSeconds;

    public double P50 => Statistics.Quantile(Milliseconds, 0.5);

    public double P99 => Statistics.Quantile(Milliseconds, 0.99);

    public static Load Of(TimeSpan took, IEnumerable<double> milliseconds) => new(took, [.. milliseconds.Order()]);
}
