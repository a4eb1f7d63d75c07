using System.Text.Json;
using Microsoft.Playwright;

namespace Syndication.Browser.Tests;

/// <summary>Every page at desktop and phone width, in the light and in the dark.</summary>
public sealed class PageTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private const string Rules = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations']}";

    private static readonly string Screenshots = Path.Combine(Repository.Root, "artifacts", "screenshots");

    private static readonly (string Name, ViewportSize Size)[] Widths =
    [
        ("desktop", new ViewportSize { Width = 1280, Height = 900 }),
        ("phone", new ViewportSize { Width = 360, Height = 740 }),
    ];

    public static TheoryData<string> Names => [.. Address.All.Select(address => address.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_page_is_accessible_fits_and_asks_nobody_else(string name)
    {
        var address = Address.All.Single(address => address.Name == name);
        await using var context = await fixture.Browser.NewContextAsync(new BrowserNewContextOptions { Locale = "en-GB" });
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(fixture.Root.ToString(), StringComparison.Ordinal))
            {
                complaints.Add($"asked {request.Url}");
            }
        };

        foreach (var (width, size) in Widths)
        {
            await page.SetViewportSizeAsync(size.Width, size.Height);
            var response = await page.GotoAsync(new Uri(fixture.Root, fixture.Office.Expand(address.Path)).ToString());
            Assert.Equal(address.Status, response!.Status);
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
                await page.ScreenshotAsync(new PageScreenshotOptions
                {
                    Path = Path.Combine(Screenshots, $"{name}-{width}-{scheme.ToString().ToLowerInvariant()}.png"),
                    FullPage = true,
                });
                Assert.Equal("", await ViolationsAsync(page));
            }

            Assert.True(
                await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
                $"{address.Path} scrolls sideways at {size.Width} pixels.");
        }

        // Chromium reports the status of a page that is not 200 on its console; that is what was asked for.
        Assert.DoesNotContain(complaints, complaint => address.Status == 200 || !complaint.StartsWith("Failed to load resource", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Everything_works_without_script()
    {
        await using var context = await fixture.Browser.NewContextAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        foreach (var address in Address.All)
        {
            var response = await page.GotoAsync(new Uri(fixture.Root, fixture.Office.Expand(address.Path)).ToString());
            Assert.Equal(address.Status, response!.Status);
            Assert.NotEmpty(await page.Locator("h1").InnerTextAsync());
            Assert.Equal(0, await page.Locator("script:not([type='application/ld+json'])").CountAsync());
        }

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
        await using var context = await fixture.Browser.NewContextAsync();
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
        await using var context = await fixture.Browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 800, Height = 1100 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(fixture.Root, fixture.Office.Expand("/releases/{corrected}")).ToString());
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Screenshots, "release-printed.png"), FullPage = true });

        Assert.False(await page.Locator("nav.sections").IsVisibleAsync());
        Assert.False(await page.Locator("form").First.IsVisibleAsync());
        Assert.True(await page.Locator("address").IsVisibleAsync());
    }

    [Fact]
    public async Task The_html_of_every_page_is_valid()
    {
        Assert.NotNull(fixture.Browser);
        var folder = Directory.CreateDirectory(Path.Combine(NodePackages.Folder, "pages")).FullName;
        foreach (var address in Address.All)
        {
            using var response = await fixture.Client.GetAsync(new Uri(fixture.Office.Expand(address.Path), UriKind.Relative));
            await File.WriteAllTextAsync(Path.Combine(folder, address.Name + ".html"), await response.Content.ReadAsStringAsync());
        }

        var files = Address.All.Select(address => Path.Combine("pages", address.Name + ".html"));
        var (code, output) = await NodePackages.RunAsync(
            "node",
            ["node_modules/html-validate/bin/html-validate.mjs", "--config", Path.Combine(AppContext.BaseDirectory, ".htmlvalidate.json"), "--formatter", "text", .. files],
            TimeSpan.FromMinutes(2));

        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Stylesheets_have_bytes_wherever_the_program_was_started_from()
    {
        Assert.NotNull(fixture.Browser);
        var html = await fixture.Client.GetStringAsync(new Uri("/en", UriKind.Relative));
        var start = html.IndexOf("/assets/site.css", StringComparison.Ordinal);

        var css = await fixture.Client.GetByteArrayAsync(new Uri(html[start..html.IndexOf('"', start)], UriKind.Relative));

        Assert.InRange(css.Length, 5_000, 50_000);
    }

    // Evaluated by the debugger's protocol, which no policy of the page stands in the way of.
    private async Task<string> ViolationsAsync(IPage page)
    {
        await page.EvaluateAsync(fixture.Axe + "; undefined");
        var found = await page.EvaluateAsync<JsonElement>($"async () => (await axe.run(document, {Rules})).violations");
        return string.Join('\n', found.EnumerateArray().Select(violation =>
            $"{violation.GetProperty("id").GetString()}: {violation.GetProperty("help").GetString()}\n  "
            + string.Join("\n  ", violation.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("html").GetString()))));
    }
}
