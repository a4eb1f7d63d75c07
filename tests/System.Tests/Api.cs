using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Syndication.System.Tests;

/// <summary>What a press office's own program would send and read.</summary>
internal static class Api
{
    public static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    public static readonly XNamespace Tombstones = "http://purl.org/atompub/tombstones/1.0";

    public static JsonObject Release(string headline, string body = "The ferry crossed the lake for the first time since the flood.", string language = "en") => new()
    {
        ["headline"] = headline,
        ["language"] = language,
        ["bodyText"] = body,
        ["source"] = "lake-office",
    };

    public static async Task<HttpResponseMessage> PostAsync(this HttpClient client, string address, JsonNode body, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return await client.SendAsync(request);
    }

    public static async Task<HttpResponseMessage> PutAsync(this HttpClient client, string address, JsonNode body, int? version, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = JsonContent.Create(body) };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        if (version is not null)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        }

        return await client.SendAsync(request);
    }

    public static async Task<HttpResponseMessage> PostPageAsync(this HttpClient client, byte[] page, string mediaType, string? source = "lake-office", string? url = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/releases/pages") { Content = new ByteArrayContent(page) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        if (source is not null)
        {
            request.Headers.Add("X-Source", source);
        }

        if (url is not null)
        {
            request.Content.Headers.ContentLocation = new Uri(url);
        }

        return await client.SendAsync(request);
    }

    public static async Task<JsonObject> JsonAsync(this HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonObject>())!;

    /// <summary>The document of an answer that has to have this status.</summary>
    public static async Task<JsonObject> JsonAsync(this Task<HttpResponseMessage> answering, HttpStatusCode status)
    {
        using var answer = await answering;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode} instead of {(int)status}: {text}");
        return text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
    }

    public static string Text(this JsonObject document, string name) => document[name]!.GetValue<string>();

    public static string Id(this JsonObject document) => document.Text("id");

    /// <summary>The items of a feed in each of its formats, by title: all have to agree.</summary>
    public static async Task<IReadOnlyList<string>> FeedTitlesAsync(this Newsroom newsroom, string language, string query = "")
    {
        // Again where a release came between the two.
        for (var reads = 1; ; reads++)
        {
            var rss = XDocument.Parse(await newsroom.Client.GetStringAsync(new Uri($"/feeds/{language}.rss{query}", UriKind.Relative)));
            var json = await newsroom.GetAsync($"/feeds/{language}.json{query}");
            var titles = rss.Descendants("item").Select(item => item.Element("title")!.Value).ToList();
            var inJson = json["items"]!.AsArray().Select(item => item!["title"]!.GetValue<string>()).ToList();
            if (reads == 5 || titles.SequenceEqual(inJson))
            {
                Assert.Equal(titles, inJson);
                return titles;
            }
        }
    }

    public static async Task<XDocument> AtomAsync(this Newsroom newsroom, string language) =>
        XDocument.Parse(await newsroom.Client.GetStringAsync(new Uri($"/feeds/{language}.atom", UriKind.Relative)));

    public static async Task<IReadOnlyList<string>> SearchAsync(this Newsroom newsroom, string words) =>
        [.. (await newsroom.GetAsync($"/api/search?q={Uri.EscapeDataString(words)}&pageSize=200"))["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>())];
}
