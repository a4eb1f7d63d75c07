using System.Net;
using Microsoft.Extensions.Options;
using Syndication.Newsroom.Site;

namespace Syndication.Newsroom.Tests.Site;

public sealed class SettingsTests
{
    private static readonly string[] Public = ["/", "/fr", "/fr/releases", $"/releases/{Given.Id(1)}", "/fr/search", "/fr/feeds"];

    [Fact]
    public async Task Public_pages_can_be_switched_off()
    {
        await using var site = await SiteHost.StartAsync("--Newsroom:PublicPages=false");
        await site.PublishAsync(Given.Release(1));

        foreach (var path in Public)
        {
            var page = await site.PageAsync(path, 404);
            Assert.Empty(page.QuerySelectorAll("form, nav"));
        }

        using var keys = await site.GetAsync("/api/keys");
        Assert.Equal(HttpStatusCode.Unauthorized, keys.StatusCode);
    }

    [Fact]
    public async Task Pages_can_be_kept_out_of_search_engines()
    {
        await using var site = await SiteHost.StartAsync("--Newsroom:NoIndex=true");
        await site.PublishAsync(Given.Release(1));

        foreach (var path in Public)
        {
            using var response = await site.GetAsync(path);
            Assert.Equal(["noindex"], response.Headers.GetValues("X-Robots-Tag"));
            Assert.Equal("noindex", (await site.PageAsync(path)).Attribute("meta[name=robots]", "content"));
        }

        Assert.Contains("Disallow: /feeds/", await site.Client.GetStringAsync(new Uri("/robots.txt", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_forbids_what_it_does_not_need()
    {
        await using var site = await SiteHost.StartAsync("--Newsroom:ImageHosts:0=pictures.example");
        await site.PublishAsync(Given.Release(1) with
        {
            Body = [new Contracts.ImageBlock("https://pictures.example/a.jpg", "A"), new Contracts.ImageBlock("https://elsewhere.example/b.jpg", "B")],
        });

        foreach (var path in Public.Append("/nothing/here"))
        {
            using var response = await site.GetAsync(path);
            Assert.Equal(
                "default-src 'none'; style-src 'self'; img-src 'self' https://pictures.example; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
                response.Headers.GetValues("Content-Security-Policy").Single());
            Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
            Assert.Equal(["strict-origin-when-cross-origin"], response.Headers.GetValues("Referrer-Policy"));
            var html = await response.Content.ReadAsStringAsync();
            Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
        }

        var page = await site.PageAsync($"/releases/{Given.Id(1)}");
        Assert.Equal(["https://pictures.example/a.jpg"], page.QuerySelectorAll(".text img").Select(image => image.GetAttribute("src")));
        Assert.Equal("https://elsewhere.example/b.jpg", page.Attribute(".picture a", "href"));
    }

    [Fact]
    public async Task Pages_take_get_and_head_alone()
    {
        await using var site = await SiteHost.StartAsync();

        using var head = await site.SendAsync(HttpMethod.Head, "/fr");
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        using var options = await site.SendAsync(HttpMethod.Options, "/fr");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, options.StatusCode);
        using var post = await site.SendAsync(HttpMethod.Post, "/fr/releases");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
        Assert.Equal("text/html", post.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Programs_keep_their_problem_details()
    {
        await using var site = await SiteHost.StartAsync();

        using var response = await site.GetAsync("/api/nothing", ("Accept", "text/html"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("fr-CH, en;q=0.4", "Cette page n’existe pas")]
    [InlineData("es", "Esta página no existe")]
    [InlineData("en", "There is no such page")]
    public async Task Errors_help_in_the_readers_language(string accepted, string title)
    {
        await using var site = await SiteHost.StartAsync();

        var page = await site.PageAsync("/nothing", 404, ("Accept-Language", accepted));

        Assert.Equal(title, page.Text("h1"));
        Assert.Equal("q", page.Attribute("main form input", "name"));
        Assert.Equal("Esta página no existe", (await site.PageAsync("/es/nothing", 404, ("Accept-Language", accepted))).Text("h1"));
    }

    [Theory]
    [InlineData("--Newsroom:Colour=blue", "is no colour")]
    [InlineData("--Newsroom:Colour=#ffcc00", "asks for 4.5:1")]
    [InlineData("--Newsroom:Logo=/nowhere/logo.png", "is not there")]
    [InlineData("--Newsroom:Logo=/etc/hostname", "is none of")]
    [InlineData("--Newsroom:ImageHosts:0=https://a.example/", "is no host name")]
    public async Task A_brand_that_can_not_be_used_is_refused_at_start(string setting, string says)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => SiteHost.StartAsync(setting));

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_offices_name_logo_and_colour_are_on_every_page()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["logo.svg"], "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        await using var site = await SiteHost.StartAsync("--Newsroom:Name=Bureau du Fleuve", "--Newsroom:Colour=#7a1f3d", $"--Newsroom:Logo={folder["logo.svg"]}");

        var page = await site.PageAsync("/fr");
        Assert.Equal("Bureau du Fleuve", page.Text(".brand span"));
        using var logo = await site.GetAsync(page.Attribute(".brand img", "src")!);
        Assert.Equal("image/svg+xml", logo.Content.Headers.ContentType!.MediaType);
        Assert.Contains("sandbox", logo.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        using var stylesheet = await site.GetAsync(page.Attribute("link[rel=stylesheet]", "href")!);
        Assert.StartsWith(":root{--brand:#7a1f3d;", await stylesheet.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("public, max-age=31536000, immutable", stylesheet.Headers.CacheControl!.ToString().Replace("max-age=31536000, public", "public, max-age=31536000", StringComparison.Ordinal));
    }

    [Fact]
    public void Contrast_is_that_of_wcag()
    {
        Assert.Equal(21, Colour.White.Contrast(Colour.Black), 3);
        Assert.Equal(4.54, Colour.Parse("#767676")!.Value.Contrast(Colour.White), 2);
        Assert.True(Colour.Parse("#ffcc00")!.Value.TowardsUntil(Colour.Black, Colour.White, 4.5).Contrast(Colour.White) >= 4.5);
    }
}
