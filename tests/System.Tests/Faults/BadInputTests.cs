using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Syndication.System.Tests.Stories;

namespace Syndication.System.Tests.Faults;

/// <summary>What nobody should send: each gets its answer in time, and the newsroom stays well.</summary>
public sealed class BadInputTests(StandaloneFixture fixture) : IClassFixture<StandaloneFixture>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);
    private readonly Newsroom _newsroom = fixture.Newsroom;

    public static TheoryData<string, int, string> Documents => new()
    {
        { "not json", 400, "not JSON" },
        { "", 400, "empty" },
        { "{\"headline\":", 400, "not JSON" },
        { "{\"headline\":\"a\",\"headline\":\"b\"}", 400, "two members" },
        { string.Concat(Enumerable.Repeat("[", 100_000)), 400, "deeper" },
        { "{\"a\":" + string.Concat(Enumerable.Repeat("{\"a\":", 5_000)) + "1" + new string('}', 5_001), 400, "deeper" },
        { "[]", 422, "$" },
        { "{}", 422, "$.headline" },
        { """{"headline":"A","bodyText":"B","unknownField":1}""", 422, "$.unknownField" },
        { """{"headline":"A","bodyText":"B","version":3}""", 422, "$.version" },
        { """{"headline":"A","bodyText":"B","bodyHtml":"<p>B</p>"}""", 422, "$.body" },
        { """{"headline":7,"bodyText":"B"}""", 422, "$.headline" },
        { """{"headline":"A\u0000B","bodyText":"B"}""", 422, "U+0000" },
        { """{"headline":"A","bodyText":"a bell \u0007 rings"}""", 422, "U+0007" },
        { """{"headline":"A \ud800 B","bodyText":"B"}""", 422, "surrogate" },
        { """{"headline":"A","body":[{"type":"paragraph","runs":[{"text":"lone \udc00"}]}]}""", 422, "$.body[0].runs[0].text" },
        { """{"headline":"A","body":[{"type":"video"}]}""", 422, "$.body[0].type" },
        { """{"headline":"A","bodyText":"B","countries":["XX","fr"]}""", 422, "$.countries[1]" },
        { """{"headline":"A","bodyText":"B","canonicalUrl":"javascript:alert(1)"}""", 422, "$.canonicalUrl" },
        { """{"headline":"A","bodyText":"B","canonicalUrl":"https://\uFFFF/"}""", 422, "$.canonicalUrl" },
        { """{"headline":"A","bodyText":"B","publishAt":"tomorrow"}""", 422, "$.publishAt" },
        { """{"headline":"A","bodyText":"B","language":"klingon-language"}""", 422, "$.language" },
        { """{"headline":"A","bodyText":"B","contacts":[{"emails":["nobody"]}]}""", 422, "$.contacts[0].emails[0]" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task A_wrong_document_is_told_what_is_wrong(string document, int status, string says)
    {
        var (answered, text) = await SendAsync("/api/releases", Encoding.UTF8.GetBytes(document), "application/json", Soon);

        Assert.Equal(status, (int)answered);
        Assert.Contains(says, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_faults_of_a_document_are_told_at_once()
    {
        var (status, text) = await SendAsync("/api/releases", """{"headline":"","language":"1","canonicalUrl":"x","nonsense":true,"topics":["Not A Slug"]}"""u8.ToArray(), "application/json", Soon);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        var errors = JsonNode.Parse(text)!["errors"]!.AsObject();
        Assert.Equal(["$.body", "$.canonicalUrl", "$.headline", "$.language", "$.nonsense", "$.topics[0]"], errors.Select(error => error.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Line_breaks_are_refused_in_every_field_that_is_one_line()
    {
        const string Split = "one\r\nBcc: all@example.org";
        var release = new JsonObject
        {
            ["headline"] = Split,
            ["subheading"] = Split,
            ["language"] = Split,
            ["office"] = Split,
            ["source"] = Split,
            ["externalId"] = Split,
            ["canonicalUrl"] = $"https://example.org/{Split}",
            ["bodyText"] = "A body.",
            ["dateline"] = new JsonObject { ["place"] = Split },
            ["topics"] = new JsonArray(Split),
            ["countries"] = new JsonArray(Split),
            ["organisations"] = new JsonArray(new JsonObject { ["name"] = Split, ["acronym"] = Split }),
            ["contacts"] = new JsonArray(new JsonObject { ["name"] = Split, ["role"] = Split, ["emails"] = new JsonArray(Split) }),
            ["quotes"] = new JsonArray(new JsonObject { ["text"] = "Words.", ["speaker"] = Split }),
            ["attachments"] = new JsonArray(new JsonObject { ["url"] = Split, ["mediaType"] = Split }),
            ["translations"] = new JsonArray(new JsonObject { ["language"] = Split }),
        };
        var (status, text) = await SendAsync("/api/releases", Encoding.UTF8.GetBytes(release.ToJsonString()), "application/json", Soon);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(
            [
                "$.attachments[0].mediaType", "$.attachments[0].url", "$.canonicalUrl", "$.contacts[0].emails[0]", "$.contacts[0].name",
                "$.contacts[0].role", "$.countries[0]", "$.dateline.place", "$.externalId", "$.headline", "$.language", "$.office",
                "$.organisations[0].acronym", "$.organisations[0].name", "$.quotes[0].speaker", "$.source", "$.subheading",
                "$.topics[0]", "$.translations[0].language",
            ],
            JsonNode.Parse(text)!["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Bytes_that_are_no_utf8_are_refused_as_json()
    {
        await RefusedAsync("/api/releases", [0x7B, 0xFF, 0xFE, 0x7D], "application/json", 400, "UTF-8");
        await RefusedAsync("/api/releases", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{}")], "application/json", 400, "UTF-16");
        await RefusedAsync("/api/releases", "{}"u8.ToArray(), "text/plain", 415, "application/json");
    }

    [Fact]
    public async Task What_is_no_page_is_refused_as_one()
    {
        await RefusedAsync("/api/releases/pages", [], "text/html", 422, "empty");
        await RefusedAsync("/api/releases/pages", [.. "%PDF-1.7\n"u8, .. new byte[200]], "application/octet-stream", 415, "PDF");
        await RefusedAsync("/api/releases/pages", [.. "text "u8, 0, 0, 0, 1, 2, 3, .. new byte[500]], "text/plain", 422, "");
        await RefusedAsync("/api/releases/pages", "<p>x</p>"u8.ToArray(), "video/mp4", 415, "video/mp4");
        await RefusedAsync("/api/releases/pages", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<div>", 100_000)) + "text"), "text/html", 422, "");
    }

    [Fact]
    public async Task A_page_in_utf16_is_read_and_one_of_control_characters_publishes_none_of_them()
    {
        var html = "<html><body><article><h1>Sixteen bits</h1><p>GENEVA, 12 May 2026 - The agency said on Tuesday that its pages are in sixteen bits.</p><p>It gave no reason for that, but nobody minds.</p></article></body></html>";
        using var utf16 = await _newsroom.Admin.PostPageAsync([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(html)], "text/html", "sixteen");
        Assert.Equal("Sixteen bits", (await utf16.JsonAsync()).Text("headline"));

        var noisy = html.Replace("Sixteen bits", "Noisy \u0001\u0008bits", StringComparison.Ordinal).Replace("reason", "rea\u000bson \uFFFE", StringComparison.Ordinal);
        using var controls = await _newsroom.Admin.PostPageAsync(Encoding.UTF8.GetBytes(noisy), "text/html", "noisy");
        Assert.True(controls.StatusCode is HttpStatusCode.Created or HttpStatusCode.Accepted or HttpStatusCode.UnprocessableEntity, $"{controls.StatusCode}");
        await _newsroom.QuietAsync();
        XDocument.Parse(await _newsroom.Client.GetStringAsync(new Uri("/feeds/en.rss", UriKind.Relative)));
        XDocument.Parse(await _newsroom.Client.GetStringAsync(new Uri("/feeds/en.atom", UriKind.Relative)));
        JsonNode.Parse(await _newsroom.Client.GetStringAsync(new Uri("/feeds/en.json", UriKind.Relative)));
    }

    [Theory]
    [InlineData("/api/releases", "application/json")]
    [InlineData("/api/releases/pages", "text/html")]
    public async Task A_body_of_60_MB_is_refused_within_5_seconds_and_memory_stays_bounded(string address, string mediaType)
    {
        var body = Encoding.UTF8.GetBytes(new string('x', 60_000_000));
        foreach (var isChunked in new[] { false, true })
        {
            var (status, _) = await SendAsync(address, body, mediaType, TimeSpan.FromSeconds(5), isChunked);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        }

        Assert.True(_newsroom.ResidentBytes < 700_000_000, $"{_newsroom.ResidentBytes / 1_000_000} MB");
    }

    [Fact]
    public async Task A_wrong_key_is_refused_and_none_is_asked_for()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/releases") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "syn_0123_wrong");
        using var wrong = await _newsroom.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Contains("unknown, expired or revoked", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var none = await _newsroom.Client.PostAsync(new Uri("/api/releases", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Unauthorized, none.StatusCode);
        Assert.Equal("application/problem+json", none.Content.Headers.ContentType!.MediaType);
    }

    private async Task RefusedAsync(string address, byte[] body, string mediaType, int expected, string says)
    {
        var (status, text) = await SendAsync(address, body, mediaType, Soon);
        Assert.True((int)status == expected, $"{(int)status} instead of {expected}: {text}");
        Assert.Contains(says, text, StringComparison.Ordinal);
    }

    /// <summary>
    /// Sends, and insists on a problem in time and on a newsroom that is still alive. Other tests may have the processors for a
    /// while, but not three times: the shortest time counts.
    /// </summary>
    private async Task<(HttpStatusCode Status, string Text)> SendAsync(string address, byte[] body, string mediaType, TimeSpan within, bool isChunked = false)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
            request.Headers.TransferEncodingChunked = isChunked;
            request.Headers.ExpectContinue = true;
            var start = Stopwatch.StartNew();
            using var answer = await _newsroom.Admin.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            var took = start.Elapsed;
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            using var alive = await _newsroom.Client.GetAsync(new Uri("/health/live", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
            if (took < within)
            {
                return (answer.StatusCode, text);
            }

            Assert.True(attempt < 3, $"It took {took}.");
        }
    }
}
