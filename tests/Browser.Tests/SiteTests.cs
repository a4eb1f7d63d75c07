using Microsoft.Playwright;

namespace Syndication.Browser.Tests;

public sealed class SiteTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Everything_works_without_script()
    {
        foreach (var address in Address.All)
        {
            var opened = await fixture.OpenAsync(address, new BrowserNewContextOptions { JavaScriptEnabled = false });
            await using var own = opened.Context;
            var response = await opened.GotoAsync(fixture.UrlOf(address));
            Assert.Equal(address.Status, response!.Status);
            Assert.NotEmpty(await opened.Locator("h1").InnerTextAsync());
            Assert.Equal(0, await opened.Locator("script:not([type='application/ld+json'])").CountAsync());
        }

        await using var context = await fixture.ContextAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();

        // From the front page by the search box to a release, and on to what is like it.
        await page.GotoAsync(new Uri(fixture.Root, "/en").ToString());
        await page.FillAsync("input[name=q]", "flood warning");
        await page.PressAsync("input[name=q]", "Enter");
        await page.Locator(".browse a", new PageLocatorOptions { HasTextString = "Climate change" }).ClickAsync();
        await page.Locator(".item a", new PageLocatorOptions { HasTextString = "Flood warning service" }).ClickAsync();
        Assert.Equal("Flood warning service opens along the lower river", await page.Locator("h1").InnerTextAsync());
        await page.Locator(".subjects a", new PageLocatorOptions { HasTextString = "Switzerland" }).ClickAsync();
        Assert.Equal("Press releases: Switzerland", await page.Locator("h1").InnerTextAsync());
    }

    [Fact]
    public async Task The_keyboard_reaches_the_content_first()
    {
        await using var context = await fixture.ContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(fixture.Root, "/en").ToString());

        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the content", await page.Locator(":focus").InnerTextAsync());
        Assert.True((await page.Locator(":focus").BoundingBoxAsync())!.Y >= 0);
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("content", await page.Locator(":focus").GetAttributeAsync("id"));
        await page.Keyboard.PressAsync("Tab");
        Assert.NotEqual("none", await page.Locator(":focus").EvaluateAsync<string>("element => getComputedStyle(element).outlineStyle"));
    }

    [Fact]
    public async Task Printed_a_release_is_its_text_and_contacts()
    {
        await using var context = await fixture.ContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 800, Height = 1100 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(fixture.Root, fixture.Office.Expand("/releases/{corrected}")).ToString());
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Inspection.Screenshots, "release-printed.png"), FullPage = true });

        Assert.False(await page.Locator("nav.sections").IsVisibleAsync());
        Assert.False(await page.Locator("form").First.IsVisibleAsync());
        Assert.True(await page.Locator("address").IsVisibleAsync());
    }

    [Fact]
    public async Task The_html_of_every_page_is_valid()
    {
        fixture.NeedsBrowser();
        var folder = Directory.CreateDirectory(Path.Combine(BrowserFixture.Packages.Folder, "pages")).FullName;
        foreach (var address in Address.All)
        {
            // As it was sent, not as the browser mended it.
            var page = await fixture.OpenAsync(address, new BrowserNewContextOptions());
            await using var context = page.Context;
            var response = await context.APIRequest.GetAsync(fixture.UrlOf(address));
            await File.WriteAllTextAsync(Path.Combine(folder, address.Name + ".html"), await response.TextAsync());
        }

        var files = Address.All.Select(address => Path.Combine("pages", address.Name + ".html"));
        var (code, output) = await BrowserFixture.Packages.RunAsync(
            "node",
            ["node_modules/html-validate/bin/html-validate.mjs", "--config", Path.Combine(AppContext.BaseDirectory, ".htmlvalidate.json"), "--formatter", "text", .. files],
            TimeSpan.FromMinutes(2));

        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Stylesheets_have_bytes_wherever_the_program_was_started_from()
    {
        await using var context = await fixture.ContextAsync();
        var html = await (await context.APIRequest.GetAsync(new Uri(fixture.Root, "/en").ToString())).TextAsync();
        var start = html.IndexOf("/assets/site.css", StringComparison.Ordinal);

        var css = await context.APIRequest.GetAsync(new Uri(fixture.Root, html[start..html.IndexOf('"', start)]).ToString());

        Assert.InRange((await css.BodyAsync()).Length, 5_000, 50_000);
    }
}
