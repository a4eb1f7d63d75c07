using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;
using Syndication.Ingestion;

namespace Syndication.Hosting.Tests.Keys;

/// <summary>What a service answers to keys, with Newsroom in the same process and with none anywhere.</summary>
public sealed class KeyAuthenticationTests : IDisposable
{
    private static readonly object PressOffice = new { name = "press office", scopes = new[] { "ingest" } };
    private static readonly object Deputy = new { name = "deputy", scopes = new[] { "admin" } };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_key_is_made_used_given_an_end_and_revoked()
    {
        await using var host = await ProbeHost.StartAsync(_folder.Path);
        var made = await PostKeyAsync(host.Admin, PressOffice);
        using var client = Show(host.App, made["key"]!.GetValue<string>());
        var id = made["details"]!["id"]!.GetValue<string>();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PostReleaseAsync(client));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(client, "/api/keys"));

        using var past = await host.Admin.PatchAsJsonAsync($"/api/keys/{id}", new { expiresAt = DateTimeOffset.UnixEpoch });
        Assert.Equal(HttpStatusCode.OK, past.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await PostReleaseAsync(client));
        using var revoked = await host.Admin.DeleteAsync(new Uri($"/api/keys/{id}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        using var never = await host.Admin.PatchAsJsonAsync($"/api/keys/{id}", new { expiresAt = (DateTimeOffset?)null });
        Assert.Equal(HttpStatusCode.NotFound, never.StatusCode);

        var list = (await host.Admin.GetFromJsonAsync<JsonObject>("/api/keys"))!;
        Assert.Equal(2, list["total"]!.GetValue<long>());
        Assert.DoesNotContain(made["key"]!.GetValue<string>(), list.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_the_next_request()
    {
        await using var host = await ProbeHost.StartAsync(_folder.Path);
        var made = await PostKeyAsync(host.Admin, PressOffice);
        using var client = Show(host.App, made["key"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PostReleaseAsync(client));

        using var revoked = await host.Admin.DeleteAsync(new Uri($"/api/keys/{made["details"]!["id"]}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, await PostReleaseAsync(client));
    }

    [Fact]
    public async Task A_wrong_key_is_refused_at_open_addresses_too_but_another_scheme_is_nobodys_business()
    {
        await using var host = await ProbeHost.StartAsync(_folder.Path);
        using var wrong = Show(host.App, KeyText.Make().Text);
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(wrong, "/api/releases"));

        using var basic = Show(host.App, "");
        basic.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", "c3RhZ2luZzpzZWNyZXQ=");
        Assert.Equal(HttpStatusCode.OK, await GetAsync(basic, "/api/releases"));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostReleaseAsync(basic));
    }

    [Fact]
    public async Task Without_a_newsroom_keys_get_503_and_a_time_to_come_back_and_open_addresses_stay_open()
    {
        await using var app = ServiceHost.Build(
            [$"--Storage:Path={_folder.Path}", "--urls=http://127.0.0.1:0", "--Services:newsroom:Url=http://127.0.0.1:9"],
            new IngestionModule());
        await app.StartAsync();
        using var client = Show(app, KeyText.Make().Text);

        using var answer = await client.PostAsJsonAsync("/api/releases", new { headline = "x" });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("5", answer.Headers.GetValues("Retry-After").Single());
        Assert.Contains("the newsroom does not answer", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        client.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(HttpStatusCode.OK, await GetAsync(client, "/api/releases"));
    }

    [Fact]
    public async Task Only_services_may_ask_whose_a_key_is()
    {
        await using var host = await ProbeHost.StartAsync(_folder.Path);

        using var answer = await host.Admin.PostAsJsonAsync("/internal/keys/check", new CheckKeyRequest("0123456789abcdef", "0"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task The_administrators_key_survives_a_restart_and_stays_revoked()
    {
        await using (var host = await ProbeHost.StartAsync(_folder.Path))
        {
            Assert.Equal(HttpStatusCode.OK, await GetAsync(host.Admin, "/api/keys"));
        }

        await using (var again = await ProbeHost.StartAsync(_folder.Path))
        {
            var keys = (await again.Admin.GetFromJsonAsync<JsonObject>("/api/keys"))!["items"]!.AsArray();
            await PostKeyAsync(again.Admin, Deputy);
            using var revoked = await again.Admin.DeleteAsync(new Uri($"/api/keys/{Assert.Single(keys)!["id"]}", UriKind.Relative));
            Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(again.Admin, "/api/keys"));
        }

        await using var third = await ProbeHost.StartAsync(_folder.Path);
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(third.Admin, "/api/keys"));
    }

    private static HttpClient Show(WebApplication app, string key)
    {
        var client = new HttpClient { BaseAddress = app.Services.GetRequiredService<ServiceAddresses>().Loopback() };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    private static async Task<JsonObject> PostKeyAsync(HttpClient admin, object wanted)
    {
        using var answer = await admin.PostAsJsonAsync("/api/keys", wanted);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <summary>An empty release: 422 tells that the key was taken.</summary>
    private static async Task<HttpStatusCode> PostReleaseAsync(HttpClient client)
    {
        using var answer = await client.PostAsJsonAsync("/api/releases", new { });
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> GetAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        return answer.StatusCode;
    }
}
