using System.Globalization;
using System.Text.Json;
using Syndication.Ingestion.Extraction;
using Syndication.Testing.Articles;

namespace Syndication.Ingestion.Tests.Extraction;

/// <summary>News pages in eighteen languages, in the manner of as many sorts of sites.</summary>
public sealed class NewsPageTests
{
    // Between the public pages and these: rules that only fit pages that were looked at are none.
    private const double MostGap = 0.015;

    // Some pages give a date only in figures that could mean two days, or in pieces: that stays unknown.
    private const double LeastFound = 0.9;

    private static readonly Dictionary<NewsPage, ExtractedPage> Extracted = NewsPage.All().ToDictionary(
        page => page,
        page => new Extractor().Extract(new Page(page.Page.Html, "text/html", "news"), Fixtures.Empty));

    [Fact]
    public void Bodies_are_found_as_well_as_on_the_public_pages()
    {
        var seen = Mean(page => page.Page.WasLookedAt);
        var unseen = Mean(page => !page.Page.WasLookedAt);
        Figures.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"bodies of {Extracted.Count} news pages of our own: F1 {seen.F1:F4} of the {Extracted.Keys.Count(page => page.Page.WasLookedAt)} looked at, {unseen.F1:F4} (precision {unseen.Precision:F3}, recall {unseen.Recall:F3}) of the {Extracted.Keys.Count(page => !page.Page.WasLookedAt)} only scored"));
        Assert.SkipWhen(ArticlePage.All() is null, Repository.DatasetsMissing);
        var known = ArticleScore.Mean([.. ArticlePage.All()!.Select(page => ArticleScore.Of(page.Body, new Extractor().Extract(new Page(page.Html, "text/html", "articles"), Fixtures.Empty).BodyText))]);
        Assert.InRange(known.F1 - seen.F1, -1, MostGap);
        Assert.InRange(known.F1 - unseen.F1, -1, MostGap);
    }

    [Fact]
    public void What_pages_say_of_themselves_is_found_and_no_date_is_wrong()
    {
        var fields = Extracted.SelectMany(page => Fields(page.Key.Expected, page.Value)).ToList();
        foreach (var field in fields.GroupBy(field => field.Name))
        {
            Figures.Add($"{field.Key} of news pages of our own: {field.Count(f => f.IsRight)} right, {field.Count(f => f.IsMissing)} missing, {field.Count(f => f is { IsRight: false, IsMissing: false })} wrong");
        }

        Assert.DoesNotContain(fields, field => field is { Name: "date", IsRight: false, IsMissing: false });
        Assert.All(fields.GroupBy(field => field.Name), field => Assert.InRange(field.Count(f => f.IsRight), LeastFound * field.Count(), field.Count()));
    }

    [Fact]
    public void Good_pages_are_not_held_for_a_person_but_where_the_text_is_given_to_machines_only()
    {
        var held = Extracted.Where(page => page.Value.Reasons.Count > 0).Select(page => page.Key.Page.Id);
        Assert.Equal(["en-script-filled"], held);
    }

    private static (double Precision, double Recall, double F1) Mean(Func<NewsPage, bool> which) =>
        ArticleScore.Mean([.. Extracted.Where(page => which(page.Key)).Select(page => ArticleScore.Of(page.Key.Page.Body, page.Value.BodyText))]);

    private static IEnumerable<Field> Fields(JsonElement expected, ExtractedPage found)
    {
        var draft = found.Draft;
        yield return Field.Of("headline", Text("headline"), draft.Headline);
        yield return Field.Of("date", Text("published"), Published(draft.PublishedAt, isDay: Text("published") is { Length: 10 }));
        yield return Field.Of("byline", Text("byline"), draft.Byline);
        yield return Field.Of("language", Text("language")?.Split('-')[0], draft.Language?.Split('-')[0]);
        yield return Field.Of("canonical URL", Text("canonical") is { } url ? new Uri(url).AbsoluteUri : null, draft.CanonicalUrl);
        yield return Field.Of("lead image", $"{Text("image")} {Text("alt")}", $"{draft.Image?.Url} {draft.Image?.Alt}");
        yield return Field.Of("section", Text("section"), draft.Section);

        string? Text(string name) => expected.GetProperty(name).GetString();
    }

    private static string? Published(DateTimeOffset? at, bool isDay) =>
        at?.UtcDateTime.ToString(isDay ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private sealed record Field(string Name, bool IsRight, bool IsMissing)
    {
        public static Field Of(string name, string? expected, string? found) => new(name, expected == found, expected != found && found is null);
    }
}
