using Syndication.Contracts;

namespace Syndication.Newsroom.Tests.Site;

public sealed class SearchPageTests
{
    [Fact]
    public async Task Finds_marks_and_narrows()
    {
        await using var site = await SiteHost.StartAsync();
        await site.PublishAsync(
            Given.Release(1, "en", "Flood warnings open") with { Topics = ["climate-change"] },
            Given.Release(2, "en", "Flood insurance") with { Topics = ["economy"] },
            Given.Release(3, "es", "Aviso de flood") with { Topics = ["economy"] });
        await Eventually.HoldsAsync(async () => (await site.PageAsync("/en/search?q=flood")).QuerySelectorAll(".item").Length == 2);

        var page = await site.PageAsync("/en/search?q=flood");
        Assert.Equal("2 releases", page.Text(".total"));
        Assert.Equal(["Flood", "Flood"], page.Texts(".item h3 mark"));
        Assert.Equal("flood", page.Attribute("#q", "value"));

        var narrowing = page.QuerySelectorAll(".browse a").Single(link => link.TextContent == "Economy").GetAttribute("href")!;
        var narrowed = await site.PageAsync(narrowing);
        Assert.Equal(["Flood insurance"], narrowed.Texts(".item h3"));
        Assert.Equal("/en/search?q=flood", narrowed.Attribute(".chosen a", "href"));
        Assert.Equal(3, (await site.PageAsync("/en/search?q=flood&languages=all")).QuerySelectorAll(".item").Length);
    }

    [Theory]
    [InlineData("/en/search", "")]
    [InlineData("/en/search?q=flood", "")]
    [InlineData("/en/search?q=flood&sort=", "")]
    [InlineData("/en/search?sort=date", "date")]
    [InlineData("/en/search?q=flood&sort=relevance", "relevance")]
    public async Task The_box_asks_for_an_order_only_where_one_was_chosen(string address, string order)
    {
        await using var site = await SiteHost.StartAsync();

        Assert.Equal([order], (await site.PageAsync(address)).QuerySelectorAll("#sort option[selected]").Select(option => option.GetAttribute("value")));
    }

    [Fact]
    public async Task Found_releases_carry_the_dates_and_marks_that_lists_give_them()
    {
        await using var site = await SiteHost.StartAsync();
        var undated = Given.Release(1, "en", "Flood handbook") with { PublishedAt = null, PublishedAtSource = PublishedAtSource.Unknown, Dateline = new Dateline("Bern", new DateOnly(2026, 5, 6)) };
        var corrected = Given.Release(2, "en", "Flood warnings");
        await site.PublishAsync(undated, corrected, corrected.Next(Given.Noon.AddDays(1), Significance.Correction, "Twelve."));
        await Eventually.HoldsAsync(async () => (await site.PageAsync("/en/search?q=flood")).QuerySelectorAll(".item").Length == 2);

        var found = (await site.PageAsync("/en/search?q=flood")).QuerySelectorAll(".item").ToDictionary(item => item.Text("h3"), item => item.Text(".when"));
        var listed = (await site.PageAsync("/en/releases")).QuerySelectorAll(".item").ToDictionary(item => item.Text("h2"), item => item.Text(".when"));

        Assert.Equal("6 May 2026", found["Flood handbook"]);
        Assert.Contains("Corrected on 9 May 2026", found["Flood warnings"], StringComparison.Ordinal);
        Assert.Equal(listed.OrderBy(pair => pair.Key), found.OrderBy(pair => pair.Key));
    }

    [Fact]
    public async Task Says_what_it_does_not_know_or_understand_and_finds_nothing_in_peace()
    {
        await using var site = await SiteHost.StartAsync();

        Assert.NotNull((await site.PageAsync("/en/search?topic=nonsense", 404)).QuerySelector(".notice"));
        Assert.NotNull((await site.PageAsync("/en/search?from=yesterday", 422)).QuerySelector(".notice"));
        await site.PageAsync("/en/search?colour=red", 404);
        await site.PageAsync("/xx/search", 404);
        Assert.Equal("Nothing was found", (await site.PageAsync("/en/search?q=nothing")).Text(".total"));
        Assert.Equal("<b>", (await site.PageAsync("/en/search?q=%3Cb%3E")).Attribute("#q", "value"));
    }

    [Fact]
    public async Task Where_search_is_away_the_page_says_so_and_helps()
    {
        await using var site = await SiteHost.StartAsync("--Services:search:Url=http://127.0.0.1:9");

        var page = await site.PageAsync("/fr/search?q=crue", 503);

        Assert.Equal("La recherche est momentanément indisponible", page.Text(".notice h2"));
        Assert.Equal("/fr/releases", page.Attribute(".notice a", "href"));
    }

    [Theory]
    [InlineData("a <mark>b</mark> &lt;i&gt;", "a <mark>b</mark> &lt;i&gt;")]
    [InlineData("<script>x</script><mark onclick=1>y</mark>", "&lt;script&gt;x&lt;/script&gt;&lt;mark onclick=1&gt;y&lt;/mark&gt;")]
    [InlineData("<mark>open", "open")]
    public void Highlights_are_written_anew(string given, string written) =>
        Assert.Equal(written, Syndication.Newsroom.Searching.Highlighted.Of(given).Value);
}
