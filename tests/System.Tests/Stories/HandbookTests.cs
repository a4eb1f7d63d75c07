namespace Syndication.System.Tests.Stories;

/// <summary>docs/publishing.md, followed command by command.</summary>
[Collection(nameof(Standalone))]
public sealed class HandbookTests(StandaloneFixture fixture)
{
    private readonly Newsroom _newsroom = fixture.Newsroom;
    private readonly Handbook _handbook = new("docs/publishing.md");

    [Fact]
    public async Task A_press_office_publishes_corrects_takes_back_and_stops()
    {
        Handbook.Needs("curl", "curl");
        var environment = _handbook.Environment;
        environment["OFFICE"] = _newsroom.Client.BaseAddress!.ToString().TrimEnd('/');
        environment["KEY"] = (await _handbook.FollowAsync("key", commands => commands.Replace("~/newsroom", _newsroom.Data, StringComparison.Ordinal))).Text("key");

        var published = await _handbook.FollowAsync("publish");
        environment["ID"] = published.Id();
        Assert.Equal(published.Id(), (await _handbook.FollowAsync("publish")).Id());
        Assert.Equal(("fr", "human"), (await _handbook.FollowAsync("translate")) is var french ? (french.Text("language"), french.Text("origin")) : default);
        Assert.Equal("held", (await _handbook.FollowAsync("hold")).Text("status"));
        await _newsroom.QuietAsync();
        Assert.Contains("Le bac reprend lundi", await _newsroom.FeedTitlesAsync("fr"));
        Assert.DoesNotContain("Lock fees rise in May", await _newsroom.FeedTitlesAsync("en"));

        var corrected = await _handbook.FollowAsync("correct");
        Assert.Equal(2, corrected["version"]!.GetValue<int>());
        Assert.Contains("102 passengers, not 120", corrected.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("withdrawn", (await _handbook.FollowAsync("retract")).Text("status"));
        Assert.Equal("published", (await _handbook.FollowAsync("reinstate")).Text("status"));
        Assert.Equal(published.Id(), (await _handbook.FollowAsync("stop")).Text("release"));
    }

    [Fact]
    public async Task A_page_is_handed_over_as_it_is()
    {
        Handbook.Needs("curl", "curl");
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["page.html"], """
            <!DOCTYPE html><html lang="en"><head><title>Ferry reopens again</title></head>
            <body><article><h1>Ferry reopens again</h1><p>The ferry crosses the lake again since Monday, after three weeks of repairs at the landing.</p>
            <p>It carried 102 passengers on its first run, said the harbour master.</p></article></body></html>
            """);
        _handbook.Environment["OFFICE"] = _newsroom.Client.BaseAddress!.ToString().TrimEnd('/');
        _handbook.Environment["KEY"] = _newsroom.AdministratorKey;

        var page = await _handbook.FollowAsync("page", commands => commands.Replace("page.html", folder["page.html"], StringComparison.Ordinal));

        Assert.Equal(("Ferry reopens again", "lake-office", "https://www.lake.example/en/ferry-reopens-again"), (page.Text("headline"), page.Text("source"), page.Text("canonicalUrl")));
    }
}
