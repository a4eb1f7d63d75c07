using System.Net;
using AngleSharp.Html.Parser;

namespace Syndication.Newsroom.Tests.Desk;

/// <summary>Who gets in, for how long, and what the browser is told.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly Stumbling _stumbling = new();
    private DeskHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await DeskHost.StartAsync(_folder.Path, _stumbling);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_administrator_signs_in_and_out()
    {
        using var browser = _host.Browser();
        Assert.Contains("""<input id="key" name="key" type="password" """, (await browser.GetAsync("/desk")).Html, StringComparison.Ordinal);

        var desk = await browser.SignInAsync(_host.AdminKey);
        Assert.Equal((HttpStatusCode.OK, "/desk"), (desk.Status, desk.Address));
        Assert.Contains("Signed in as <strong>administrator</strong>", desk.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(_host.AdminKey, desk.Html, StringComparison.Ordinal);
        var session = browser.Cookies["desk"];

        var left = await browser.SubmitAsync("/desk", "/desk?handler=SignOut");
        Assert.DoesNotContain("Signed in as", left.Html, StringComparison.Ordinal);

        // The session is over, not only the browser's memory of it.
        browser.Cookies["desk"] = session;
        Assert.DoesNotContain("Signed in as", (await browser.GetAsync("/desk")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_expired_and_revoked_keys_are_refused_alike_and_one_without_scope_is_told_so()
    {
        var (revoked, id) = await _host.MakeKeyAsync("gone", "desk");
        using (await _host.Admin.DeleteAsync(new Uri($"/api/keys/{id}", UriKind.Relative)))
        {
        }

        var (expired, _) = await _host.MakeKeyAsync("short", "desk", _stumbling.Clock.GetUtcNow().AddMinutes(1));
        _stumbling.Clock.Advance(TimeSpan.FromMinutes(1));
        using var browser = _host.Browser();
        foreach (var key in new[] { revoked, expired, "", "nonsense", Hosting.Keys.KeyText.Make().Text })
        {
            var refused = await browser.SignInAsync(key);
            Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
            Assert.Contains("This key is unknown, expired or revoked.", refused.Html, StringComparison.Ordinal);
        }

        var (partner, _) = await _host.MakeKeyAsync("site", "partner");
        Assert.Contains("it has no scope for the desk", (await browser.SignInAsync(partner)).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("desk", browser.Cookies.Keys);
    }

    [Fact]
    public async Task Trying_keys_is_slowed_down()
    {
        using var browser = _host.Browser();
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 14; i++)
        {
            statuses.Add((await browser.SignInAsync(Hosting.Keys.KeyText.Make().Text)).Status);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await browser.SignInAsync(_host.AdminKey)).Status);
    }

    [Fact]
    public async Task A_session_ends_with_its_key_at_the_next_request()
    {
        var (key, id) = await _host.MakeKeyAsync("press office", "desk");
        using var browser = _host.Browser();
        Assert.Contains("press office", (await browser.SignInAsync(key)).Html, StringComparison.Ordinal);

        using var revoked = await _host.Admin.DeleteAsync(new Uri($"/api/keys/{id}", UriKind.Relative));

        Assert.DoesNotContain("Signed in as", (await browser.GetAsync("/desk")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_ends_after_eight_hours_without_a_request_and_24_in_all()
    {
        using var browser = _host.Browser();
        await browser.SignInAsync(_host.AdminKey);
        foreach (var hours in new[] { 7.9, 7.9 })
        {
            _stumbling.Clock.Advance(TimeSpan.FromHours(hours));
            Assert.True(await IsInAsync(browser), "It ended early.");
        }

        _stumbling.Clock.Advance(TimeSpan.FromHours(8.2));
        Assert.False(await IsInAsync(browser));

        await browser.SignInAsync(_host.AdminKey);
        _stumbling.Clock.Advance(TimeSpan.FromHours(8));
        Assert.False(await IsInAsync(browser));

        await browser.SignInAsync(_host.AdminKey);
        for (var hours = 0; hours < 20; hours += 5)
        {
            _stumbling.Clock.Advance(TimeSpan.FromHours(5));
            Assert.True(await IsInAsync(browser), $"It ended after {hours + 5} hours.");
        }

        _stumbling.Clock.Advance(TimeSpan.FromHours(4));
        Assert.False(await IsInAsync(browser));
    }

    [Theory]
    [InlineData("/desk/keys?handler=Make")]
    [InlineData("/desk?handler=Hold")]
    public async Task What_is_sent_once_a_session_is_over_is_done_when_it_is_sent_again_after_signing_in(string action)
    {
        using var browser = _host.Browser();
        var opened = await browser.SignInAsync(_host.AdminKey);
        var token = new HtmlParser().ParseDocument(opened.Html).QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        (string, string)[] typed = [("name", "island office"), ("scopes", "ingest"), ("channel", "mail"), ("reason", "A doubt."), ("__RequestVerificationToken", token)];
        _stumbling.Clock.Advance(TimeSpan.FromHours(24));

        var over = await browser.PostAsync(action, typed);
        Assert.Equal((HttpStatusCode.Forbidden, action), (over.Status, over.Address));
        Assert.DoesNotContain("Location", over.Headers.Keys);
        Assert.Contains("Your session is over.", over.Html, StringComparison.Ordinal);
        Assert.Equal(0, await DoneAsync());

        await browser.SignInAsync(_host.AdminKey);
        var again = await browser.PostAsync(action, typed);
        Assert.Equal((HttpStatusCode.OK, action.Split('?')[0]), (again.Status, again.Address));
        Assert.Equal(1, await DoneAsync());

        // Keys beside the administrator's, and holds.
        async Task<int> DoneAsync() =>
            (await _host.GetAsync("/api/keys"))["items"]!.AsArray().Count - 1 + (await _host.GetAsync("/api/hold"))["items"]!.AsArray().Count;
    }

    /// <summary>Browsers keep strict cookies from a link on another site, and would take a form's new cookie for the one they have.</summary>
    [Theory]
    [InlineData("/desk")]
    [InlineData("/desk/releases/0d1c8a52-6f0e-4f53-9d3e-0a6d8f0a4b11?after=a%22%3E&more=b")]
    public async Task A_link_on_another_site_is_followed_once_more_from_here_and_sets_no_cookie(string address)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = _host.Address };
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.True(answer.Headers.CacheControl?.NoStore);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal($"0;url={address}", page.QuerySelector("meta[http-equiv=refresh]")?.GetAttribute("content"));
        Assert.Equal(address, page.QuerySelector("main a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Whoever_comes_to_a_page_first_gets_there_after_signing_in_and_nowhere_else()
    {
        using var browser = _host.Browser();
        var asked = await browser.GetAsync("/desk/keys");
        Assert.Contains("""name="returnUrl" value="/desk/keys" """.TrimEnd(), asked.Html, StringComparison.Ordinal);

        var arrived = await browser.SubmitAsync("/desk", "/desk?handler=SignIn", ("key", _host.AdminKey), ("returnUrl", "/desk/keys"));
        Assert.Equal("/desk/keys", arrived.Address);
        foreach (var elsewhere in new[] { "https://evil.example/desk", "//evil.example/desk", "/en", "/desk@evil.example", "/deskevil" })
        {
            Assert.Equal("/desk", (await browser.SubmitAsync("/desk", "/desk?handler=SignIn", ("key", _host.AdminKey), ("returnUrl", elsewhere))).Address);
        }
    }

    [Fact]
    public async Task It_speaks_the_language_of_the_browser_or_the_one_that_was_chosen()
    {
        using var browser = _host.Browser();
        browser.AcceptLanguage = "de, es;q=0.8, fr;q=0.5";
        Assert.Contains("""<html lang="es" """, (await browser.GetAsync("/desk")).Html, StringComparison.Ordinal);

        var chosen = await browser.SubmitAsync("/desk", "/desk/language", ("tag", "fr"), ("back", "/desk"));
        Assert.Contains("""<html lang="fr" """, chosen.Html, StringComparison.Ordinal);
        Assert.Contains("Se connecter", chosen.Html, StringComparison.Ordinal);
    }

    private static async Task<bool> IsInAsync(PageClient browser) => (await browser.GetAsync("/desk")).Html.Contains("Signed in as", StringComparison.Ordinal);
}
