using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Syndication.Contracts;

namespace Syndication.Feeds.Tests;

public sealed class FeedEndpointsTests : IAsyncLifetime
{
    private FeedHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await FeedHost.StartAsync();
        await _host.PublishAsync(
            Given.Release(1) with { Topics = ["climate"], Countries = ["MA"], Organisations = [new Organisation("Office mondial", "OM")] },
            Given.Release(2) with { Topics = ["climate", "jobs"], Countries = ["FR"], Office = "Bureau de Genève", Source = "seeds" },
            Given.Release(3, "en") with { Topics = ["jobs"] },
            Given.Release(1).Translated("en", Given.Noon.AddHours(1)) with { Topics = ["climate"], Countries = ["MA"] });
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("fr", "2 1")]
    [InlineData("en", "3 1")]
    [InlineData("es", "")]
    [InlineData("fr?topic=climate", "2 1")]
    [InlineData("fr?topic=jobs", "2")]
    [InlineData("fr?topic=jobs&topic=climate", "2 1")]
    [InlineData("fr?topic=climate&country=ma", "1")]
    [InlineData("fr?topic=jobs&country=ma", "")]
    [InlineData("fr?country=de", "")]
    [InlineData("fr?org=om", "1")]
    [InlineData("fr?org=office-mondial", "1")]
    [InlineData("fr?office=bureau-de-geneve", "2")]
    [InlineData("fr?source=seeds", "2")]
    [InlineData("en?origin=machine", "1")]
    [InlineData("en?origin=human", "3")]
    [InlineData("en?origin=original", "3")]
    [InlineData("en?origin=machine&origin=original", "3 1")]
    public async Task A_feed_holds_what_its_filters_ask_for(string feed, string expected)
    {
        using var json = JsonDocument.Parse(await _host.ReadAsync(Path(feed, "json")));
        var releases = json.RootElement.GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("_syndication").GetProperty("release").GetGuid());
        Assert.Equal(expected, string.Join(' ', releases.Select(id => int.Parse(id.ToString()[^3..], null))));
    }

    [Theory]
    [InlineData("fr?tpic=climate", "tpic", "topic")]
    [InlineData("fr?Topic=climate", "Topic", "topic")]
    [InlineData("fr?topic=clmate", "clmate", "climate")]
    [InlineData("fr?topic=Climate", "Climate", "a-z")]
    [InlineData("fr?topic=", "topic", "a-z")]
    [InlineData("fr?topic", "topic", "a-z")]
    [InlineData("fr?topic=climate&topic=nothing", "nothing", "jobs")]
    [InlineData("fr?country=MA", "MA", "lower case")]
    [InlineData("fr?country=zz", "zz", "3166")]
    [InlineData("fr?org=nobody", "nobody", "office-mondial")]
    [InlineData("fr?office=nowhere", "nowhere", "bureau-de-geneve")]
    [InlineData("fr?source=unheard", "unheard", "seeds")]
    [InlineData("fr?origin=robot", "robot", "machine")]
    [InlineData("de", "de", "fr, en, es")]
    [InlineData("FR", "FR", "fr, en, es")]
    [InlineData("f_r", "f_r", "BCP 47")]
    [InlineData("fr?topic=%00%0d%0a", "topic", "a-z")]
    public async Task An_unknown_name_or_value_is_a_404_that_says_which_and_what_is_known(string feed, string which, string known)
    {
        foreach (var format in new[] { "rss", "atom", "json" })
        {
            using var response = await _host.GetAsync(Path(feed, format));
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
            using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            var detail = problem.RootElement.GetProperty("detail").GetString();
            Assert.Contains(which, detail, StringComparison.Ordinal);
            Assert.Contains(known, detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task More_filters_than_anybody_needs_are_refused()
    {
        using var response = await _host.GetAsync("/feeds/fr.rss?" + string.Join('&', Enumerable.Repeat("topic=climate", 21)));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_language_is_known_once_a_release_is_in_it()
    {
        await _host.PublishAsync(Given.Release(9, "pt-BR"));
        using var response = await _host.GetAsync("/feeds/pt-BR.atom");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Equal_selections_are_one_feed_that_names_itself_canonically()
    {
        var one = await _host.ReadAsync("/feeds/fr.atom?topic=jobs&country=ma&topic=climate");
        Assert.Equal(one, await _host.ReadAsync("/feeds/fr.atom?country=ma&topic=climate&topic=jobs&topic=climate"));
        var self = XDocument.Parse(one).Root!.Elements(Rendered.Atom + "link").First(link => link.Attribute("rel")!.Value == "self");
        Assert.Equal("https://news.example/feeds/fr.atom?country=ma&topic=climate&topic=jobs", self.Attribute("href")!.Value);
        Assert.Contains("Newsroom – français – pays\u00A0: MA – thème\u00A0: climate, jobs", one, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rss", "application/rss+xml")]
    [InlineData("atom", "application/atom+xml")]
    [InlineData("json", "application/feed+json")]
    public async Task An_answer_carries_type_and_validators_whatever_host_was_asked(string format, string mediaType)
    {
        using var response = await _host.GetAsync(Path("fr", format), ("Host", "evil.example"));
        var content = response.Content.Headers;
        Assert.Equal($"{mediaType}; charset=utf-8", content.ContentType!.ToString());
        Assert.Equal(content.ContentLength, (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length);
        Assert.False(response.Headers.ETag!.IsWeak);
        Assert.Equal(Given.Noon.AddHours(1), content.LastModified);
        Assert.Equal("public, max-age=60", response.Headers.CacheControl!.ToString());
        Assert.Equal("Accept-Encoding", response.Headers.Vary.Single());
        Assert.DoesNotContain("evil.example", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_encoding_has_a_tag_of_its_own_and_unpacks_to_the_same()
    {
        var plain = await _host.Client.GetByteArrayAsync(new Uri("/feeds/fr.rss", UriKind.Relative), TestContext.Current.CancellationToken);
        using var gzip = await _host.GetAsync("/feeds/fr.rss", ("Accept-Encoding", "gzip"));
        using var brotli = await _host.GetAsync("/feeds/fr.rss", ("Accept-Encoding", "br"));
        Assert.Equal("gzip", gzip.Content.Headers.ContentEncoding.Single());
        Assert.Equal("br", brotli.Content.Headers.ContentEncoding.Single());
        Assert.Equal(plain, await UnpackAsync(gzip, stream => new GZipStream(stream, CompressionMode.Decompress)));
        Assert.Equal(plain, await UnpackAsync(brotli, stream => new BrotliStream(stream, CompressionMode.Decompress)));
        Assert.EndsWith("-gz\"", gzip.Headers.ETag!.Tag, StringComparison.Ordinal);
        Assert.EndsWith("-br\"", brotli.Headers.ETag!.Tag, StringComparison.Ordinal);

        using var refused = await _host.GetAsync("/feeds/fr.rss", ("Accept-Encoding", "identity;q=0"));
        Assert.Equal(HttpStatusCode.NotAcceptable, refused.StatusCode);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task A_copy_that_is_still_good_is_a_304_with_the_headers_of_a_200(string method)
    {
        using var first = await _host.GetAsync("/feeds/fr.rss", ("Accept-Encoding", "gzip"));
        var tag = first.Headers.ETag!.ToString();
        using var again = await _host.SendAsync(new HttpMethod(method), "/feeds/fr.rss", ("Accept-Encoding", "gzip"), ("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal((tag, first.Headers.CacheControl, "Accept-Encoding"), (again.Headers.ETag!.ToString(), again.Headers.CacheControl, again.Headers.Vary.Single()));
        Assert.Equal(first.Content.Headers.LastModified, again.Content.Headers.LastModified);

        using var otherEncoding = await _host.GetAsync("/feeds/fr.rss", ("Accept-Encoding", "br"), ("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.OK, otherEncoding.StatusCode);
    }

    [Fact]
    public async Task Head_gives_the_headers_alone()
    {
        using var get = await _host.GetAsync("/feeds/fr.json");
        using var head = await _host.SendAsync(HttpMethod.Head, "/feeds/fr.json");
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_correction_gives_new_bytes_and_a_new_tag()
    {
        using var before = await _host.GetAsync("/feeds/fr.rss");
        await _host.PublishAsync(Given.Release(1).Next(Given.Noon.AddDays(1), Significance.Correction, "Mieux") with { Topics = ["climate"] });
        using var after = await _host.GetAsync("/feeds/fr.rss", ("If-None-Match", before.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Equal(Given.Noon.AddDays(1), after.Content.Headers.LastModified);
    }

    [Fact]
    public async Task A_correction_of_an_old_release_comes_back_into_the_feed()
    {
        var old = Given.Release(10);
        await _host.PublishAsync(old);
        await _host.PublishAsync([.. Enumerable.Range(100, 60).Select(number => Given.Release(number))]);
        Assert.DoesNotContain(Given.Id(10).ToString(), await _host.ReadAsync("/feeds/fr.json"), StringComparison.Ordinal);

        await _host.PublishAsync(old.Next(Given.Noon.AddDays(1), Significance.Minor));
        Assert.DoesNotContain(Given.Id(10).ToString(), await _host.ReadAsync("/feeds/fr.json"), StringComparison.Ordinal);
        await _host.PublishAsync(old.Next(Given.Noon.AddDays(1), Significance.Minor).Next(Given.Noon.AddDays(2), Significance.Correction, "Mieux"));
        using var json = JsonDocument.Parse(await _host.ReadAsync("/feeds/fr.json"));
        var items = json.RootElement.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(51, items.Count);
        Assert.Equal(Given.Id(10), items[^1].GetProperty("_syndication").GetProperty("release").GetGuid());
    }

    private static string Path(string feed, string format) =>
        feed.Split('?', 2) is [var language, var query] ? $"/feeds/{language}.{format}?{query}" : $"/feeds/{feed}.{format}";

    private static async Task<byte[]> UnpackAsync(HttpResponseMessage response, Func<Stream, Stream> unpack)
    {
        await using var packed = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await using var stream = unpack(packed);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        return bytes.ToArray();
    }
}
