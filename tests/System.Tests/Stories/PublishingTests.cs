using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Syndication.System.Tests.Stories;

/// <summary>From a release to its readers, and what becomes of it afterwards.</summary>
public abstract class PublishingTests(NewsroomFixture fixture)
{
    private readonly Newsroom _newsroom = fixture.Newsroom;

    [Fact]
    public async Task A_release_reaches_every_feed_format_the_list_and_the_search()
    {
        var posted = await _newsroom.Admin.PostAsync("/api/releases", Api.Release("Zephyr ferry reopens", "The zephyrine ferry crossed the lake again.")).JsonAsync(HttpStatusCode.Created);
        await _newsroom.QuietAsync();

        Assert.Equal("published", posted.Text("status"));
        Assert.Equal("given", posted.Text("publishedAtSource"));
        Assert.Contains("Zephyr ferry reopens", await _newsroom.FeedTitlesAsync("en"));
        Assert.Contains("Zephyr ferry reopens", (await _newsroom.AtomAsync("en")).Descendants(Api.Atom + "title").Select(title => title.Value));
        Assert.Equal([posted.Id()], await _newsroom.SearchAsync("zephyrine"));
        var list = await _newsroom.GetAsync("/api/releases?lang=en&pageSize=200");
        Assert.Contains(posted.Id(), list["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>()));
        Assert.Equal(posted.ToJsonString(), (await _newsroom.GetAsync($"/api/releases/{posted.Id()}")).ToJsonString());
    }

    [Fact]
    public async Task The_site_shows_a_release_its_correction_its_withdrawal_and_its_killing()
    {
        var posted = await _newsroom.Admin.PostAsync("/api/releases", Api.Release("Lanternfish seen in the lake", "Nobody had seen a lanternfish here.")).JsonAsync(HttpStatusCode.Created);
        var other = await _newsroom.Admin.PostAsync("/api/releases", Api.Release("Lanternfish festival", "It is on Sunday.")).JsonAsync(HttpStatusCode.Created);
        await _newsroom.QuietAsync();
        var page = $"/releases/{posted.Id()}";

        Assert.Contains("Nobody had seen a lanternfish here.", await PageAsync(page, HttpStatusCode.OK), StringComparison.Ordinal);
        Assert.Contains(page, await PageAsync("/en/releases", HttpStatusCode.OK), StringComparison.Ordinal);

        var corrected = Api.Release("Lanternfish not seen in the lake", "It was a trout.");
        corrected["significance"] = "correction";
        corrected["changeNote"] = "It was another fish.";
        await _newsroom.Admin.PutAsync($"/api{page}", corrected, 1).JsonAsync(HttpStatusCode.OK);
        await _newsroom.Admin.PostAsync($"/api/releases/{other.Id()}/retraction", new JsonObject { ["kind"] = "kill", ["notice"] = "There is no festival." }).JsonAsync(HttpStatusCode.OK);
        await _newsroom.QuietAsync();
        Assert.Contains("It was another fish.", await PageAsync(page, HttpStatusCode.OK), StringComparison.Ordinal);
        Assert.DoesNotContain("It is on Sunday.", await PageAsync($"/releases/{other.Id()}", HttpStatusCode.Gone), StringComparison.Ordinal);

        await _newsroom.Admin.PostAsync($"/api{page}/retraction", new JsonObject { ["kind"] = "withdrawal", ["notice"] = "The trout has been withdrawn." }).JsonAsync(HttpStatusCode.OK);
        await _newsroom.QuietAsync();
        Assert.Contains("The trout has been withdrawn.", await PageAsync(page, HttpStatusCode.OK), StringComparison.Ordinal);
    }

    private async Task<string> PageAsync(string address, HttpStatusCode status)
    {
        using var answer = await _newsroom.Client.GetAsync(new Uri(address, UriKind.Relative));
        var html = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{address} answered {(int)answer.StatusCode}: {html}");
        return WebUtility.HtmlDecode(html);
    }

    [Fact]
    public async Task A_correction_moves_updated_and_a_minor_edit_does_not()
    {
        var posted = await _newsroom.Admin.PostAsync("/api/releases", Api.Release("Quayside count")).JsonAsync(HttpStatusCode.Created);
        var address = $"/api/releases/{posted.Id()}";

        var minor = await _newsroom.Admin.PutAsync(address, Api.Release("Quayside count", "The ferry crossed the lake."), 1).JsonAsync(HttpStatusCode.OK);
        Assert.Equal(posted.Text("updatedAt"), minor.Text("updatedAt"));

        var corrected = Api.Release("Quayside count, corrected");
        corrected["significance"] = "correction";
        corrected["changeNote"] = "The count was of boats, not of people.";
        var correction = await _newsroom.Admin.PutAsync(address, corrected, 2).JsonAsync(HttpStatusCode.OK);
        await _newsroom.QuietAsync();

        Assert.NotEqual(posted.Text("updatedAt"), correction.Text("updatedAt"));
        Assert.Equal(3, correction["version"]!.GetValue<int>());
        var titles = await _newsroom.FeedTitlesAsync("en");
        Assert.Contains("Quayside count, corrected", titles);
        Assert.DoesNotContain("Quayside count", titles);
        var json = await _newsroom.GetAsync("/feeds/en.json");
        var item = json["items"]!.AsArray().Single(item => item!["title"]!.GetValue<string>() == "Quayside count, corrected")!;
        Assert.Contains("The count was of boats, not of people.", item["content_html"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_of_another_version_is_told_both_sides_and_one_of_no_version_is_asked_for_it()
    {
        var posted = await _newsroom.Admin.PostAsync("/api/releases", Api.Release("Harbour rules")).JsonAsync(HttpStatusCode.Created);
        var address = $"/api/releases/{posted.Id()}";

        await _newsroom.Admin.PutAsync(address, Api.Release("Harbour rules"), null).JsonAsync(HttpStatusCode.PreconditionRequired);
        var conflict = await _newsroom.Admin.PutAsync(address, Api.Release("Harbour rules, mine"), 7).JsonAsync(HttpStatusCode.Conflict);
        Assert.Equal("Harbour rules", conflict["current"]!["headline"]!.GetValue<string>());
        Assert.Equal("Harbour rules, mine", conflict["yours"]!["headline"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_withdrawal_leaves_a_notice_and_a_reinstatement_brings_the_release_back()
    {
        var posted = await _newsroom.Admin.PostAsync("/api/releases", Api.Release("Wharfinger appointed", "A wharfinger was appointed.")).JsonAsync(HttpStatusCode.Created);
        var address = $"/api/releases/{posted.Id()}";
        var retraction = new JsonObject { ["kind"] = "withdrawal", ["notice"] = "Published by mistake.", ["reason"] = "The board had not met." };

        var withdrawn = await _newsroom.Admin.PostAsync($"{address}/retraction", retraction).JsonAsync(HttpStatusCode.OK);
        await _newsroom.QuietAsync();
        Assert.Equal("withdrawn", withdrawn.Text("status"));
        var open = await _newsroom.GetAsync(address);
        Assert.Equal("Published by mistake.", open["retraction"]!["notice"]!.GetValue<string>());
        Assert.DoesNotContain("The board had not met", open.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(await _newsroom.SearchAsync("wharfinger"));
        var feed = await _newsroom.AtomAsync("en");
        Assert.Single(feed.Descendants(Api.Tombstones + "deleted-entry"), entry => entry.ToString().Contains("Published by mistake.", StringComparison.Ordinal));
        Assert.DoesNotContain("Wharfinger appointed", feed.Descendants(Api.Atom + "entry").Select(entry => entry.Element(Api.Atom + "title")!.Value));

        using var request = new HttpRequestMessage(HttpMethod.Delete, $"{address}/retraction");
        var reinstated = await _newsroom.Admin.SendAsync(request).JsonAsync(HttpStatusCode.OK);
        await _newsroom.QuietAsync();
        Assert.Equal("published", reinstated.Text("status"));
        Assert.Equal([posted.Id()], await _newsroom.SearchAsync("wharfinger"));
        Assert.Contains("Wharfinger appointed", await _newsroom.FeedTitlesAsync("en"));
    }

    [Fact]
    public async Task A_killed_release_is_gone_for_good_and_shows_nothing_of_itself()
    {
        var posted = await _newsroom.Admin.PostAsync("/api/releases", Api.Release("Bollard inventory", "Nobody may read of the bollardry.")).JsonAsync(HttpStatusCode.Created);
        await _newsroom.QuietAsync();
        await _newsroom.Admin.PostAsync($"/api/releases/{posted.Id()}/retraction", new JsonObject { ["kind"] = "kill", ["notice"] = "Taken back." }).JsonAsync(HttpStatusCode.OK);
        await _newsroom.QuietAsync();

        await _newsroom.Client.GetAsync(new Uri($"/api/releases/{posted.Id()}", UriKind.Relative)).JsonAsync(HttpStatusCode.Gone);
        Assert.Empty(await _newsroom.SearchAsync("bollardry"));
        foreach (var format in new[] { "rss", "atom", "json" })
        {
            var feed = await _newsroom.Client.GetStringAsync(new Uri($"/feeds/en.{format}", UriKind.Relative));
            Assert.DoesNotContain("ollard", feed, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_redirected_release_leads_to_its_successor()
    {
        var old = await _newsroom.Admin.PostAsync("/api/releases", Api.Release("Old pier")).JsonAsync(HttpStatusCode.Created);
        var next = await _newsroom.Admin.PostAsync("/api/releases", Api.Release("New pier")).JsonAsync(HttpStatusCode.Created);
        await _newsroom.Admin.PostAsync($"/api/releases/{old.Id()}/retraction", new JsonObject { ["kind"] = "redirect", ["redirectTo"] = next.Id() }).JsonAsync(HttpStatusCode.OK);

        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = _newsroom.Client.BaseAddress };
        using var answer = await client.GetAsync(new Uri($"/api/releases/{old.Id()}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.PermanentRedirect, answer.StatusCode);
        Assert.Equal($"/api/releases/{next.Id()}", answer.Headers.Location!.ToString());
        await _newsroom.Admin.PostAsync($"/api/releases/{old.Id()}/retraction", new JsonObject { ["kind"] = "redirect", ["redirectTo"] = old.Id() }).JsonAsync(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_request_made_twice_with_one_key_publishes_once()
    {
        var release = Api.Release("Idempotent lighthouse");
        var first = await _newsroom.Admin.PostAsync("/api/releases", release.DeepClone(), "lighthouse-1").JsonAsync(HttpStatusCode.Created);
        var second = await _newsroom.Admin.PostAsync("/api/releases", release.DeepClone(), "lighthouse-1").JsonAsync(HttpStatusCode.OK);
        Assert.Equal(first.Id(), second.Id());

        await _newsroom.Admin.PostAsync("/api/releases", Api.Release("Another lighthouse"), "lighthouse-1").JsonAsync(HttpStatusCode.Conflict);
        var third = await _newsroom.Admin.PostAsync("/api/releases", release.DeepClone(), "lighthouse-2").JsonAsync(HttpStatusCode.Created);
        Assert.NotEqual(first.Id(), third.Id());
    }

    [Fact]
    public async Task A_url_in_any_spelling_is_one_release()
    {
        var release = Api.Release("Canonical mooring");
        release["canonicalUrl"] = "https://www.lake.example.org/news/mooring/?utm_source=mail";
        var first = await _newsroom.Admin.PostAsync("/api/releases", release.DeepClone()).JsonAsync(HttpStatusCode.Created);

        await _newsroom.Admin.PostAsync("/api/releases", release.DeepClone()).JsonAsync(HttpStatusCode.OK);
        release["canonicalUrl"] = "http://lake.example.org/news/mooring#top";
        var conflict = await _newsroom.Admin.PostAsync("/api/releases", release.DeepClone()).JsonAsync(HttpStatusCode.Conflict);
        Assert.Equal(first.Id(), conflict["current"]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_held_release_is_known_to_the_desk_alone_until_its_time()
    {
        var release = Api.Release("Embargoed breakwater", "The breakwaterish plan.");
        release["embargoUntil"] = DateTimeOffset.UtcNow.AddSeconds(4).ToString("O");
        var held = await _newsroom.Admin.PostAsync("/api/releases", release).JsonAsync(HttpStatusCode.Accepted);
        var address = $"/api/releases/{held.Id()}";
        await _newsroom.QuietAsync();

        Assert.Equal("held", held.Text("status"));
        Assert.Equal("held", (await _newsroom.Admin.GetAsync(new Uri(address, UriKind.Relative)).JsonAsync(HttpStatusCode.OK)).Text("status"));
        var unpublished = await _newsroom.Client.GetAsync(new Uri(address, UriKind.Relative)).JsonAsync(HttpStatusCode.NotFound);
        var unknownId = Guid.NewGuid();
        var unknown = await _newsroom.Client.GetAsync(new Uri($"/api/releases/{unknownId}", UriKind.Relative)).JsonAsync(HttpStatusCode.NotFound);
        Assert.Equal(unknown.ToJsonString().Replace($"{unknownId}", held.Id(), StringComparison.Ordinal), unpublished.ToJsonString());
        Assert.DoesNotContain("Embargoed breakwater", await _newsroom.FeedTitlesAsync("en"));
        Assert.Empty(await _newsroom.SearchAsync("breakwaterish"));

        await Eventually.HoldsAsync(async () => (await _newsroom.SearchAsync("breakwaterish")).Contains(held.Id()));
        await _newsroom.QuietAsync();
        Assert.Contains("Embargoed breakwater", await _newsroom.FeedTitlesAsync("en"));
        Assert.Equal("published", (await _newsroom.GetAsync(address)).Text("status"));
    }

    [Fact]
    public async Task A_held_release_is_edited_and_cancelled_by_the_desk()
    {
        var release = Api.Release("Held headland");
        release["publishAt"] = "2099-01-01T00:00:00Z";
        var held = await _newsroom.Admin.PostAsync("/api/releases", release.DeepClone()).JsonAsync(HttpStatusCode.Accepted);
        var address = $"/api/releases/{held.Id()}";
        release["headline"] = "Held headland, edited";

        var edited = await _newsroom.Admin.PutAsync(address, release.DeepClone(), 1).JsonAsync(HttpStatusCode.Accepted);
        Assert.Equal(2, edited["version"]!.GetValue<int>());
        await _newsroom.Admin.PutAsync(address, release.DeepClone(), 1).JsonAsync(HttpStatusCode.Conflict);
        Assert.Equal("Held headland, edited", (await _newsroom.Admin.GetAsync(new Uri(address, UriKind.Relative)).JsonAsync(HttpStatusCode.OK)).Text("headline"));

        await _newsroom.Admin.PostAsync($"{address}/retraction", new JsonObject { ["kind"] = "kill", ["notice"] = "Not now." }).JsonAsync(HttpStatusCode.NoContent);
        await _newsroom.Admin.GetAsync(new Uri(address, UriKind.Relative)).JsonAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_page_accepted_for_a_later_time_waits_and_its_page_changes_nothing()
    {
        const string Url = "https://lake.example.org/news/sluice";
        var page = Page("The sluice closes", "Under embargo until 3 May 2031.");
        var doubt = await _newsroom.Admin.PostPageAsync(page, "text/html", url: Url).JsonAsync(HttpStatusCode.Accepted);
        var due = DateTimeOffset.UtcNow.AddSeconds(3).ToString("O");
        var held = await _newsroom.Admin.PostAsync(
            $"/api/quarantine/{doubt.Text("quarantineId")}/accept",
            new JsonObject { ["headline"] = "The sluice closes in May", ["embargoUntil"] = due }).JsonAsync(HttpStatusCode.Accepted);
        Assert.Equal("held", held.Text("status"));
        Assert.Equal(doubt.Id(), held.Id());

        await Eventually.HoldsAsync(
            async () =>
            {
                using var answer = await _newsroom.Client.GetAsync(new Uri($"/api/releases/{held.Id()}", UriKind.Relative));
                return answer.StatusCode == HttpStatusCode.OK;
            });
        var again = await _newsroom.Admin.PostPageAsync(page, "text/html", url: Url).JsonAsync(HttpStatusCode.OK);
        Assert.Equal("The sluice closes in May", again.Text("headline"));
        Assert.Equal(1, again["version"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_page_is_published_once_and_a_changed_page_makes_a_version()
    {
        const string Url = "https://lake.example.org/news/dredging";
        var page = Page("Dredging begins on the lower canal");
        var first = await _newsroom.Admin.PostPageAsync(page, "text/html; charset=utf-8", url: Url).JsonAsync(HttpStatusCode.Created);
        var again = await _newsroom.Admin.PostPageAsync(page, "text/html; charset=utf-8", url: Url).JsonAsync(HttpStatusCode.OK);
        Assert.Equal(first.Id(), again.Id());
        Assert.Equal(1, again["version"]!.GetValue<int>());

        var changed = await _newsroom.Admin.PostPageAsync(Page("Dredging begins on the lower canal", "Two dredgers, not three, are at work."), "text/html; charset=utf-8", url: Url).JsonAsync(HttpStatusCode.OK);
        Assert.Equal(first.Id(), changed.Id());
        Assert.Equal(2, changed["version"]!.GetValue<int>());
        Assert.Contains("Two dredgers, not three", changed.Text("bodyText"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_changed_after_the_desk_did_waits_for_a_person()
    {
        const string Url = "https://lake.example.org/news/weir";
        var first = await _newsroom.Admin.PostPageAsync(Page("The weir is repaired"), "text/html", url: Url).JsonAsync(HttpStatusCode.Created);
        await _newsroom.Admin.PutAsync($"/api/releases/{first.Id()}", Api.Release("The weir is repaired at last"), 1).JsonAsync(HttpStatusCode.OK);

        var unchanged = await _newsroom.Admin.PostPageAsync(Page("The weir is repaired"), "text/html", url: Url).JsonAsync(HttpStatusCode.OK);
        Assert.Equal("The weir is repaired at last", unchanged.Text("headline"));

        var doubt = await _newsroom.Admin.PostPageAsync(Page("The weir is repaired", "It leaks again."), "text/html", url: Url).JsonAsync(HttpStatusCode.Accepted);
        Assert.Contains(doubt["reasons"]!.AsArray(), reason => reason!.GetValue<string>().StartsWith("both-changed", StringComparison.Ordinal));
        Assert.Equal("The weir is repaired at last", (await _newsroom.GetAsync($"/api/releases/{first.Id()}")).Text("headline"));
    }

    [Fact]
    public async Task A_change_of_what_is_published_can_not_wait_and_so_is_not_made_before_its_time()
    {
        var posted = await _newsroom.Admin.PostAsync("/api/releases", Api.Release("Ballast rules")).JsonAsync(HttpStatusCode.Created);
        var later = Api.Release("Ballast rules, embargoed");
        later["embargoUntil"] = "2099-01-01T00:00:00Z";
        var refused = await _newsroom.Admin.PutAsync($"/api/releases/{posted.Id()}", later, 1).JsonAsync(HttpStatusCode.Conflict);
        Assert.Contains("can't wait until 2099-01-01", refused.Text("detail"), StringComparison.Ordinal);

        const string Url = "https://lake.example.org/news/capstan";
        var page = await _newsroom.Admin.PostPageAsync(Page("The capstan turns"), "text/html", url: Url).JsonAsync(HttpStatusCode.Created);
        var doubt = await _newsroom.Admin.PostPageAsync(Page("The capstan turns", "EMBARGOED UNTIL 00:01 GMT 3 May 2031. It turns backwards."), "text/html", url: Url).JsonAsync(HttpStatusCode.Accepted);
        var accept = $"/api/quarantine/{doubt.Text("quarantineId")}/accept";
        await _newsroom.Admin.PostAsync(accept, new JsonObject { ["headline"] = "The capstan turns back", ["embargoUntil"] = "2031-05-03T00:01:00Z" }).JsonAsync(HttpStatusCode.Conflict);
        await _newsroom.QuietAsync();
        Assert.Equal("Ballast rules", (await _newsroom.GetAsync($"/api/releases/{posted.Id()}")).Text("headline"));
        Assert.Equal("The capstan turns", (await _newsroom.GetAsync($"/api/releases/{page.Id()}")).Text("headline"));

        // It waits where it was, until a person says that the time is over.
        await _newsroom.Admin.PostAsync(accept, new JsonObject { ["headline"] = "The capstan turns back", ["embargoUntil"] = "2020-01-01T00:00:00Z" }).JsonAsync(HttpStatusCode.OK);
        Assert.Equal("The capstan turns back", (await _newsroom.GetAsync($"/api/releases/{page.Id()}")).Text("headline"));
    }

    [Fact]
    public async Task A_page_in_doubt_that_goes_back_to_a_text_accepted_before_is_accepted_again()
    {
        const string Url = "https://lake.example.org/news/anchor";
        var doubtful = Page("The anchor is raised", "EMBARGOED UNTIL 00:01 GMT 3 May 2031. It weighs two tons.");
        var over = new JsonObject { ["embargoUntil"] = "2020-01-01T00:00:00Z" };
        var first = await AcceptedAsync(HttpStatusCode.Created);
        await _newsroom.Admin.PostPageAsync(Page("The anchor is raised", "It weighs three tons."), "text/html", url: Url).JsonAsync(HttpStatusCode.OK);
        var again = await AcceptedAsync(HttpStatusCode.OK);

        Assert.Equal((first.Id(), 3), (again.Id(), again["version"]!.GetValue<int>()));
        Assert.Contains("two tons", again.Text("bodyText"), StringComparison.Ordinal);

        async Task<JsonObject> AcceptedAsync(HttpStatusCode expected)
        {
            var doubt = await _newsroom.Admin.PostPageAsync(doubtful, "text/html", url: Url).JsonAsync(HttpStatusCode.Accepted);
            return await _newsroom.Admin.PostAsync($"/api/quarantine/{doubt.Text("quarantineId")}/accept", over.DeepClone()).JsonAsync(expected);
        }
    }

    [Fact]
    public async Task A_page_does_not_bring_a_retracted_release_back()
    {
        const string Url = "https://lake.example.org/news/jetty";
        var first = await _newsroom.Admin.PostPageAsync(Page("The jetty opens"), "text/html", url: Url).JsonAsync(HttpStatusCode.Created);
        await _newsroom.Admin.PostAsync($"/api/releases/{first.Id()}/retraction", new JsonObject { ["kind"] = "withdrawal", ["notice"] = "Not yet." }).JsonAsync(HttpStatusCode.OK);

        await _newsroom.Admin.PostPageAsync(Page("The jetty opens", "It is open now."), "text/html", url: Url).JsonAsync(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_page_under_embargo_waits_in_quarantine_and_is_accepted_with_corrected_fields()
    {
        var page = Page("Lock fees for next year", "EMBARGOED UNTIL 00:01 GMT 3 May 2031. The locksmanship fee rises by two per cent.");
        var doubt = await _newsroom.Admin.PostPageAsync(page, "text/html", url: "https://lake.example.org/news/fees").JsonAsync(HttpStatusCode.Accepted);
        await _newsroom.QuietAsync();
        Assert.Equal("quarantined", doubt.Text("status"));
        Assert.Contains(doubt["reasons"]!.AsArray(), reason => reason!.GetValue<string>().Contains("embargo", StringComparison.OrdinalIgnoreCase));
        Assert.Empty(await _newsroom.SearchAsync("locksmanship"));
        await _newsroom.Client.GetAsync(new Uri($"/api/releases/{doubt.Id()}", UriKind.Relative)).JsonAsync(HttpStatusCode.NotFound);

        var accepted = await _newsroom.Admin.PostAsync(
            $"/api/quarantine/{doubt.Text("quarantineId")}/accept",
            new JsonObject { ["headline"] = "Lock fees rise", ["bodyText"] = "The locksmanship fee rises by two per cent.", ["embargoUntil"] = "2020-01-01T00:00:00Z" }).JsonAsync(HttpStatusCode.Created);
        await _newsroom.QuietAsync();
        Assert.Equal(doubt.Id(), accepted.Id());
        Assert.Equal("Lock fees rise", accepted.Text("headline"));
        Assert.Equal([doubt.Id()], await _newsroom.SearchAsync("locksmanship"));
        var unchanged = await _newsroom.Admin.PostPageAsync(page, "text/html", url: "https://lake.example.org/news/fees").JsonAsync(HttpStatusCode.OK);
        Assert.Equal("Lock fees rise", unchanged.Text("headline"));
    }

    [Fact]
    public async Task An_embargo_after_a_dateline_holds_a_page_that_is_accepted_without_a_word_about_it()
    {
        var doubt = await _newsroom.Admin.PostPageAsync(Page("Dues of the upper lock", "EMBARGOED UNTIL 00:01 GMT 3 May 2031. The duesworthiness is doubted."), "text/html", url: "https://lake.example.org/news/dues").JsonAsync(HttpStatusCode.Accepted);
        var held = await _newsroom.Admin.PostAsync($"/api/quarantine/{doubt.Text("quarantineId")}/accept", new JsonObject { ["headline"] = "Dues double" }).JsonAsync(HttpStatusCode.Accepted);
        var again = await _newsroom.Admin.PostPageAsync(Page("Dues of the upper lock", "EMBARGOED UNTIL 00:01 GMT 3 May 2031. The duesworthiness is doubted."), "text/html", url: "https://lake.example.org/news/dues").JsonAsync(HttpStatusCode.Accepted);
        Assert.Equal("held", again.Text("status"));

        Assert.Equal(("held", "2031-05-03T00:01:00+00:00"), (held.Text("status"), held.Text("embargoUntil")));
        await _newsroom.QuietAsync();
        Assert.Empty(await _newsroom.SearchAsync("duesworthiness"));
    }

    [Fact]
    public async Task A_page_that_joined_as_another_language_brings_nothing_back_that_was_taken_back()
    {
        const string English = "https://lake.example.org/news/buoys";
        var release = await _newsroom.Admin.PostPageAsync(Page("Buoys are painted"), "text/html", url: English).JsonAsync(HttpStatusCode.Created);
        var page = French("Les balises sont repeintes", English);
        var joined = await _newsroom.Admin.PostPageAsync(page, "text/html", url: "https://lake.example.org/fr/balises").JsonAsync(HttpStatusCode.Created);
        Assert.Equal(release.Id(), joined.Id());
        await _newsroom.QuietAsync();
        Assert.Contains("Les balises sont repeintes", await _newsroom.FeedTitlesAsync("fr"));

        // The desk writes another text, which the page, that did not change, leaves alone.
        await _newsroom.Admin.PostAsync("/api/releases", new JsonObject { ["translationOf"] = release.Id(), ["language"] = "fr", ["headline"] = "Les balises sont rouges", ["bodyText"] = "Elles sont repeintes en rouge." }).JsonAsync(HttpStatusCode.OK);
        var again = await _newsroom.Admin.PostPageAsync(page, "text/html", url: "https://lake.example.org/fr/balises").JsonAsync(HttpStatusCode.OK);
        Assert.Equal("Les balises sont rouges", again.Text("headline"));

        // A changed page that is in doubt joins too, once it is accepted.
        var doubt = await _newsroom.Admin.PostPageAsync(French("Les balises sont vertes", English, "Sous embargo jusqu'au 3 mai 2031."), "text/html", url: "https://lake.example.org/fr/balises").JsonAsync(HttpStatusCode.Accepted);
        var accepted = await _newsroom.Admin.PostAsync($"/api/quarantine/{doubt.Text("quarantineId")}/accept", new JsonObject { ["embargoUntil"] = "2020-01-01T00:00:00Z" }).JsonAsync(HttpStatusCode.OK);
        Assert.Equal((release.Id(), "Les balises sont vertes"), (accepted.Id(), accepted.Text("headline")));
        var known = await _newsroom.Admin.PostPageAsync(French("Les balises sont vertes", English, "Sous embargo jusqu'au 3 mai 2031."), "text/html", url: "https://lake.example.org/fr/balises").JsonAsync(HttpStatusCode.OK);
        Assert.Equal("Les balises sont vertes", known.Text("headline"));

        await _newsroom.Admin.PostAsync($"/api/releases/{release.Id()}/retraction", new JsonObject { ["kind"] = "kill", ["notice"] = "Taken back." }).JsonAsync(HttpStatusCode.OK);
        await _newsroom.Admin.PostPageAsync(page, "text/html", url: "https://lake.example.org/fr/balises").JsonAsync(HttpStatusCode.Conflict);
        await _newsroom.QuietAsync();
        Assert.DoesNotContain(await _newsroom.FeedTitlesAsync("fr"), title => title.Contains("balises", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_refused_ties_no_name_and_no_release_is_written_over_by_another_of_its_address()
    {
        const string Wrong = "https://lake.example.org/news/gates";
        var gates = Api.Release("Gates are oiled");
        gates["canonicalUrl"] = Wrong;
        var first = await _newsroom.Admin.PostAsync("/api/releases", gates).JsonAsync(HttpStatusCode.Created);
        var ladders = Api.Release("Ladders are hung");
        ladders["externalId"] = "42";
        ladders["canonicalUrl"] = Wrong;
        await _newsroom.Admin.PostAsync("/api/releases", ladders.DeepClone()).JsonAsync(HttpStatusCode.Conflict);
        ladders["canonicalUrl"] = "https://lake.example.org/news/ladders";
        var second = await _newsroom.Admin.PostAsync("/api/releases", ladders.DeepClone()).JsonAsync(HttpStatusCode.Created);
        Assert.NotEqual(first.Id(), second.Id());

        // Two files of one canonical address, one of them wrong: a person looks at the second.
        var doubt = await _newsroom.Admin.PostPageAsync(Page("Winches are greased"), "text/html", url: Wrong).JsonAsync(HttpStatusCode.Accepted);
        Assert.Contains(doubt["reasons"]!.AsArray(), reason => reason!.GetValue<string>().StartsWith("same-name-other-release", StringComparison.Ordinal));

        // An address that a change brings is the release's from then on.
        gates["canonicalUrl"] = "https://lake.example.org/news/gates-oiled";
        await _newsroom.Admin.PutAsync($"/api/releases/{first.Id()}", gates.DeepClone(), 1).JsonAsync(HttpStatusCode.OK);
        var page = await _newsroom.Admin.PostPageAsync(Page("Gates are oiled"), "text/html", url: "https://lake.example.org/news/gates-oiled").JsonAsync(HttpStatusCode.Accepted);
        Assert.Equal(first.Id(), page.Id());
    }

    [Fact]
    public async Task An_edit_of_a_held_release_keeps_its_source_its_address_and_whom_it_is_told_to()
    {
        var release = Api.Release("Tides are measured");
        release["canonicalUrl"] = "https://lake.example.org/news/tides";
        release["notify"] = false;
        release["publishAt"] = DateTimeOffset.UtcNow.AddSeconds(4).ToString("O");
        var held = await _newsroom.Admin.PostAsync("/api/releases", release).JsonAsync(HttpStatusCode.Accepted);
        await _newsroom.Admin.PutAsync($"/api/releases/{held.Id()}", new JsonObject { ["headline"] = "Tides are measured daily", ["language"] = "en", ["bodyText"] = "They are." }, 1).JsonAsync(HttpStatusCode.Accepted);
        await Eventually.HoldsAsync(async () =>
        {
            using var answer = await _newsroom.Client.GetAsync(new Uri($"/api/releases/{held.Id()}", UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK;
        });

        var opened = await _newsroom.GetAsync($"/api/releases/{held.Id()}");
        Assert.Equal(("Tides are measured daily", "lake-office", "https://lake.example.org/news/tides"), (opened.Text("headline"), opened.Text("source"), opened.Text("canonicalUrl")));
    }

    [Fact]
    public async Task A_discarded_page_stays_away_until_it_changes()
    {
        var page = Page("Draft: towpath", "Sous embargo jusqu'au 3 mai 2031. Le chemin de halage ouvre.");
        var doubt = await _newsroom.Admin.PostPageAsync(page, "text/html", url: "https://lake.example.org/news/towpath").JsonAsync(HttpStatusCode.Accepted);
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/quarantine/{doubt.Text("quarantineId")}");
        using var discarded = await _newsroom.Admin.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, discarded.StatusCode);

        await _newsroom.Admin.PostPageAsync(page, "text/html", url: "https://lake.example.org/news/towpath").JsonAsync(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_key_writes_its_own_sources_and_nobody_elses()
    {
        var made = await _newsroom.Admin.PostAsync(
            "/api/keys",
            new JsonObject { ["name"] = "island office", ["scopes"] = new JsonArray("ingest"), ["sources"] = new JsonArray("island") }).JsonAsync(HttpStatusCode.Created);
        using var island = new HttpClient { BaseAddress = _newsroom.Client.BaseAddress };
        island.DefaultRequestHeaders.Authorization = new("Bearer", made.Text("key"));

        var release = Api.Release("Island news");
        await island.PostAsync("/api/releases", release).JsonAsync(HttpStatusCode.Forbidden);
        release["source"] = "island";
        release["canonicalUrl"] = "https://island.example.org/1";
        var posted = await island.PostAsync("/api/releases", release.DeepClone()).JsonAsync(HttpStatusCode.Created);
        await island.PutAsync($"/api/releases/{posted.Id()}", release, 1).JsonAsync(HttpStatusCode.Forbidden);
        await island.PostPageAsync(Page("Not theirs"), "text/html", source: "lake-office").JsonAsync(HttpStatusCode.Forbidden);

        // Nor under a name of their own, by the address of what is another's.
        const string Theirs = "https://lake.example.org/news/lakeside";
        var lakes = await _newsroom.Admin.PostPageAsync(Page("Lakeside news"), "text/html", url: Theirs).JsonAsync(HttpStatusCode.Created);
        await island.PostPageAsync(Page("Lakeside news", "The island says otherwise."), "text/html", source: "island", url: Theirs).JsonAsync(HttpStatusCode.Forbidden);
        await island.PostAsync("/api/releases", new JsonObject { ["translationOf"] = lakes.Id(), ["source"] = "island", ["language"] = "fr", ["headline"] = "Nouvelles", ["bodyText"] = "Autrement." }).JsonAsync(HttpStatusCode.Forbidden);
        await island.PostAsync("/api/releases", new JsonObject { ["canonicalUrl"] = Theirs, ["source"] = "island", ["language"] = "en", ["headline"] = "Lakeside", ["bodyText"] = "Otherwise." }).JsonAsync(HttpStatusCode.Forbidden);

        // Nor from the quarantine.
        var desk = await _newsroom.Admin.PostAsync("/api/keys", new JsonObject { ["name"] = "Island desk", ["scopes"] = new JsonArray("desk"), ["sources"] = new JsonArray("island") }).JsonAsync(HttpStatusCode.Created);
        using var islandDesk = new HttpClient { BaseAddress = _newsroom.Client.BaseAddress };
        islandDesk.DefaultRequestHeaders.Authorization = new("Bearer", desk.Text("key"));
        var doubt = await _newsroom.Admin.PostPageAsync(Page("Lakeside news", "EMBARGOED UNTIL 00:01 GMT 3 May 2031. It is otherwise."), "text/html", url: Theirs).JsonAsync(HttpStatusCode.Accepted);
        var place = $"/api/quarantine/{doubt.Text("quarantineId")}";
        await islandDesk.PostAsync($"{place}/accept", new JsonObject { ["embargoUntil"] = "2020-01-01T00:00:00Z" }).JsonAsync(HttpStatusCode.Forbidden);
        await islandDesk.PostAsync($"{place}/discard", new JsonObject()).JsonAsync(HttpStatusCode.Forbidden);
        await islandDesk.PutAsync($"/api/releases/{lakes.Id()}", Api.Release("Otherwise"), 1).JsonAsync(HttpStatusCode.Forbidden);

        using var revoke = new HttpRequestMessage(HttpMethod.Delete, $"/api/keys/{made["details"]!["id"]!.GetValue<string>()}");
        using var revoked = await _newsroom.Admin.SendAsync(revoke);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);

        // Services remember what they were told of a key for five seconds.
        await Eventually.HoldsAsync(
            async () =>
            {
                using var refused = await island.PostAsync("/api/releases", release);
                return refused.StatusCode == HttpStatusCode.Unauthorized;
            });
    }

    private static byte[] French(string headline, string english, string first = "Trois bateaux travaillent sur le lac depuis lundi, et la direction du port y veille.") => Encoding.UTF8.GetBytes($"""
        <!DOCTYPE html>
        <html lang="fr"><head><meta charset="utf-8"><title>{headline}</title><link rel="alternate" hreflang="en" href="{english}"></head>
        <body><main><article><h1>{headline}</h1>
        <p>{first}</p>
        <p>« {headline} », a dit la directrice du port, qui attend la fin des travaux pour la fin de la saison et garde une voie ouverte.</p>
        <p>Les bateaux de commerce passent par le nord du lac jusque-là, et les promenades restent ouvertes pour tous les habitants.</p>
        </article></main></body></html>
        """);

    private static byte[] Page(string headline, string first = "Three dredgers are at work on the lower canal since Monday.") => Encoding.UTF8.GetBytes($"""
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>{headline} | Lake Office</title></head>
        <body><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
        <main><article><h1>{headline}</h1>
        <p>LAKE CITY, {DateTime.UtcNow.AddDays(-2):d MMMM yyyy} - {first}</p>
        <p>The Lake Office expects the work on "{headline}" to last until the end of the season, and keeps one lane open for barges.</p>
        <p>"We have waited long for this: {headline}," said Ada Brook, who heads the office. "Skippers will see the difference."</p>
        <p>For more information, please contact: Ada Brook, Tel: +44 20 7946 0123, Email: abrook@lake.example.org</p>
        </article></main><footer><p>© Lake Office</p></footer></body></html>
        """);
}
