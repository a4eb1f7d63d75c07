using System.Diagnostics;
using System.Globalization;
using System.Text;
using AngleSharp.Html.Parser;
using Syndication.Benchmarks.Figures;
using Syndication.Ingestion.Extraction;
using Syndication.Testing;
using Syndication.Testing.Articles;

namespace Syndication.Benchmarks.Extracting;

/// <summary>
/// B8: how much of news pages' bodies extraction finds, and how fast on one core, beside AngleSharp's parse alone and
/// Readability.js with jsdom; what of broken templates it notices; and what texts are about.
/// </summary>
internal static class ExtractionBenchmark
{
    private static readonly SourceProfile Unknown = new() { Id = "articles" };

    public static async Task RunAsync(BenchmarkOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var pages = ArticlePage.All() ?? throw new BenchmarkException(Repository.DatasetsMissing);
        var scores = pages.ToDictionary(page => page, page => ArticleScore.Of(page.Body, Extract(page.Html).Body));
        if (options.Pages)
        {
            await PageChanges.WriteAsync(scores, output);
        }

        var readability = await ReadabilityPeer.RunAsync(pages, options.Rounds, cancellationToken);
        var ((ours, slowest), (parse, _)) = Speeds(pages, options, page => Extract(page.Html), page => new HtmlParser().ParseDocument(Encoding.UTF8.GetString(page.Html)));
        var table = new Table("bodies of news pages", "precision", "recall", "F1", "pages/s of one core", "to ours");
        table.Add(["ours", .. Figures(ArticleScore.Mean(scores.Values)), $"{Number(ours, 0)} (p99 page {Number(slowest, 1)} ms)", "1"]);
        table.Add(["ours, pages that were looked at", .. Figures(ArticleScore.Mean([.. scores.Where(score => score.Key.WasLookedAt).Select(score => score.Value)])), "", ""]);
        table.Add(["ours, pages that were only scored", .. Figures(ArticleScore.Mean([.. scores.Where(score => !score.Key.WasLookedAt).Select(score => score.Value)])), "", ""]);
        table.Add("AngleSharp's parse alone", "", "", "", Number(parse, 0), Number(parse / ours, 2));
        if (readability is { } peer)
        {
            table.Add(["Readability.js with jsdom", .. Figures(peer.Mean), Number(peer.PagesPerSecond, 1), Number(peer.PagesPerSecond / ours, 2)]);
        }

        await table.WriteAsync(output, $"B8 extraction, {pages.Count} pages");
        await output.WriteLineAsync($"\n{QuarantineFigures.Of(pages, BrokenTemplate.All, html => Extract(Encoding.UTF8.GetBytes(html)))}");
        foreach (var (fact, score) in JudgedTexts.Score(Facts))
        {
            await output.WriteLineAsync($"{fact} of {JudgedTexts.All().Count()} judged texts: {score}");
        }
    }

    private static (string Body, bool IsQuarantined) Extract(byte[] html)
    {
        try
        {
            var page = new Extractor().Extract(new Page(html, "text/html", "articles"), Unknown);
            return (page.BodyText, page.Reasons.Count > 0);
        }
        catch (UnreadablePageException)
        {
            return ("", true);
        }
    }

    private static (string? Language, IReadOnlyCollection<string> Topics, IReadOnlyCollection<string> Countries, IReadOnlyCollection<string> Organisations) Facts(byte[] content)
    {
        var draft = new Extractor().Extract(new Page(content, null, "judged"), Unknown).Draft;
        return (draft.Language, draft.Topics, draft.Countries, [.. draft.Organisations.Select(organisation => organisation.Acronym ?? organisation.Name!)]);
    }

    /// <summary>
    /// Of each side the median round, in processor time, and the p99 page of all, on the wall; the sides take turns, since what
    /// else the machine does slows both.
    /// </summary>
    private static ((double PagesPerSecond, double SlowestMilliseconds) Ours, (double PagesPerSecond, double SlowestMilliseconds) Peer) Speeds(
        IReadOnlyList<ArticlePage> pages,
        BenchmarkOptions options,
        Action<ArticlePage> ours,
        Action<ArticlePage> peer)
    {
        var sides = new[] { (Work: ours, Rounds: new List<double>(), Times: new List<double>()), (Work: peer, Rounds: new List<double>(), Times: new List<double>()) };
        for (var round = -1; round < options.Rounds; round++)
        {
            foreach (var (work, rounds, times) in sides)
            {
                var speed = Round(pages, options.Time, work, round < 0 ? null : times);
                if (round >= 0)
                {
                    rounds.Add(speed);
                }
            }
        }

        return (Speed(sides[0].Rounds, sides[0].Times), Speed(sides[1].Rounds, sides[1].Times));
    }

    private static (double PagesPerSecond, double SlowestMilliseconds) Speed(List<double> rounds, List<double> times) =>
        (Statistics.Median(rounds), Statistics.Quantile([.. times.Order()], 0.99));

    private static double Round(IReadOnlyList<ArticlePage> pages, TimeSpan time, Action<ArticlePage> work, List<double>? times)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();
        var done = 0;
        do
        {
            foreach (var page in pages)
            {
                var from = Stopwatch.GetTimestamp();
                work(page);
                done++;
                times?.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            }
        }
        while (Stopwatch.GetElapsedTime(started) < time);

        process.Refresh();
        return done / (process.TotalProcessorTime - before).TotalSeconds;
    }

    private static string[] Figures((double Precision, double Recall, double F1) mean) => [Number(mean.Precision, 3), Number(mean.Recall, 3), Number(mean.F1, 4)];

    private static string Number(double value, int digits) => value.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
