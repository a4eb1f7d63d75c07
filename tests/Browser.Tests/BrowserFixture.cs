using Microsoft.Playwright;
using Syndication.Browser.Tests;

[assembly: AssemblyFixture(typeof(BrowserFixture))]

namespace Syndication.Browser.Tests;

/// <summary>One newsroom and one headless Chromium for all tests; what is missing skips them.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Candidates = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly Site _site = new();
    private string? _missing;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal Office Office { get; private set; } = null!;
    internal Uri Root => _site.Root;
    internal HttpClient Client => _site.Client;
    internal string Axe { get; private set; } = "";

    /// <summary>Skips a test that has no browser.</summary>
    internal IBrowser Browser
    {
        get
        {
            Assert.SkipWhen(_missing is not null, _missing ?? "");
            return _browser!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        var chromium = Environment.GetEnvironmentVariable("SYNDICATION_TEST_CHROMIUM") ?? Array.Find(Candidates, File.Exists);
        _missing = chromium is null ? "Needs Chromium: install it (Debian: chromium), or set SYNDICATION_TEST_CHROMIUM to its path." : await NodePackages.InstallAsync();
        if (_missing is not null)
        {
            return;
        }

        Axe = await File.ReadAllTextAsync(Path.Combine(NodePackages.Folder, "node_modules", "axe-core", "axe.min.js"));
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        });
        await _site.StartedAsync();
        Office = new Office(_site.Client, _site.Data);
        await Office.PublishAsync();
        await Eventually.HoldsAsync(
            async () => (await _site.Client.GetStringAsync(new Uri("/en/search?q=flood", UriKind.Relative))).Contains("Flood", StringComparison.Ordinal),
            TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        await _site.DisposeAsync();
    }
}
