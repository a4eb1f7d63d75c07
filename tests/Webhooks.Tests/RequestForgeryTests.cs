using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Hosting.Http;
using Syndication.Webhooks.Delivering;

namespace Syndication.Webhooks.Tests;

/// <summary>A partner who wants this installation to call its own network.</summary>
public sealed class RequestForgeryTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly Canary _canary = new();

    /// <summary>Where a partner's name leads; a partner can change that at any time.</summary>
    private volatile IPAddress[] _addresses = [IPAddress.Parse("127.0.0.2")];
    private Office _office = null!;

    public async ValueTask InitializeAsync()
    {
        var guard = new DialGuard(["127.0.0.2"], (_, _) => Task.FromResult(_addresses));
        _office = await Office.StartAsync(_folder["data"], services => services.AddKeyedSingleton(WebhookSender.Client, guard));
    }

    public async ValueTask DisposeAsync()
    {
        await _office.DisposeAsync();
        _canary.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task No_spelling_of_a_forbidden_address_is_registered()
    {
        foreach (var url in ForgedAddresses.For(_canary.Port))
        {
            var errors = await _office.SendAsync(HttpMethod.Post, "/api/webhooks", Request(url), HttpStatusCode.UnprocessableEntity);
            Assert.NotNull(errors["errors"]!["$.url"]);
        }

        Assert.Equal(0, _canary.Connections);
    }

    [Fact]
    public async Task A_name_that_leads_inside_is_not_dialled_for_its_challenge()
    {
        foreach (var addresses in new[] { "127.0.0.1", "::1", "::ffff:127.0.0.1", "127.0.0.2,127.0.0.1", "169.254.169.254", "10.0.0.1" })
        {
            _addresses = [.. addresses.Split(',').Select(IPAddress.Parse)];
            var endpoint = await _office.SendAsync(HttpMethod.Post, "/api/webhooks", Request($"http://partner.example:{_canary.Port}/"), HttpStatusCode.Created);
            var refused = await _office.SendAsync(HttpMethod.Post, $"/api/webhooks/{endpoint.Text("id")}/challenge", expected: HttpStatusCode.UnprocessableEntity);
            Assert.Contains("not a public address", refused.Text("detail"), StringComparison.Ordinal);
        }

        Assert.Equal(0, _canary.Connections);
    }

    [Fact]
    public async Task A_name_that_leads_inside_once_it_is_proved_gets_nothing_there()
    {
        // The same port, so that nothing but the address is wrong.
        await using var receiver = await WebhookReceiver.StartAsync($"http://127.0.0.2:{_canary.Port}");
        receiver.Answer((context, _) =>
        {
            context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
        var endpoint = await _office.RegisterAsync($"http://partner.example:{_canary.Port}/hook");
        await _office.PublishAsync("While it leads outside");
        await _office.QuietAsync();
        Assert.Single(receiver.Received);

        // Connections that are open stay where they lead, for two minutes at most: the kept one is not what is tried here.
        await receiver.DisposeAsync();
        _addresses = [IPAddress.Loopback];
        await _office.PublishAsync("Once it leads inside");
        await Eventually.HoldsAsync(async () => (await endpoint.DeliveriesAsync()).Count == 2);
        var delivery = await endpoint.AttemptedAsync(1);

        Assert.Equal("deferred", delivery.Text("state"));
        Assert.Contains("127.0.0.1, which is not a public address", delivery["attempts"]![0]!.Text("result"), StringComparison.Ordinal);
        Assert.Equal(0, _canary.Connections);
    }

    [Fact]
    public async Task A_redirect_leads_nowhere()
    {
        await using var receiver = await WebhookReceiver.StartAsync($"http://127.0.0.2:{_canary.Port}");
        var endpoint = await _office.RegisterAsync($"{receiver.Url}/hook");
        receiver.Answer((context, _) =>
        {
            context.Response.StatusCode = (int)HttpStatusCode.TemporaryRedirect;
            context.Response.Headers.Location = $"http://127.0.0.1:{_canary.Port}/";
            return Task.CompletedTask;
        });

        await _office.PublishAsync("Elsewhere");
        var delivery = await endpoint.AttemptedAsync(1);

        Assert.Equal("It answered 307: redirects are not followed.", delivery["attempts"]![0]!.Text("result"));
        Assert.Equal(0, _canary.Connections);
    }

    private static JsonObject Request(string url) => new() { ["url"] = url, ["contact"] = "press@partner.example" };
}
