using System.Net;
using System.Xml.Linq;

namespace Syndication.Feeds.Tests;

public sealed class OpmlTests
{
    [Fact]
    public async Task Lists_every_feed_by_language_and_by_what_it_is_about()
    {
        await using var host = await FeedHost.StartAsync();
        await host.PublishAsync(
            Given.Release(1) with { Topics = ["climate-change"], Countries = ["MA"], Office = "Bureau <de> Rabat" },
            Given.Release(2, "pt"));

        using var response = await host.GetAsync("/feeds/opml");
        var body = XDocument.Parse(await response.Content.ReadAsStringAsync()).Root!.Element("body")!;

        Assert.Equal("text/x-opml", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["français", "English", "español", "português"], body.Elements("outline").Select(outline => (string)outline.Attribute("text")!));
        var feeds = body.Descendants("outline").Where(outline => outline.Attribute("xmlUrl") is not null).ToList();
        Assert.Contains($"{FeedHost.PublicUrl}/feeds/fr.atom?topic=climate-change", feeds.Select(feed => (string)feed.Attribute("xmlUrl")!));
        Assert.Contains("Newsroom – français – bureau\u00A0: Bureau <de> Rabat", feeds.Select(feed => (string)feed.Attribute("title")!));
        foreach (var feed in feeds)
        {
            using var answer = await host.GetAsync(new Uri((string)feed.Attribute("xmlUrl")!).PathAndQuery);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Is_sent_once()
    {
        await using var host = await FeedHost.StartAsync();
        using var first = await host.GetAsync("/feeds/opml");

        using var again = await host.GetAsync("/feeds/opml", ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);

        await host.PublishAsync(Given.Release(1) with { Topics = ["health"] });
        using var changed = await host.GetAsync("/feeds/opml", ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }
}
