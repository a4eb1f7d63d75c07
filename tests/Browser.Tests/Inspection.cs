using System.Text.Json;
using Microsoft.Playwright;

namespace Syndication.Browser.Tests;

/// <summary>What every page has to stand, at one width, in the light and in the dark.</summary>
internal static class Inspection
{
    public const string Everything = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations']}";

    // All that the dark changes.
    public const string Contrast = "{runOnly: {type: 'rule', values: ['color-contrast']}, resultTypes: ['violations']}";

    public static string Screenshots { get; } = Path.Combine(Repository.Root, "artifacts", "screenshots");

    public static async Task RunAsync(BrowserFixture fixture, string name, string width, ViewportSize size)
    {
        var address = Address.All.Single(address => address.Name == name);
        var page = await fixture.OpenAsync(address, new BrowserNewContextOptions { ViewportSize = size });
        await using var context = page.Context;
        var complaints = Listen(page, fixture.Root);
        var response = await page.GotoAsync(fixture.UrlOf(address));
        Assert.Equal(address.Status, response!.Status);

        // Evaluated by the debugger's protocol, which no policy of the page stands in the way of.
        await page.EvaluateAsync(fixture.Axe + "; undefined");
        foreach (var (scheme, rules) in new[] { (ColorScheme.Light, Everything), (ColorScheme.Dark, Contrast) })
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            var file = $"{name}-{width}-{scheme.ToString().ToLowerInvariant()}.png";
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Screenshots, file), FullPage = true });
            var violations = await ViolationsAsync(page, rules);
            Assert.True(violations.Length == 0, violations);
        }

        Assert.True(
            await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
            $"{address.Path} scrolls sideways at {size.Width} pixels.");

        // Chromium tells of a page that is not 200 on its console; that is what was asked for.
        Assert.DoesNotContain(complaints, complaint => address.Status == 200 || !complaint.StartsWith("Failed to load resource", StringComparison.Ordinal));
    }

    private static List<string> Listen(IPage page, Uri root)
    {
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(root.ToString(), StringComparison.Ordinal))
            {
                complaints.Add($"asked {request.Url}");
            }
        };
        return complaints;
    }

    /// <summary>What axe-core complains of; it has to be in the page already.</summary>
    public static async Task<string> ViolationsAsync(IPage page, string rules)
    {
        var found = await page.EvaluateAsync<JsonElement>($"async () => (await axe.run(document, {rules})).violations");
        return string.Join('\n', found.EnumerateArray().Select(violation =>
            $"{violation.GetProperty("id").GetString()}: {violation.GetProperty("help").GetString()}\n  "
            + string.Join("\n  ", violation.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("html").GetString()))));
    }
}
