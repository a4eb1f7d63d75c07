using System.Globalization;

namespace Syndication.Benchmarks.Figures;

/// <summary>One figure over all rounds.</summary>
internal sealed class Series
{
    private readonly List<double> _values = [];

    public double Median => Statistics.Median(_values);

    public void Add(double value) => _values.Add(value);

    /// <summary>"8600 (8400–8900)": the median, and the quartiles around it.</summary>
    public string Text(int digits = 0)
    {
        var sorted = _values.Order().ToList();
        var format = "F" + digits.ToString(CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Median.ToString(format, CultureInfo.InvariantCulture)} ({Statistics.Quantile(sorted, 0.25).ToString(format, CultureInfo.InvariantCulture)}–{Statistics.Quantile(sorted, 0.75).ToString(format, CultureInfo.InvariantCulture)})");
    }

    /// <summary>The median alone.</summary>
    public string Short(int digits = 1) => Median.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
