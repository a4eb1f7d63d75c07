using System.Net;

namespace Syndication.Newsroom.Tests.Desk;

public sealed class CookieTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Behind_https_every_cookie_is_a_host_cookie()
    {
        await using var host = await DeskHost.StartAsync(_folder.Path, null, "--Syndication:PublicUrl=https://news.example");
        using var browser = host.Browser();
        await browser.SignInAsync(host.AdminKey);
        await browser.SubmitAsync("/desk", "/desk/language", ("tag", "es"));

        Assert.Equal(["__Host-desk", "__Host-desk-language", "__Host-form"], browser.Cookies.Keys.Order());
        Assert.All(browser.SetCookies, cookie =>
        {
            Assert.Contains("; path=/", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        });
        Assert.DoesNotContain(browser.SetCookies, cookie => cookie.StartsWith("__Host-desk=C", StringComparison.Ordinal) && cookie.Contains("expires", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task On_loopback_they_go_without_and_over_plain_http_from_elsewhere_the_desk_says_what_it_needs()
    {
        await using (var host = await DeskHost.StartAsync(_folder.Path))
        {
            using var browser = host.Browser();
            await browser.SignInAsync(host.AdminKey);
            Assert.Equal(["desk", "form"], browser.Cookies.Keys.Order());
            Assert.All(browser.SetCookies, cookie => Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase));
        }

        await using var open = await DeskHost.StartAsync(_folder.Path, null, "--Syndication:PublicUrl=http://news.example");
        using var other = open.Browser();
        Assert.Contains("The desk needs https", (await other.GetAsync("/desk")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_outlives_the_process_and_its_ring_is_wrapped()
    {
        Dictionary<string, string> cookies;
        await using (var host = await DeskHost.StartAsync(_folder.Path))
        {
            using var browser = host.Browser();
            await browser.SignInAsync(host.AdminKey);
            cookies = browser.Cookies;
        }

        await using (var again = await DeskHost.StartAsync(_folder.Path))
        {
            using var browser = again.Browser();
            foreach (var (name, value) in cookies)
            {
                browser.Cookies[name] = value;
            }

            Assert.Contains("Signed in as", (await browser.GetAsync("/desk")).Html, StringComparison.Ordinal);
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["keys/ring.key"]));
        var stored = await File.ReadAllTextAsync(_folder["newsroom.db"], global::System.Text.Encoding.Latin1) + await WalAsync();
        Assert.DoesNotContain("masterKey", stored, StringComparison.Ordinal);

        // The key lost: people sign in again, and nothing else happens.
        File.Delete(_folder["keys/ring.key"]);
        await using var lost = await DeskHost.StartAsync(_folder.Path);
        using var anew = lost.Browser();
        Assert.Equal(HttpStatusCode.OK, (await anew.SignInAsync(lost.AdminKey)).Status);
    }

    private async Task<string> WalAsync() =>
        File.Exists(_folder["newsroom.db-wal"]) ? await File.ReadAllTextAsync(_folder["newsroom.db-wal"], global::System.Text.Encoding.Latin1) : "";
}
