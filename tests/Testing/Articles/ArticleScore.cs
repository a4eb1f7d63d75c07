using System.Text.RegularExpressions;

namespace Syndication.Testing.Articles;

/// <summary>
/// Precision and recall of an extracted body over runs of four words, each counted as often as it occurs: the measure that
/// article extraction is usually reported in. Null where there is nothing to divide by.
/// </summary>
public sealed partial record ArticleScore(double? Precision, double? Recall)
{
    private const int Run = 4;

    public static ArticleScore Of(string truth, string extracted)
    {
        var wanted = Runs(truth);
        var found = Runs(extracted);
        var hit = wanted.Sum(run => Math.Min(run.Value, found.GetValueOrDefault(run.Key)));
        var (extra, missed) = (found.Values.Sum() - hit, wanted.Values.Sum() - hit);
        return extra + missed == 0
            ? new ArticleScore(1, 1)
            : new ArticleScore(hit + extra > 0 ? (double)hit / (hit + extra) : null, hit + missed > 0 ? (double)hit / (hit + missed) : null);
    }

    /// <summary>Of one page.</summary>
    public double F1 => Harmonic(Precision ?? 0, Recall ?? 0);

    /// <summary>Averages over pages, and their harmonic mean.</summary>
    public static (double Precision, double Recall, double F1) Mean(IReadOnlyCollection<ArticleScore> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        var precision = scores.Where(score => score.Precision is not null).Select(score => score.Precision!.Value).DefaultIfEmpty().Average();
        var recall = scores.Where(score => score.Recall is not null).Select(score => score.Recall!.Value).DefaultIfEmpty().Average();
        return (precision, recall, Harmonic(precision, recall));
    }

    private static double Harmonic(double one, double other) => one + other == 0 ? 0 : 2 * one * other / (one + other);

    private static Dictionary<string, int> Runs(string text)
    {
        var words = Word().Matches(text).Select(match => match.Value).ToArray();
        var runs = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < (words.Length == 0 ? 0 : Math.Max(1, words.Length - Run + 1)); i++)
        {
            var run = string.Join(' ', words.Skip(i).Take(Run));
            runs[run] = runs.GetValueOrDefault(run) + 1;
        }

        return runs;
    }

    // What Python's \w is: letters, digits and the underscore of any script.
    [GeneratedRegex(@"[\p{L}\p{N}_]+")]
    private static partial Regex Word();
}
