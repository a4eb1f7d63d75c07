using System.Globalization;
using Syndication.Ingestion.Extraction;
using Syndication.Testing.Articles;

namespace Syndication.Ingestion.Tests.Extraction;

/// <summary>Bodies of news pages against what people found in them; the measure is the one of the public benchmarks.</summary>
public sealed class ArticleTests
{
    // rs-trafilatura, the best that was published, stands at .975 on these pages.
    private const double LeastF1 = 0.975;

    // Between pages that were looked at and pages that were only scored.
    private const double MostGap = 0.015;

    private static readonly IReadOnlyList<ArticlePage>? Pages = ArticlePage.All();

    [Fact]
    public void Bodies_of_news_pages_are_found()
    {
        Assert.SkipWhen(Pages is null, Repository.DatasetsMissing);
        var alone = Scores(Fixtures.Empty);
        var profile = Pages.Aggregate(Fixtures.Empty, (known, page) => new Extractor().Learn(PageOf(page), known));
        var learnt = ArticleScore.Mean(Scores(profile).Values);
        var all = ArticleScore.Mean(alone.Values);
        var seen = ArticleScore.Mean([.. alone.Where(score => score.Key.WasLookedAt).Select(score => score.Value)]);
        var unseen = ArticleScore.Mean([.. alone.Where(score => !score.Key.WasLookedAt).Select(score => score.Value)]);
        Figures.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"article bodies, {Pages.Count} pages: precision {all.Precision:F3}, recall {all.Recall:F3}, F1 {all.F1:F4}; {seen.F1:F4} of those looked at, {unseen.F1:F4} of those only scored; {learnt.F1:F4} as a batch of one source"));
        Assert.InRange(all.F1, LeastF1, 1);
        Assert.InRange(learnt.F1, LeastF1, 1);
        Assert.InRange(seen.F1 - unseen.F1, -1, MostGap);
    }

    [Fact]
    public void Broken_templates_are_quarantined_and_others_are_not()
    {
        Assert.SkipWhen(Pages is null, Repository.DatasetsMissing);
        var figures = QuarantineFigures.Of(Pages, BrokenTemplate.All, html =>
        {
            try
            {
                var page = new Extractor().Extract(new Page(System.Text.Encoding.UTF8.GetBytes(html), "text/html", "x"), Fixtures.Empty);
                return (page.BodyText, page.Reasons.Count > 0);
            }
            catch (UnreadablePageException)
            {
                return ("", true);
            }
        });
        Figures.Add(figures.ToString());
        Assert.InRange(figures.QuarantinedOfDegraded, 0.95, 1);
        Assert.InRange(figures.QuarantinedOfGood, 0, 0.02);
    }

    private static Dictionary<ArticlePage, ArticleScore> Scores(SourceProfile profile) =>
        Pages!.ToDictionary(page => page, page => ArticleScore.Of(page.Body, new Extractor().Extract(PageOf(page), profile).BodyText));

    private static Page PageOf(ArticlePage page) => new(page.Html, "text/html", "articles", Name: page.Id);
}
