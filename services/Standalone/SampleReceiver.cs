using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Syndication.Hosting.Http;

namespace Syndication.Standalone;

/// <summary>
/// A partner's server for the samples: joins by the API as partners do, verifies what it is sent by the rules of Standard
/// Webhooks and nothing else of ours, and leaves again. It joins once the samples are there, whether they came today or
/// long ago, and so asks for a backfill.
/// </summary>
internal sealed class SampleReceiver : IAsyncDisposable
{
    /// <summary>Samples are younger, counted from the day on which a folder first had them.</summary>
    private const int BackfillDays = 90;

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<string, bool> _delivered = new();
    private byte[] _key = [];
    private string? _id;

    private SampleReceiver(WebApplication server) => _server = server;

    /// <summary>Different events that came.</summary>
    public int Delivered => _delivered.Count;

    /// <summary>Those of them whose signature is right.</summary>
    public int Verified => _delivered.Values.Count(isVerified => isVerified);

    /// <summary>What lets the newsroom post to it, on this machine; under a name, so that it replaces none of the operator's own.</summary>
    public string Setting => $"--Egress:webhooks:Allow:samples=127.0.0.1:{new Uri(Url).Port}";

    private string Url => _server.Urls.First();

    public static async Task<SampleReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new SampleReceiver(builder.Build());
        receiver._server.MapPost("/webhooks", receiver.ReceiveAsync);
        await receiver._server.StartAsync();
        return receiver;
    }

    /// <summary>Registers an endpoint and proves it.</summary>
    /// <exception cref="HttpRequestException">The newsroom refused it.</exception>
    public async Task JoinAsync(WebApplication app, DataFolder folder)
    {
        using var client = ClientOf(app, folder);
        var endpoint = new JsonObject { ["url"] = $"{Url}/webhooks", ["contact"] = "samples@partner.example", ["description"] = "Receiver of the samples", ["backfillDays"] = BackfillDays };
        using var registered = (await client.PostAsJsonAsync("/api/webhooks", endpoint)).EnsureSuccessStatusCode();
        var made = (await registered.Content.ReadFromJsonAsync<JsonObject>())!;
        _id = made["id"]!.GetValue<string>();
        _key = Convert.FromBase64String(made["secret"]!.GetValue<string>()["whsec_".Length..]);
        (await client.PostAsync(new Uri($"/api/webhooks/{_id}/challenge", UriKind.Relative), null)).EnsureSuccessStatusCode().Dispose();
    }

    /// <summary>Takes the endpoint back: nothing is sent to a server that is gone.</summary>
    public async Task LeaveAsync(WebApplication app, DataFolder folder)
    {
        if (_id is not null)
        {
            using var client = ClientOf(app, folder);
            (await client.DeleteAsync(new Uri($"/api/webhooks/{_id}", UriKind.Relative))).Dispose();
        }
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private static HttpClient ClientOf(WebApplication app, DataFolder folder)
    {
        var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        client.BaseAddress = app.Services.GetRequiredService<ServiceAddresses>().Loopback();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", folder.AdministratorKey());
        return client;
    }

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer);
        var body = buffer.ToArray();
        var isVerified = IsVerified(request.Headers, body);
        var webhook = JsonNode.Parse(body)!;
        if (webhook["type"]!.GetValue<string>() == "endpoint.challenge")
        {
            return isVerified ? Results.Json(new { challenge = webhook["data"]!["challenge"]!.GetValue<string>() }) : Results.Unauthorized();
        }

        var id = request.Headers["webhook-id"].ToString();
        _delivered.AddOrUpdate(id, isVerified, (_, known) => known || isVerified);
        return isVerified ? Results.NoContent() : Results.Unauthorized();
    }

    private bool IsVerified(IHeaderDictionary headers, byte[] body)
    {
        var (id, timestamp) = (headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString());
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || (TimeProvider.System.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Tolerance)
        {
            return false;
        }

        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        var expected = Encoding.ASCII.GetBytes("v1," + Convert.ToBase64String(HMACSHA256.HashData(_key, signed)));
        return headers["webhook-signature"].ToString().Split(' ').Any(signature => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), expected));
    }
}
