using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Webhooks.Endpoints;

namespace Syndication.Webhooks.Tests;

/// <summary>An office with a short patience, for tests that each have a topic of their own.</summary>
public sealed class ImpatientOffice : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    internal Office Office { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Office = await Office.StartAsync(_folder["data"], "--Webhooks:Timeout=00:00:03");

    public async ValueTask DisposeAsync()
    {
        await Office.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>Receivers that do what receivers do.</summary>
public sealed class FaultyReceiverTests(ImpatientOffice impatient) : IClassFixture<ImpatientOffice>
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    private readonly Office _office = impatient.Office;
    private readonly string _topic = $"t{Guid.NewGuid():N}";

    public static TheoryData<string, string, int?> Misbehaviours => new()
    {
        { "hangs", "No answer within 3 s.", null },
        { "sends an octet a second", "No answer within 3 s.", null },
        { "sends headers without end", "Its headers were longer than 64 KB.", null },
        { "sends one header without end", "Its headers were longer than 64 KB.", null },
        { "goes on with interim answers", "No answer within 3 s.", null },
        { "hangs up", "The connection was closed before the answer was complete.", null },
        { "speaks no HTTP", "Its answer was no HTTP.", null },
        { "resets", "The connection was reset.", null },
        { "redirects", "It answered 302: redirects are not followed.", 302 },
        { "is moved for good", "It answered 308: redirects are not followed.", 308 },
        { "is not modified", "It answered 304: redirects are not followed.", 304 },
        { "fails with 10 GB", "It answered 500.", 500 },
        { "fails compressed", "It answered 500.", 500 },
        { "fails with control characters", "It answered 418.", 418 },
    };

    [Theory]
    [MemberData(nameof(Misbehaviours))]
    public async Task A_misbehaviour_is_a_failure_told_in_a_sentence_in_time_and_tried_again(string what, string says, int? status)
    {
        RawReceiver? raw = null;
        raw = RawReceiver.Start((stream, over) => MisbehaveAsync(raw!, what, stream, over));
        using var receiver = raw;
        var endpoint = await RegisterAsync(receiver.Url);
        await PublishAsync("To somebody odd");
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var delivery = await endpoint.AttemptedAsync(1);
        var attempt = delivery["attempts"]![0]!;
        Assert.Equal(("deferred", says, status), (delivery.Text("state"), attempt.Text("result"), attempt["status"]?.GetValue<int>()));
        Assert.InRange(attempt.Number("milliseconds"), 0, (int)(Timeout + TimeSpan.FromSeconds(4)).TotalMilliseconds);
        Assert.InRange((attempt["answer"]?.GetValue<string>() ?? "").Length, 0, 500);
        Assert.DoesNotContain('\0', attempt["answer"]?.GetValue<string>() ?? "");
        Assert.InRange(receiver.Written, 0, 16_000_000);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 50_000_000);

        // Who closes the connection is asked once more at once, on a new one.
        var posts = what is "hangs up" or "resets" ? 2 : 1;
        Assert.Equal(posts, receiver.Posts);

        _office.Clock.Advance(TimeSpan.FromSeconds(7));
        await Eventually.HoldsAsync(() => Task.FromResult(receiver.Posts == 2 * posts));
    }

    [Theory]
    [InlineData("takes with 10 GB")]
    [InlineData("takes with an octet a second")]
    [InlineData("takes with 204 and a body")]
    public async Task A_good_status_is_enough_whatever_follows_and_nobody_waits_for_it(string what)
    {
        RawReceiver? raw = null;
        raw = RawReceiver.Start((stream, over) => MisbehaveAsync(raw!, what, stream, over));
        using var receiver = raw;
        var endpoint = await RegisterAsync(receiver.Url);
        await PublishAsync("To somebody talkative");
        await _office.QuietAsync();

        Assert.Equal("sent", (await endpoint.DeliveriesAsync())[0].Text("state"));
        Assert.InRange(receiver.Written, 0, 16_000_000);
    }

    [Fact]
    public async Task A_server_that_closes_after_each_answer_without_saying_so_gets_everything_at_the_first_attempt()
    {
        using var receiver = RawReceiver.Start((stream, over) => stream.WriteAsync("HTTP/1.0 204 No Content\r\nServer: plain\r\n\r\n"u8.ToArray(), over).AsTask());
        var endpoints = new List<Endpoint>();
        for (var i = 0; i < 12; i++)
        {
            endpoints.Add(await RegisterAsync($"{receiver.Url}/{i}"));
        }

        // All at once, and again once every connection was given back.
        for (var i = 0; i < 10; i++)
        {
            await PublishAsync($"Number {i}");
            await _office.QuietAsync();
        }

        foreach (var endpoint in endpoints)
        {
            Assert.All(await endpoint.DeliveriesAsync(), delivery => Assert.Equal("sent 1", $"{delivery.Text("state")} {delivery["attempts"]!.AsArray().Count}"));
        }

        Assert.Equal(120, receiver.Posts);
    }

    [Fact]
    public async Task An_expired_certificate_proves_nothing_and_is_a_failure_later()
    {
        using var expired = RawReceiver.StartExpired();
        await using var good = await WebhookReceiver.StartAsync();
        var made = await _office.SendAsync(HttpMethod.Post, "/api/webhooks", new JsonObject { ["url"] = expired.Url, ["contact"] = "press@partner.example" }, HttpStatusCode.Created);
        var refused = await _office.SendAsync(HttpMethod.Post, $"/api/webhooks/{made.Text("id")}/challenge", expected: HttpStatusCode.UnprocessableEntity);
        Assert.Contains("certificate was not accepted", refused.Text("detail"), StringComparison.Ordinal);

        // It was good when it was proved.
        var endpoint = await RegisterAsync($"{good.Url}/hook");
        await _office.App.Services.GetRequiredService<EndpointStore>().ChangeAsync(endpoint.Id, known => known with { Url = expired.Url }, CancellationToken.None);
        await PublishAsync("Over TLS");
        Assert.Contains("certificate was not accepted", (await endpoint.AttemptedAsync(1))["attempts"]![0]!.Text("result"), StringComparison.Ordinal);
        Assert.Equal(0, expired.Posts);
    }

    [Fact]
    public async Task Nobody_listens_and_nobody_is_found()
    {
        await using var good = await WebhookReceiver.StartAsync();
        var closed = await RegisterAsync($"{good.Url}/closed");
        var nowhere = await RegisterAsync($"{good.Url}/nowhere");
        var endpoints = _office.App.Services.GetRequiredService<EndpointStore>();
        await endpoints.ChangeAsync(nowhere.Id, known => known with { Url = "https://nobody.invalid/hook" }, CancellationToken.None);
        await good.DisposeAsync();
        await PublishAsync("To nobody");

        foreach (var (endpoint, says) in new[] { (closed, "The connection was refused."), (nowhere, "The host name was not found.") })
        {
            Assert.Equal(says, (await endpoint.AttemptedAsync(1))["attempts"]![0]!.Text("result"));
        }
    }

    private Task<Endpoint> RegisterAsync(string url) => _office.RegisterAsync(url, new JsonObject { ["selection"] = new JsonObject { ["topics"] = new JsonArray(_topic) } });

    private Task<JsonObject> PublishAsync(string headline) => _office.PublishAsync(headline, new JsonObject { ["topics"] = new JsonArray(_topic) });

    private static async Task MisbehaveAsync(RawReceiver receiver, string what, Stream stream, CancellationToken over)
    {
        Task Write(string text) => stream.WriteAsync(Encoding.Latin1.GetBytes(text), over).AsTask();
        const long TenGigabytes = 10_000_000_000;
        var block = Encoding.Latin1.GetBytes(new string('x', 64 * 1024));
        switch (what)
        {
            case "hangs":
                await Task.Delay(-1, over);
                break;
            case "sends an octet a second":
                foreach (var letter in "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                {
                    await Write(letter.ToString());
                    await Task.Delay(1_000, over);
                }

                break;
            case "sends headers without end":
                await Write("HTTP/1.1 200 OK\r\n");
                await receiver.FloodAsync(stream, Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat($"X-More: {new string('x', 100)}\r\n", 500))), TenGigabytes, over);
                break;
            case "sends one header without end":
                await Write("HTTP/1.1 200 OK\r\nX-More: ");
                await receiver.FloodAsync(stream, block, TenGigabytes, over);
                break;
            case "goes on with interim answers":
                while (!over.IsCancellationRequested)
                {
                    await Write("HTTP/1.1 102 Processing\r\n\r\n");
                    await Task.Delay(50, over);
                }

                break;
            case "hangs up":
                break;
            case "speaks no HTTP":
                await Write("220 mail.partner.example ESMTP\r\n");
                break;
            case "resets":
                ((System.Net.Sockets.NetworkStream)stream).Socket.LingerState = new System.Net.Sockets.LingerOption(true, 0);
                ((System.Net.Sockets.NetworkStream)stream).Socket.Close();
                break;
            case "redirects":
                await Write("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n");
                break;
            case "is moved for good":
                await Write("HTTP/1.1 308 Permanent Redirect\r\nLocation: https://elsewhere.example/\r\nContent-Length: 0\r\n\r\n");
                break;
            case "is not modified":
                await Write("HTTP/1.1 304 Not Modified\r\n\r\n");
                break;
            case "fails with 10 GB":
                await Write($"HTTP/1.1 500 Error\r\nContent-Length: {TenGigabytes}\r\n\r\n");
                await receiver.FloodAsync(stream, block, TenGigabytes, over);
                break;
            case "fails compressed":
                await Write("HTTP/1.1 500 Error\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\u001f\u008b\u0008\u0000");
                break;
            case "fails with control characters":
                await Write("HTTP/1.1 418 Teapot\r\nContent-Length: 12\r\n\r\n\0\u0001\u001b[31m\u00ff\u00fe <b");
                break;
            case "takes with 10 GB":
                await Write($"HTTP/1.1 200 OK\r\nContent-Length: {TenGigabytes}\r\n\r\n");
                await receiver.FloodAsync(stream, block, TenGigabytes, over);
                break;
            case "takes with an octet a second":
                await Write("HTTP/1.1 202 Accepted\r\nContent-Length: 1000\r\n\r\n");
                while (!over.IsCancellationRequested)
                {
                    await Write("x");
                    await Task.Delay(1_000, over);
                }

                break;
            default:
                await Write("HTTP/1.1 204 No Content\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc");
                break;
        }
    }
}
