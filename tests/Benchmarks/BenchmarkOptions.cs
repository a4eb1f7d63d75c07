using System.Globalization;

namespace Syndication.Benchmarks;

/// <summary>What to run, how often and how long.</summary>
/// <param name="Time">Of one measurement of one side.</param>
/// <param name="Pages">Each page of extraction by itself, and what changed since the last run.</param>
internal sealed record BenchmarkOptions(string Which, int Rounds, TimeSpan Time, bool Pages = false)
{
    private const string Usage = "usage: [b1|b2|b3|b3-split|b4|b5|b5-hanging|b6|b8|b11|all] [--rounds 5] [--seconds 3] [--pages]";

    private static readonly string[] Names = ["all", "b1", "b2", "b3", "b3-split", "b4", "b5", "b5-hanging", "b6", "b8", "b11"];

    public bool Includes(string name) => Which == "all" || Which == name;

    /// <summary>Null, and a word on what is wrong, for a line that can't be read.</summary>
    public static BenchmarkOptions? Parse(IReadOnlyList<string> line, TextWriter error)
    {
        var options = new BenchmarkOptions("all", 5, TimeSpan.FromSeconds(3));
        for (var i = 0; i < line.Count; i++)
        {
            var next = i + 1 < line.Count ? line[i + 1] : "";
            switch (line[i])
            {
                case "--rounds" when int.TryParse(next, CultureInfo.InvariantCulture, out var rounds) && rounds is > 0 and <= 1_000:
                    options = options with { Rounds = rounds };
                    i++;
                    break;
                case "--seconds" when double.TryParse(next, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 3_600:
                    options = options with { Time = TimeSpan.FromSeconds(seconds) };
                    i++;
                    break;
                case "--pages":
                    options = options with { Pages = true };
                    break;
                case var name when Names.Contains(name):
                    options = options with { Which = name };
                    break;
                case var unknown:
                    error.WriteLine($"\"{unknown}\" can't be read; {Usage}");
                    return null;
            }
        }

        return options;
    }
}
