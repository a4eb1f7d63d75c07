using System.Globalization;
using Syndication.Testing;
using Syndication.Testing.Articles;

namespace Syndication.Benchmarks.Extracting;

/// <summary>Each page's score, the worst first, and what changed since the last run that asked for it: what a step is worth.</summary>
internal static class PageChanges
{
    private static readonly string File = Path.Combine(Repository.Root, "artifacts", "b8-pages.tsv");

    public static async Task WriteAsync(IReadOnlyDictionary<ArticlePage, ArticleScore> scores, TextWriter output)
    {
        var before = System.IO.File.Exists(File)
            ? (await System.IO.File.ReadAllLinesAsync(File)).Select(line => line.Split('\t')).ToDictionary(row => row[0], row => double.Parse(row[1], CultureInfo.InvariantCulture))
            : [];
        foreach (var (page, score) in scores.OrderBy(score => score.Value.F1))
        {
            var change = before.TryGetValue(page.Id, out var was) && Math.Abs(was - score.F1) > 0.0005 ? (score.F1 - was).ToString("+0.000;-0.000", CultureInfo.InvariantCulture) : "";
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{page.Id[..12]}  precision {score.Precision:F3}  recall {score.Recall:F3}  F1 {score.F1:F3}  {(page.WasLookedAt ? "" : "only scored")}  {change}"));
        }

        await System.IO.File.WriteAllLinesAsync(File, scores.Select(score => string.Create(CultureInfo.InvariantCulture, $"{score.Key.Id}\t{score.Value.F1:F4}")));
    }
}
