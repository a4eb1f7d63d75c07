using Microsoft.Playwright;

namespace Syndication.Browser.Tests;

/// <summary>Mails as their readers see them. Their pictures are left in artifacts/mails.</summary>
public sealed class MailTests(BrowserFixture fixture)
{
    private static readonly (string Name, ViewportSize Size)[] Screens =
        [("desktop", new ViewportSize { Width = 1000, Height = 800 }), ("phone", new ViewportSize { Width = 390, Height = 800 })];

    /// <summary>A mail has no landmarks: the program that shows it brings its own.</summary>
    private static readonly string Everything = Inspection.Everything[..^1] + ", rules: {'landmark-one-main': {enabled: false}, region: {enabled: false}}}";

    private static readonly string[] Languages = ["en", "es", "fr"];

    private static readonly string[] Cadences = ["immediate", "daily", "weekly"];

    private static readonly string[] Changes = ["changes-1", "changes-2", "changes-3", "letter-1"];

    private static readonly string Folder = Path.Combine(Repository.Root, "artifacts", "mails");

    [Fact]
    public async Task The_samples_of_every_language_and_cadence_are_fit_to_be_read()
    {
        fixture.NeedsBrowser();
        var mails = await Outbox.OfSamplesAsync();

        Assert.Superset(
            new HashSet<string>(from language in Languages from cadence in Cadences select $"{language}.{cadence}-1"),
            mails.Select(mail => mail.Name).ToHashSet());
        await InspectAsync(mails);
    }

    [Fact]
    public async Task Corrections_withdrawals_and_letters_are_fit_to_be_read()
    {
        fixture.NeedsBrowser();
        var mails = await Outbox.OfChangesAsync(fixture.Client, fixture.Data);

        Assert.Equal(
            from language in Languages from mail in Changes select $"{language}.{mail}",
            mails.Select(mail => mail.Name).Order(StringComparer.Ordinal));
        await InspectAsync(mails);
    }

    private async Task InspectAsync(IReadOnlyList<(string Name, string Html)> mails)
    {
        Directory.CreateDirectory(Folder);
        foreach (var (name, html) in mails)
        {
            await File.WriteAllTextAsync(Path.Combine(Folder, name + ".html"), html);
        }

        File.Copy(Path.Combine(AppContext.BaseDirectory, "lint-mail.mjs"), Path.Combine(BrowserFixture.Packages.Folder, "lint-mail.mjs"), overwrite: true);
        var (code, output) = await BrowserFixture.Packages.RunAsync("node", ["lint-mail.mjs", .. mails.Select(mail => Path.Combine(Folder, mail.Name + ".html"))], TimeSpan.FromMinutes(2));
        Assert.True(code == 0, output);
        foreach (var (screen, size) in Screens)
        {
            await using var context = await fixture.ContextAsync(new BrowserNewContextOptions { ViewportSize = size });
            var page = await context.NewPageAsync();
            var asked = new List<string>();
            page.Request += (_, request) => asked.Add(request.Url);
            foreach (var (name, html) in mails)
            {
                await page.SetContentAsync(html);
                await page.EvaluateAsync(fixture.Axe + "; undefined");
                foreach (var (scheme, rules) in new[] { (ColorScheme.Light, Everything), (ColorScheme.Dark, Inspection.Contrast) })
                {
                    await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
                    await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{name}-{screen}-{scheme.ToString().ToLowerInvariant()}.png"), FullPage = true });
                    var violations = await Inspection.ViolationsAsync(page, rules);
                    Assert.True(violations.Length == 0, $"{name}, {screen}, {scheme}: {violations}");
                }

                Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{name} scrolls sideways at {size.Width} pixels.");
            }

            Assert.Empty(asked);
        }
    }
}
