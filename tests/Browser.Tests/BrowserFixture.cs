using System.Net.Http.Headers;
using Microsoft.Playwright;
using Syndication.Browser.Tests;

[assembly: AssemblyFixture(typeof(BrowserFixture))]

namespace Syndication.Browser.Tests;

/// <summary>One newsroom and one headless Chromium for all tests; what is missing skips them.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    internal static readonly NodePackages Packages = new("browser", "axe-core, caniemail and html-validate");

    // The shell first: the others open a whole window for each page, menus and all, which takes twice the time.
    private static readonly string[] Candidates = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    // Playwright's own 30 s are too few where other test programs have the processors.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Site _site = new();
    private string? _missing;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string? _session;

    internal Office Office { get; private set; } = null!;
    internal Uri Root => _site.Root;
    internal HttpClient Client => _site.Client;
    internal string Data => _site.Data;
    internal string Axe { get; private set; } = "";

    /// <summary>Skips a test that has no browser.</summary>
    internal void NeedsBrowser() => Assert.SkipWhen(_missing is not null, _missing ?? "");

    public async ValueTask InitializeAsync()
    {
        var chromium = Environment.GetEnvironmentVariable("SYNDICATION_TEST_CHROMIUM") ?? Array.Find(Candidates, File.Exists);
        _missing = chromium is null ? "Needs Chromium: install it (Debian: chromium), or set SYNDICATION_TEST_CHROMIUM to its path." : await Packages.InstallAsync();
        if (_missing is not null)
        {
            return;
        }

        Axe = await File.ReadAllTextAsync(Path.Combine(Packages.Folder, "node_modules", "axe-core", "axe.min.js"));
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        });
        await _site.StartedAsync();
        _site.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await _site.KeyAsync());
        Office = new Office(_site.Client, _site.Data);
        await Office.PublishAsync();
        await Eventually.HoldsAsync(
            async () => (await _site.Client.GetStringAsync(new Uri("/en/search?q=flood", UriKind.Relative))).Contains("Flood", StringComparison.Ordinal));
        await using var context = await ContextAsync();
        var page = await context.NewPageAsync();
        await Office.SubscribeAsync(page, Root);
        await page.GotoAsync(new Uri(Root, "/desk").ToString());
        await page.FillAsync("#key", await _site.KeyAsync());
        await page.PressAsync("#key", "Enter");
        await page.WaitForSelectorAsync(".who");
        _session = await context.StorageStateAsync();
    }

    internal async Task<IBrowserContext> ContextAsync(BrowserNewContextOptions? options = null)
    {
        NeedsBrowser();
        var context = await _browser!.NewContextAsync(options);
        context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        return context;
    }

    /// <summary>A browser as it is for who opens this page.</summary>
    internal async Task<IPage> OpenAsync(Address address, BrowserNewContextOptions options)
    {
        options.Locale = address.Locale;
        options.StorageState = address.IsDesk ? _session : null;
        return await (await ContextAsync(options)).NewPageAsync();
    }

    internal string UrlOf(Address address) => new Uri(Root, Office.Expand(address.Path)).ToString();

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
