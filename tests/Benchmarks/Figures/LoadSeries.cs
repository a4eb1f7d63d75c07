namespace Syndication.Benchmarks.Figures;

/// <summary>One side of a comparison over all rounds.</summary>
internal sealed class LoadSeries
{
    public Series PerSecond { get; } = new();

    /// <summary>Milliseconds.</summary>
    public Series P50 { get; } = new();

    /// <summary>Milliseconds.</summary>
    public Series P99 { get; } = new();

    public void Add(Load load)
    {
        PerSecond.Add(load.PerSecond);
        P50.Add(load.P50);
        P99.Add(load.P99);
    }

    /// <summary>"0.21 / 1.40": medians of p50 and p99.</summary>
    public string Latency(int digits = 2) => $"{P50.Short(digits)} / {P99.Short(digits)}";
}
