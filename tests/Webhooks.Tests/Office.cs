using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Syndication.Hosting;
using Syndication.Hosting.Http;
using Syndication.Hosting.Sending;
using Syndication.Ingestion;
using Syndication.Newsroom;

namespace Syndication.Webhooks.Tests;

/// <summary>Ingestion, keys and webhooks in one process, on a folder that outlives it, with a clock that can be turned ahead.</summary>
internal sealed class Office : IAsyncDisposable
{
    private Office(WebApplication app, HttpClient admin, ShiftedClock clock)
    {
        App = app;
        Admin = admin;
        Clock = clock;
    }

    public WebApplication App { get; }

    /// <summary>Shows the administrator's key.</summary>
    public HttpClient Admin { get; }

    public ShiftedClock Clock { get; }

    public static Task<Office> StartAsync(string data, params string[] settings) => StartAsync(data, new ShiftedClock(), settings);

    public static Task<Office> StartAsync(string data, ShiftedClock clock, params string[] settings) => StartAsync(data, clock, _ => { }, settings);

    /// <param name="replace">Registers what takes another's place.</param>
    public static Task<Office> StartAsync(string data, Action<IServiceCollection> replace) => StartAsync(data, new ShiftedClock(), replace);

    private static async Task<Office> StartAsync(string data, ShiftedClock clock, Action<IServiceCollection> replace, params string[] settings)
    {
        string[] all = [$"--Storage:Path={data}", "--urls=http://127.0.0.1:0", "--Egress:webhooks:Allow:0=127.0.0.0/8", .. settings];
        var app = ServiceHost.Build(all, new IngestionModule(), new ControlModule(), new WebhooksModule(), new ReplacementModule(services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            replace(services);
        }));
        await app.StartAsync();
        var holds = app.Services.GetRequiredService<HoldWatcher>();
        await Eventually.HoldsAsync(() => Task.FromResult(holds.HasAnswer));
        var admin = new HttpClient { BaseAddress = app.Services.GetRequiredService<ServiceAddresses>().Loopback() };
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(data, "admin.key"))).Trim());
        return new Office(app, admin, clock);
    }

    /// <summary>A client with a key of its own.</summary>
    public async Task<HttpClient> PartnerAsync(string name = "partner", string scope = "partner")
    {
        var made = await SendAsync(HttpMethod.Post, "/api/keys", new JsonObject { ["name"] = name, ["scopes"] = new JsonArray(scope) }, HttpStatusCode.Created);
        var client = new HttpClient { BaseAddress = Admin.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made["key"]!.GetValue<string>());
        return client;
    }

    public Task<JsonObject> SendAsync(HttpMethod method, string address, JsonObject? body = null, HttpStatusCode expected = HttpStatusCode.OK) =>
        Admin.SendAsync(method, address, body, expected);

    /// <summary>Registers an endpoint and proves it.</summary>
    public async Task<Endpoint> RegisterAsync(string? url, JsonObject? more = null, HttpClient? by = null)
    {
        var request = new JsonObject { ["contact"] = "press@partner.example" };
        if (url is null)
        {
            request["kind"] = "pull";
        }
        else
        {
            request["url"] = url;
        }

        foreach (var (name, value) in more ?? [])
        {
            request[name] = value?.DeepClone();
        }

        var client = by ?? Admin;
        var made = await client.SendAsync(HttpMethod.Post, "/api/webhooks", request, HttpStatusCode.Created);
        var endpoint = new Endpoint(made["id"]!.GetValue<string>(), made["secret"]!.GetValue<string>(), client);
        if (url is not null)
        {
            Assert.Equal("active", (await client.SendAsync(HttpMethod.Post, $"{endpoint.Address}/challenge"))["state"]!.GetValue<string>());
        }

        return endpoint;
    }

    public async Task<JsonObject> PublishAsync(string headline, JsonObject? more = null)
    {
        var release = new JsonObject { ["headline"] = headline, ["language"] = "en", ["bodyText"] = $"The body of {headline}.", ["source"] = "lake-office" };
        foreach (var (name, value) in more ?? [])
        {
            release[name] = value?.DeepClone();
        }

        return await SendAsync(HttpMethod.Post, "/api/releases", release, HttpStatusCode.Created);
    }

    public async Task<JsonObject> ChangeAsync(JsonObject release, string headline, JsonObject? more = null)
    {
        var next = new JsonObject { ["headline"] = headline, ["language"] = "en", ["bodyText"] = $"The body of {headline}.", ["source"] = "lake-office" };
        foreach (var (name, value) in more ?? [])
        {
            next[name] = value?.DeepClone();
        }

        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/releases/{release["id"]}") { Content = JsonContent.Create(next) };
        request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{release["version"]}\""));
        using var answer = await Admin.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!.AsObject();
    }

    public Task<JsonObject> CorrectAsync(JsonObject release, string headline, JsonObject? more = null)
    {
        var correction = new JsonObject { ["significance"] = "correction", ["changeNote"] = "A figure was wrong." };
        foreach (var (name, value) in more ?? [])
        {
            correction[name] = value?.DeepClone();
        }

        return ChangeAsync(release, headline, correction);
    }

    public Task<JsonObject> RetractAsync(JsonObject release, string kind = "withdrawal") =>
        SendAsync(HttpMethod.Post, $"/api/releases/{release["id"]}/retraction", new JsonObject { ["kind"] = kind, ["notice"] = "It was wrong." });

    /// <summary>Waits until everything is planned and nothing is due or under way.</summary>
    public async Task QuietAsync()
    {
        var key = (await File.ReadAllTextAsync(Path.Combine(App.Configuration["Storage:Path"]!, "keys", "internal.key"))).Trim();
        var last = "";
        await Eventually.HoldsAsync(
            async () =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "/internal/quiet");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
                using var answer = await Admin.SendAsync(request);
                last = await answer.Content.ReadAsStringAsync();
                return JsonNode.Parse(last)!["isQuiet"]?.GetValue<bool>() == true;
            },
            explain: () => last);
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
    }

    /// <summary>Turns the clock of the host and of its stores, and what else a test replaces.</summary>
    private sealed class ReplacementModule(Action<IServiceCollection> replace) : IServiceModule
    {
        public string Name => "replacement";

        public void AddServices(IHostApplicationBuilder builder) => replace(builder.Services);

        public void AddConsumers(IBusRegistrationConfigurator bus)
        {
        }

        public void MapEndpoints(IEndpointRouteBuilder endpoints)
        {
        }
    }
}

/// <summary>An endpoint that was registered.</summary>
/// <param name="By">Shows its owner's key.</param>
internal sealed record Endpoint(string Id, string Secret, HttpClient By)
{
    public string Address => $"/api/webhooks/{Id}";

    public Task<JsonObject> GetAsync(string path = "") => By.SendAsync(HttpMethod.Get, Address + path);

    public Task<JsonObject> PostAsync(string path, JsonObject? body = null, HttpStatusCode expected = HttpStatusCode.OK) => By.SendAsync(HttpMethod.Post, Address + path, body, expected);

    /// <summary>Its newest delivery, once so many attempts are written down.</summary>
    public async Task<JsonObject> AttemptedAsync(int attempts)
    {
        JsonObject? delivery = null;
        await Eventually.HoldsAsync(
            async () => (delivery = await DeliveriesAsync() is [var newest, ..] ? newest : null)?["attempts"]!.AsArray().Count == attempts);
        return delivery!;
    }

    /// <summary>Its deliveries, newest first.</summary>
    public async Task<IReadOnlyList<JsonObject>> DeliveriesAsync(string query = "?pageSize=200") =>
        [.. (await GetAsync("/deliveries" + query))["items"]!.AsArray().Select(item => item!.AsObject())];
}

internal static class Calls
{
    /// <summary>Sends, and insists on a status.</summary>
    public static async Task<JsonObject> SendAsync(this HttpClient client, HttpMethod method, string address, JsonObject? body = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{method} {address}: {(int)answer.StatusCode} instead of {(int)expected}: {text}");
        return text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
    }

    public static string Text(this JsonNode document, string name) => document[name]!.GetValue<string>();

    public static int Number(this JsonNode document, string name) => document[name]!.GetValue<int>();
}
