using System.Net;
using System.Text.Json.Nodes;

namespace Syndication.Webhooks.Tests;

/// <summary>A person stops what goes out, and lets it go on.</summary>
public sealed class HoldTests : IAsyncLifetime
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(2);

    private readonly TemporaryFolder _folder = new();
    private WebhookReceiver _receiver = null!;
    private Office _office = null!;

    public async ValueTask InitializeAsync()
    {
        _receiver = await WebhookReceiver.StartAsync();
        _office = await Office.StartAsync(_folder["data"], "--Webhooks:Concurrency=4");
    }

    public async ValueTask DisposeAsync()
    {
        await _office.DisposeAsync();
        await _receiver.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("{\"reason\":\"Everything.\"}", "all-all")]
    [InlineData("{\"reason\":\"The channel.\",\"channel\":\"webhooks\"}", "webhooks-all")]
    [InlineData("{\"reason\":\"The release.\",\"release\":\"{release}\"}", "all-{release}")]
    public async Task What_is_going_out_stops_within_two_seconds_survives_a_restart_and_goes_on_with_nothing_lost_or_doubled(string hold, string id)
    {
        const int Endpoints = 150;
        for (var i = 0; i < Endpoints; i++)
        {
            await _office.RegisterAsync($"{_receiver.Url}/{i}");
        }

        // Four at once, a fifth of a second each: it takes some eight seconds.
        _receiver.Answer((_, _) => Task.Delay(200));
        var release = await _office.PublishAsync("Wrong list");
        await Eventually.HoldsAsync(() => Task.FromResult(_receiver.Received.Count > 10));
        await _office.SendAsync(HttpMethod.Post, "/api/hold", JsonNode.Parse(hold.Replace("{release}", release.Text("id"), StringComparison.Ordinal))!.AsObject());
        await Task.Delay(Promised);
        var sent = _receiver.Received.Count;
        Assert.InRange(sent, 10, Endpoints - 1);
        var held = await DeliveriesAsync(release);
        Assert.Equal((sent, Endpoints - sent), (held.GetValueOrDefault("sent"), held.GetValueOrDefault("held")));

        await _office.DisposeAsync();
        _office = await Office.StartAsync(_folder["data"], "--Webhooks:Concurrency=4");
        var other = await _office.PublishAsync("Another one");
        if (id.EndsWith("-all", StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromSeconds(3));
            Assert.Equal(sent, _receiver.Received.Count);
        }
        else
        {
            await Eventually.HoldsAsync(() => Task.FromResult(_receiver.Received.Count(webhook => webhook.Data.Text("id") == other.Text("id")) == Endpoints));
            Assert.Equal(sent, _receiver.Received.Count(webhook => webhook.Data.Text("id") == release.Text("id")));
        }

        _receiver.Answer(null);
        await _office.SendAsync(HttpMethod.Delete, $"/api/hold/{id.Replace("{release}", release.Text("id"), StringComparison.Ordinal)}", expected: HttpStatusCode.NoContent);
        await Eventually.HoldsAsync(() => Task.FromResult(_receiver.Received.Count > sent), Promised + TimeSpan.FromSeconds(1));
        await _office.QuietAsync();

        Assert.Equal(2 * Endpoints, _receiver.Received.Count);
        Assert.Equal(2 * Endpoints, _receiver.Received.Select(webhook => (webhook.Name, webhook.Id)).Distinct().Count());
        Assert.Equal(Endpoints, (await DeliveriesAsync(release)).GetValueOrDefault("sent"));
    }

    /// <summary>What the ledger says, by state.</summary>
    private async Task<Dictionary<string, int>> DeliveriesAsync(JsonObject release)
    {
        var (states, after) = (new Dictionary<string, int>(), "");
        while (true)
        {
            var page = await _office.SendAsync(HttpMethod.Get, $"/api/deliveries?release={release.Text("id")}&version=1&pageSize=40{after}");
            foreach (var item in page["items"]!.AsArray())
            {
                states[item!.Text("state")] = states.GetValueOrDefault(item!.Text("state")) + 1;
                Assert.Equal(("webhooks", "en", 1, "release.created"), (item!.Text("channel"), item!.Text("language"), item!.Number("version"), item!.Text("event")));
            }

            if (page["next"] is null)
            {
                return states;
            }

            after = $"&after={Uri.EscapeDataString(page.Text("next"))}";
        }
    }
}
