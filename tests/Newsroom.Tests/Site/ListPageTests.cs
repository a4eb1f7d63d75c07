using System.Net;
using Syndication.Contracts;

namespace Syndication.Newsroom.Tests.Site;

public sealed class ListPageTests : IAsyncLifetime
{
    private SiteHost _site = null!;

    public async ValueTask InitializeAsync() => _site = await SiteHost.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task The_newest_come_first_and_pages_lead_to_all_the_others()
    {
        await _site.PublishAsync([.. Enumerable.Range(1, 45).Select(number => Given.Release(number, headline: $"Communiqué {number}"))]);
        var seen = new List<string>();
        for (var url = "/fr/releases"; url is not null;)
        {
            var page = await _site.PageAsync(url);
            seen.AddRange(page.Texts(".item h2"));
            url = page.Attribute(".pages a[rel=next]", "href");
        }

        Assert.Equal(Enumerable.Range(1, 45).Reverse().Select(number => $"Communiqué {number}"), seen);
    }

    [Fact]
    public async Task The_front_page_begins_with_what_has_a_date_and_never_leads_with_what_has_none()
    {
        static Release Undated(int number) => Given.Release(number, headline: $"Sans date {number}") with { PublishedAt = null, PublishedAtSource = PublishedAtSource.Unknown };
        await _site.PublishAsync([.. Enumerable.Range(50, 12).Select(Undated)]);
        var alone = await _site.PageAsync("/fr");
        Assert.Equal(10, alone.QuerySelectorAll(".item").Length);
        Assert.Empty(alone.QuerySelectorAll(".item.lead"));

        await _site.PublishAsync(
            Given.Release(1, headline: "Hier") with { PublishedAt = Given.Noon.AddDays(-1) },
            Undated(2) with { Headline = "Avant-hier", Dateline = new Dateline("Berne", new DateOnly(2026, 5, 6)) });
        var page = await _site.PageAsync("/fr");
        Assert.Equal(["Hier", "Avant-hier", "Sans date 61"], page.Texts(".item h2").Take(3));
        Assert.Equal(["Hier"], page.Texts(".item.lead h2"));
        Assert.Equal(10, page.QuerySelectorAll(".item").Length);
    }

    [Theory]
    [InlineData("mot ", "mot", 200)]
    [InlineData("字", "字", 201)]
    public async Task Summaries_end_with_a_whole_word(string repeated, string end, int length)
    {
        await _site.PublishAsync(Given.Release(1) with { Summary = string.Concat(Enumerable.Repeat(repeated, 300)).Trim() }, Given.Release(2) with { Summary = "Court. " });

        var summaries = (await _site.PageAsync("/fr/releases")).QuerySelectorAll(".item .summary").Select(summary => summary.TextContent).ToList();

        Assert.Equal("Court.", summaries[0].Trim());
        Assert.EndsWith($"{end}…", summaries[1], StringComparison.Ordinal);
        Assert.Equal(length, summaries[1].Length);
    }

    [Fact]
    public async Task Lists_are_narrowed_by_what_releases_are_about_and_by_year()
    {
        await _site.PublishAsync(
            Given.Release(1, headline: "Santé") with { Topics = ["health"], Countries = ["MA"], Office = "Bureau de Rabat" },
            Given.Release(2, headline: "Climat") with { Topics = ["climate-change"], Organisations = [new Organisation("Organisation internationale pour les migrations", "OIM")] },
            Given.Release(3, headline: "Ancien") with { Topics = ["health"], PublishedAt = Given.Noon.AddYears(-2) });

        Assert.Equal(["Santé", "Ancien"], (await _site.PageAsync("/fr/releases?topic=health")).Texts(".item h2"));
        Assert.Equal(["Santé"], (await _site.PageAsync("/fr/releases?topic=health&country=ma&year=2026")).Texts(".item h2"));
        Assert.Equal(["Ancien"], (await _site.PageAsync("/fr/releases?year=2024")).Texts(".item h2"));
        Assert.Equal(["Climat"], (await _site.PageAsync("/fr/releases?org=oim")).Texts(".item h2"));
        var page = await _site.PageAsync("/fr/releases?office=bureau-de-rabat");
        Assert.Equal("Communiqués de presse\u00A0: Bureau de Rabat", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("/feeds/fr.rss?office=bureau-de-rabat", page.Attribute(".follow a", "href"));
    }

    [Fact]
    public async Task What_is_taken_back_leaves_the_lists_at_once()
    {
        await _site.PublishAsync(Given.Release(1, headline: "Reste"), Given.Release(2, headline: "Part"));
        await _site.PublishAsync(Given.Release(2).Retracted(Given.Noon.AddDays(1), RetractionKind.Withdrawal));

        Assert.Equal(["Reste"], (await _site.PageAsync("/fr/releases")).Texts(".item h2"));
        Assert.Equal(["Reste"], (await _site.PageAsync("/fr")).Texts(".item h2"));
    }

    [Fact]
    public async Task What_no_release_has_is_not_there_and_what_is_known_may_be_empty()
    {
        await _site.PublishAsync(Given.Release(1) with { Topics = ["health"] });

        await _site.PageAsync("/fr/releases?topic=nonsense", 404);
        await _site.PageAsync("/fr/releases?country=zz", 404);
        await _site.PageAsync("/fr/releases?colour=red", 404);
        await _site.PageAsync("/fr/releases?after=nonsense", 404);
        await _site.PageAsync("/pt/releases", 404);
        await _site.PageAsync("/PT-nonsense!/releases", 404);
        Assert.NotNull((await _site.PageAsync("/es/releases")).QuerySelector(".empty"));
        Assert.NotNull((await _site.PageAsync("/fr/releases?country=ma")).QuerySelector(".empty"));
    }

    [Fact]
    public async Task Alternatives_are_a_search()
    {
        using var response = await _site.GetAsync("/fr/releases?topic=health&topic=youth");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/fr/search?topic=health&topic=youth", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task The_front_page_speaks_the_readers_language_and_offers_the_others()
    {
        await _site.PublishAsync(Given.Release(1, "es", "Un comunicado"), Given.Release(2, "ar", "بيان صحفي"));

        Assert.Equal("Últimos comunicados", (await _site.PageAsync("/", 200, ("Accept-Language", "de, es-MX;q=0.8, en;q=0.5"))).Text("h1"));
        Assert.Equal("Latest releases", (await _site.PageAsync("/", 200, ("Accept-Language", "en-GB"))).Text("h1"));
        Assert.Equal("Derniers communiqués", (await _site.PageAsync("/", 200, ("Accept-Language", "zh"))).Text("h1"));
        using var response = await _site.GetAsync("/");
        Assert.Contains("Accept-Language", response.Headers.Vary);

        await Eventually.HoldsAsync(
            async () => (await _site.PageAsync("/es")).Texts(".languages a").SequenceEqual(["français", "English", "español", "العربية"]));
        Assert.Equal("rtl", (await _site.PageAsync("/ar")).Attribute(".item h2", "dir"));
    }

    [Fact]
    public async Task The_page_of_feeds_lists_what_there_is()
    {
        await _site.PublishAsync(Given.Release(1) with { Topics = ["health"], Countries = ["MA"], Organisations = [new Organisation("Organisation internationale pour les migrations", "OIM")] });
        await Eventually.HoldsAsync(
            async () => (await _site.PageAsync("/fr/feeds")).QuerySelector("a[href='/feeds/fr.atom?org=oim']") is not null);

        var page = await _site.PageAsync("/fr/feeds");

        Assert.Equal(["Tous les communiqués", "Sans traductions automatiques", "Santé", "Maroc", "Organisation internationale pour les migrations (OIM)"], page.Texts(".feedlist li > span:first-child"));
        Assert.Equal("/feeds/opml", page.Attribute("main a.button", "href"));
        Assert.Equal("/feeds/fr.json?country=ma", page.Attribute("a[aria-label='Maroc, JSON']", "href"));
    }
}
