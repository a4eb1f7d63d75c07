namespace Syndication.Benchmarks.Figures;

internal static class Statistics
{
    /// <summary>Between neighbours, linearly; NaN of nothing.</summary>
    /// <param name="sorted">In ascending order.</param>
    public static double Quantile(IReadOnlyList<double> sorted, double part)
    {
        if (sorted.Count == 0)
        {
            return double.NaN;
        }

        var place = part * (sorted.Count - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (place - below));
    }

    public static double Median(IEnumerable<double> values) => Quantile([.. values.Order()], 0.5);
}
