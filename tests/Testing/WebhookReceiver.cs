using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Syndication.Testing;

/// <summary>
/// A partner's server: receives webhooks at <c>/{name}</c>, as many names as a test wants, notes each before it answers,
/// and answers what the test says. It proves its URLs unless told otherwise.
/// </summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedWebhook> _received = new();
    private volatile Func<HttpContext, ReceivedWebhook, Task> _answer = (_, _) => Task.CompletedTask;
    private int _underWay;
    private int _mostUnderWay;

    private WebhookReceiver(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    /// <summary>Everything but challenges, in the order of arrival.</summary>
    public IReadOnlyCollection<ReceivedWebhook> Received => _received;

    /// <summary>Posts that are open now.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>The most posts that were open at the same time.</summary>
    public int MostUnderWay => Volatile.Read(ref _mostUnderWay);

    /// <summary>Whether challenges are answered with their word.</summary>
    public bool IsProving { get; set; } = true;

    public static async Task<WebhookReceiver> StartAsync(string url = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(100));
        var app = builder.Build();
        var receiver = new WebhookReceiver(app);
        app.Run(receiver.ReceiveAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Answers like this from now on; null for 200 again.</summary>
    public void Answer(Func<HttpContext, ReceivedWebhook, Task>? answer) => _answer = answer ?? ((_, _) => Task.CompletedTask);

    public void Answer(HttpStatusCode status) => Answer((context, _) =>
    {
        context.Response.StatusCode = (int)status;
        return Task.CompletedTask;
    });

    public void Forget() => _received.Clear();

    /// <summary>What came to one name.</summary>
    public IReadOnlyList<ReceivedWebhook> Of(string name) => [.. _received.Where(webhook => webhook.Name == name)];

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        var now = Interlocked.Increment(ref _underWay);
        for (var most = _mostUnderWay; now > most; most = _mostUnderWay)
        {
            Interlocked.CompareExchange(ref _mostUnderWay, now, most);
        }

        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var webhook = new ReceivedWebhook(
                context.Request.Path.Value!.TrimStart('/'),
                context.Request.Headers["webhook-id"].ToString(),
                context.Request.Headers["webhook-timestamp"].ToString(),
                context.Request.Headers["webhook-signature"].ToString(),
                body.ToArray(),
                DateTimeOffset.UtcNow);
            if (IsProving && webhook.Body.AsSpan().IndexOf("\"endpoint.challenge\""u8) >= 0)
            {
                await context.Response.WriteAsJsonAsync(new { challenge = webhook.Json["data"]!["challenge"]!.GetValue<string>() });
                return;
            }

            _received.Enqueue(webhook);
            await _answer(context, webhook);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}

/// <summary>A post as it came.</summary>
/// <param name="Name">The last part of the URL.</param>
public sealed record ReceivedWebhook(string Name, string Id, string Timestamp, string Signature, byte[] Body, DateTimeOffset At)
{
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    public string Type => Json["type"]!.GetValue<string>();

    public JsonObject Data => Json["data"]!.AsObject();

    /// <summary>Whether one of its signatures was made with a secret as its owner holds it ("whsec_…").</summary>
    public bool IsSignedWith(string secret)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{Id}.{Timestamp}."), .. Body];
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed));
        return Signature.Split(' ').Contains(expected);
    }

    /// <summary>When it was signed.</summary>
    public DateTimeOffset SignedAt => DateTimeOffset.FromUnixTimeSeconds(long.Parse(Timestamp, CultureInfo.InvariantCulture));
}
