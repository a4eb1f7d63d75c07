using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Hosting.Http;
using Syndication.Hosting.Log;
using Syndication.Ingestion;
using Syndication.Newsroom;

namespace Syndication.Hosting.Tests;

/// <summary>Ingestion, keys and a probe in one process, on a folder that outlives it.</summary>
internal sealed class ProbeHost : IAsyncDisposable
{
    private ProbeHost(WebApplication app, HttpClient admin)
    {
        App = app;
        Admin = admin;
    }

    public WebApplication App { get; }

    public HttpClient Admin { get; }

    public ConsumerProgress Progress => App.Services.GetRequiredService<LogConsumers>().Find("probe-release")!;

    public static async Task<ProbeHost> StartAsync(string data, params IServiceModule[] besides)
    {
        var app = ServiceHost.Build([$"--Storage:Path={data}", "--urls=http://127.0.0.1:0"], [new IngestionModule(), new ControlModule(), .. besides]);
        await app.StartAsync();
        var admin = new HttpClient { BaseAddress = app.Services.GetRequiredService<ServiceAddresses>().Loopback() };
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(data, "admin.key"))).Trim());
        return new ProbeHost(app, admin);
    }

    public async Task<JsonObject> PostAsync(string headline)
    {
        using var answer = await Admin.PostAsJsonAsync("/api/releases", new { headline, language = "en", bodyText = $"The body of {headline}." });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    public async Task<JsonArray> ParkedAsync() =>
        (await Admin.GetFromJsonAsync<JsonObject>("/api/parked"))!["items"]!.AsArray();

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
    }
}
