using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Feeds;
using Syndication.Hosting;
using Syndication.Hosting.Http;
using Syndication.Ingestion;
using Syndication.Newsroom;
using Syndication.Search;

namespace Syndication.Translation.Tests.Running;

/// <summary>All services in this process, asked over HTTP.</summary>
internal sealed class Newsroom : IAsyncDisposable
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private readonly WebApplication _app;

    private Newsroom(WebApplication app, HttpClient client, HttpClient admin, HttpClient inside)
    {
        (_app, Client, Admin, Inside) = (app, client, admin, inside);
    }

    public HttpClient Client { get; }
    public HttpClient Admin { get; }

    /// <summary>Shows the internal key.</summary>
    public HttpClient Inside { get; }

    public T Service<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<Newsroom> StartAsync(string data, params (string Name, string Value)[] settings)
    {
        string[] arguments = ["--urls=http://127.0.0.1:0", $"--Storage:Path={data}", .. settings.Select(setting => $"--{setting.Name}={setting.Value}")];
        var app = ServiceHost.Build(arguments, new IngestionModule(), new FeedsModule(), new SearchModule(), new NewsroomModule(), new TranslationModule());
        await app.StartAsync();
        var address = app.Services.GetRequiredService<ServiceAddresses>().Loopback();
        var admin = new HttpClient { BaseAddress = address };
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(data, "admin.key"))).Trim());
        var inside = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient(InternalHttp.Client);
        inside.BaseAddress = address;
        return new Newsroom(app, new HttpClient { BaseAddress = address }, admin, inside);
    }

    /// <summary>Settings for an engine over HTTP, and a policy for every language.</summary>
    public static (string, string)[] With(string url, string policy = "auto", string kind = "libretranslate") =>
    [
        ("Translation:Policy", policy),
        ("Translation:Engines:0:Kind", kind),
        ("Translation:Engines:0:Url", url),
        ("Translation:Engines:0:Timeout", "00:00:30"),
        ("Translation:FirstRetry", "00:00:00.2"),
        ("Translation:LongestRetry", "00:00:01"),
    ];

    public async Task<JsonObject> PostAsync(JsonObject release, HttpStatusCode expected = HttpStatusCode.Created) =>
        await ReadAsync(await Admin.PostAsync(new Uri("/api/releases", UriKind.Relative), Json(release)), expected);

    public async Task<JsonObject> ChangeAsync(string id, int version, JsonObject release, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/releases/{id}") { Content = Json(release) };
        request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        return await ReadAsync(await Admin.SendAsync(request), expected);
    }

    public async Task<JsonObject> DeskAsync(HttpMethod method, string address, JsonObject? body = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : Json(body) };
        return await ReadAsync(await Admin.SendAsync(request), expected);
    }

    public async Task<JsonObject> GetAsync(string address, HttpStatusCode expected = HttpStatusCode.OK) =>
        await ReadAsync(await Client.GetAsync(new Uri(address, UriKind.Relative)), expected);

    /// <summary>The titles of a feed, in the order of its items.</summary>
    public async Task<IReadOnlyList<string>> TitlesAsync(string feed) =>
        [.. (await GetAsync($"/feeds/{feed}"))["items"]!.AsArray().Select(item => item!["title"]!.GetValue<string>())];

    public async Task<XDocument> AtomAsync(string language) =>
        XDocument.Parse(await Client.GetStringAsync(new Uri($"/feeds/{language}.atom", UriKind.Relative)));

    public async Task<string> ContentAsync(string language) =>
        string.Join('\n', (await AtomAsync(language)).Descendants(Atom + "content").Select(content => content.Value));

    public async Task QuietAsync()
    {
        JsonObject? last = null;
        await Eventually.HoldsAsync(
            async () => (last = await Inside.GetFromJsonAsync<JsonObject>("/internal/quiet"))!["isQuiet"]!.GetValue<bool>(),
            explain: () => $"Not quiet: {last}");
    }

    public Task<JsonObject> TranslationAsync(string id, string language) => DeskAsync(HttpMethod.Get, $"/api/translations/{id}/{language}");

    public async Task StateAsync(string id, string language, string state, int seconds = 30)
    {
        JsonObject? last = null;
        var start = System.Diagnostics.Stopwatch.StartNew();
        while (last?["state"]?.GetValue<string>() != state)
        {
            Assert.True(start.Elapsed.TotalSeconds < seconds, $"Not {state}: {last?["state"]}, {last?["reason"]}");
            using var answer = await Admin.GetAsync(new Uri($"/api/translations/{id}/{language}", UriKind.Relative));
            last = answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonObject>() : null;
            await Task.Delay(25);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Admin.Dispose();
        Inside.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static StringContent Json(JsonObject body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == expected, $"{(int)answer.StatusCode} instead of {(int)expected}: {text}");
            return text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
        }
    }
}
