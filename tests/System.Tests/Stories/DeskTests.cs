using System.Net;
using System.Text;

namespace Syndication.System.Tests.Stories;

/// <summary>A press officer at the desk, in a browser without scripts.</summary>
public abstract class DeskTests(NewsroomFixture fixture)
{
    private static readonly string[] Consumers = ["list-release", "project-feed-item", "index-release", "project-page", "note-arrival", "deliver-release"];

    private readonly Newsroom _newsroom = fixture.Newsroom;

    [Fact]
    public async Task A_page_in_doubt_is_accepted_at_the_desk_and_reaches_the_feed_and_another_is_discarded()
    {
        var accepted = await QuarantineAsync("Lock fees for the desk", "locks");
        var discarded = await QuarantineAsync("Draft for the desk", "draft");
        using var browser = await SignInAsync();
        var desk = (await browser.GetAsync("/desk")).Html;
        Assert.Contains($"/desk/quarantine/{accepted}", desk, StringComparison.Ordinal);
        Assert.Contains($"/desk/quarantine/{discarded}", desk, StringComparison.Ordinal);

        var page = $"/desk/quarantine/{accepted}";
        Assert.Contains("EMBARGOED UNTIL", (await browser.GetAsync(page)).Html, StringComparison.Ordinal);
        var done = await browser.SubmitAsync(page, $"{page}?handler=Accept", ("headline", "Lock fees rise at the desk"), ("language", "en"), ("bodyText", "The fee rises."), ("embargoOver", "true"));
        Assert.Contains("The page was accepted.", done.Html, StringComparison.Ordinal);
        var gone = await browser.SubmitAsync($"/desk/quarantine/{discarded}", $"/desk/quarantine/{discarded}?handler=Discard", ("sure", "true"));
        Assert.Contains("The page was discarded.", gone.Html, StringComparison.Ordinal);

        await _newsroom.QuietAsync();
        Assert.Contains("Lock fees rise at the desk", await _newsroom.FeedTitlesAsync("en"));
        Assert.DoesNotContain("Draft for the desk", await _newsroom.FeedTitlesAsync("en"));
    }

    [Fact]
    public async Task The_desk_sees_every_service_and_what_is_held()
    {
        var held = Api.Release("Held for the desk");
        held["publishAt"] = "2031-05-03T00:01:00Z";
        await _newsroom.Admin.PostAsync("/api/releases", held).JsonAsync(HttpStatusCode.Accepted);
        using var browser = await SignInAsync();

        var desk = (await browser.GetAsync("/desk")).Html;

        Assert.Contains("2031-05-03 00:01", desk, StringComparison.Ordinal);
        Assert.All(Consumers, consumer => Assert.Contains($"<code>{consumer}</code>", desk, StringComparison.Ordinal));
        Assert.DoesNotContain("does not answer", desk, StringComparison.Ordinal);
    }

    private async Task<PageClient> SignInAsync()
    {
        var browser = new PageClient(_newsroom.Client.BaseAddress!);
        var desk = await browser.SignInAsync(_newsroom.AdministratorKey);
        Assert.Contains("Signed in as", desk.Html, StringComparison.Ordinal);
        return browser;
    }

    private async Task<string> QuarantineAsync(string headline, string name)
    {
        var page = Encoding.UTF8.GetBytes($"""
            <!DOCTYPE html><html lang="en"><head><title>{headline}</title></head><body><main><article><h1>{headline}</h1>
            <p>LAKE CITY - EMBARGOED UNTIL 00:01 GMT 3 May 2031. The fee of the lock rises by two per cent.</p>
            <p>The Lake Office expects skippers to pay at the gate, and keeps one lane open for barges in every season.</p>
            </article></main></body></html>
            """);
        var document = await _newsroom.Admin.PostPageAsync(page, "text/html", url: $"https://lake.example.org/desk/{name}").JsonAsync(HttpStatusCode.Accepted);
        return document.Text("quarantineId");
    }
}
