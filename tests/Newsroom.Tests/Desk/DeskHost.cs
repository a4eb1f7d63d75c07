using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Syndication.Contracts;
using Syndication.Hosting;
using Syndication.Hosting.Http;
using Syndication.Ingestion;

namespace Syndication.Newsroom.Tests.Desk;

/// <summary>Ingestion and Newsroom as they are, called over HTTP, on a clock that a test moves, and a consumer that fails while it is told to.</summary>
internal sealed class DeskHost : IAsyncDisposable
{
    private DeskHost(WebApplication app, string data)
    {
        App = app;
        AdminKey = File.ReadAllText(Path.Combine(data, "admin.key")).Trim();
        Admin = new HttpClient { BaseAddress = Address };
        Admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
    }

    public WebApplication App { get; }
    public string AdminKey { get; }

    /// <summary>Shows the administrator's key to the API.</summary>
    public HttpClient Admin { get; }

    public Uri Address => App.Services.GetRequiredService<ServiceAddresses>().Loopback();

    public static Task<DeskHost> StartAsync(string data, Stumbling? stumbling = null, params string[] settings) =>
        StartWithAsync(data, [stumbling ?? new Stumbling()], settings);

    /// <summary>With these modules beside.</summary>
    public static async Task<DeskHost> StartWithAsync(string data, IServiceModule[] beside, params string[] settings)
    {
        var app = ServiceHost.Build(
            [$"--Storage:Path={data}", "--urls=http://127.0.0.1:0", .. settings],
            [new IngestionModule(), new NewsroomModule(), .. beside]);
        await app.StartAsync();
        return new DeskHost(app, data);
    }

    public PageClient Browser() => new(Address);

    public async Task<(string Key, string Id)> MakeKeyAsync(string name, string scope, DateTimeOffset? expiresAt = null)
    {
        var made = await PostAsync("/api/keys", new { name, scopes = new[] { scope }, expiresAt }, HttpStatusCode.Created);
        return (made["key"]!.GetValue<string>(), made["details"]!["id"]!.GetValue<string>());
    }

    public async Task<JsonObject> PostAsync(string address, object document, HttpStatusCode expected)
    {
        using var answer = await Admin.PostAsJsonAsync(address, document);
        Assert.Equal(expected, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    public async Task<JsonObject> GetAsync(string address) => (await Admin.GetFromJsonAsync<JsonObject>(address))!;

    /// <summary>A page under embargo: it goes into quarantine. The id it has there.</summary>
    public async Task<string> QuarantineAsync(string headline, string embargo = "EMBARGOED UNTIL 00:01 GMT 3 May 2031")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/releases/pages");
        request.Content = new StringContent(
            $"""
            <!DOCTYPE html><html lang="en"><head><title>{headline}</title></head><body><main><article><h1>{headline}</h1>
            <p>LAKE CITY - {embargo}. The fee of the lock rises by two per cent.</p>
            <p>The Lake Office expects skippers to pay at the gate, and keeps one lane open for barges in every season.</p>
            <script>alert("never run")</script>
            </article></main></body></html>
            """,
            Encoding.UTF8,
            "text/html");
        request.Headers.Add("X-Source", "lake-office");
        request.Content.Headers.ContentLocation = new Uri($"https://lake.example.org/{Guid.NewGuid():N}");
        using var answer = await Admin.SendAsync(request);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["quarantineId"]!.GetValue<string>();
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
    }
}

/// <summary>A service that can't apply a release while it stumbles; and the clock of the host.</summary>
public sealed class Stumbling : IServiceModule
{
    public string Name => "stumbling";

    public ShiftedClock Clock { get; } = new();

    public bool Stumbles { get; set; }

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(this);
        builder.Services.AddSingleton<TimeProvider>(Clock);
    }

    public void AddConsumers(IBusRegistrationConfigurator bus) => bus.AddConsumer<StumbleConsumer, StumbleConsumerDefinition>();

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}

public sealed class StumbleConsumer(Stumbling stumbling) : IConsumer<ReleaseCreated>
{
    public Task Consume(ConsumeContext<ReleaseCreated> context) =>
        stumbling.Stumbles ? throw new InvalidOperationException("It <stumbled>.") : Task.CompletedTask;
}

public sealed class StumbleConsumerDefinition : ConsumerDefinition<StumbleConsumer>;
