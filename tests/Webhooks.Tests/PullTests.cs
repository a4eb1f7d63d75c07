using System.Net;
using System.Text.Json.Nodes;

namespace Syndication.Webhooks.Tests;

/// <summary>A partner behind a firewall fetches.</summary>
public sealed class PullTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private Office _office = null!;

    public async ValueTask InitializeAsync() => _office = await Office.StartAsync(_folder["data"]);

    public async ValueTask DisposeAsync()
    {
        await _office.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_cursor_walks_through_everything_once_and_an_old_one_gives_the_same_again()
    {
        await _office.PublishAsync("Before");
        await _office.QuietAsync();
        var endpoint = await _office.RegisterAsync(null, new JsonObject { ["backfillDays"] = 1, ["payload"] = "thin" });
        Assert.Equal(("pull", "active"), ((await endpoint.GetAsync()).Text("kind"), (await endpoint.GetAsync()).Text("state")));
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => _office.PublishAsync($"Release {i:00}")));
        await _office.QuietAsync();
        await Eventually.HoldsAsync(async () => (await endpoint.DeliveriesAsync()).Count == 31);

        var (first, cursor) = await WalkAsync(endpoint, null, pageSize: 7);
        Assert.Equal(31, first.Count);
        Assert.Equal(31, first.Select(item => item.Text("id")).Distinct().Count());
        Assert.Equal(["Before", .. Enumerable.Range(0, 30).Select(i => $"Release {i:00}")], first.Select(item => item["data"]!.Text("headline")).Order(StringComparer.Ordinal));
        Assert.All(await endpoint.DeliveriesAsync(), delivery => Assert.Equal("sent", delivery.Text("state")));

        Assert.Empty((await WalkAsync(endpoint, cursor)).Items);
        Assert.Equal(first.Select(item => item.ToJsonString()), (await WalkAsync(endpoint, null, pageSize: 200)).Items.Select(item => item.ToJsonString()));
        await endpoint.By.SendAsync(HttpMethod.Get, $"{endpoint.Address}/events?after=nonsense", expected: HttpStatusCode.UnprocessableEntity);

        // Asked to wait, it answers as soon as there is something.
        var waiting = endpoint.GetAsync($"/events?after={cursor}&wait=30");
        var release = await _office.PublishAsync("While it waits");
        Assert.Equal("While it waits", Assert.Single((await waiting)["items"]!.AsArray())!["data"]!.Text("headline"));

        // An event that is sent again arrives again.
        var id = (await endpoint.DeliveriesAsync())[0].Text("id");
        cursor = (await WalkAsync(endpoint, cursor)).Next;
        await endpoint.PostAsync($"/deliveries/{id}/resend", expected: HttpStatusCode.Accepted);
        var again = await WalkAsync(endpoint, cursor);
        Assert.Equal(id, Assert.Single(again.Items).Text("id"));
        await _office.RetractAsync(release);
        await _office.QuietAsync();
        Assert.Equal("release.retracted", Assert.Single((await WalkAsync(endpoint, again.Next)).Items).Text("type"));
    }

    [Fact]
    public async Task What_was_taken_back_before_it_was_fetched_is_never_handed_out()
    {
        var endpoint = await _office.RegisterAsync(null);
        var corrected = await _office.PublishAsync("Wrong");
        var retracted = await _office.PublishAsync("Wrong altogether");
        await _office.QuietAsync();
        await _office.CorrectAsync(corrected, "Right");
        await _office.RetractAsync(retracted);
        await _office.QuietAsync();

        var items = (await WalkAsync(endpoint, null)).Items;
        Assert.Equal(["Right"], items.Select(item => item["data"]!.Text("headline")));
        Assert.Equal("suppressed", (await endpoint.DeliveriesAsync($"?release={retracted.Text("id")}"))[0].Text("state"));
    }

    [Fact]
    public async Task What_is_on_hold_is_not_handed_out_and_the_cursor_waits_before_it()
    {
        var endpoint = await _office.RegisterAsync(null);
        await _office.PublishAsync("One");
        await _office.QuietAsync();
        var held = await _office.PublishAsync("Two");
        await _office.QuietAsync();
        await _office.PublishAsync("Three");
        await _office.QuietAsync();
        await _office.SendAsync(HttpMethod.Post, "/api/hold", new JsonObject { ["reason"] = "Wait.", ["release"] = held.Text("id") });
        await Task.Delay(TimeSpan.FromSeconds(2));

        var before = await WalkAsync(endpoint, null);
        Assert.Equal(["One"], before.Items.Select(item => item["data"]!.Text("headline")));
        await _office.SendAsync(HttpMethod.Delete, $"/api/hold/all-{held.Text("id")}", expected: HttpStatusCode.NoContent);
        await Eventually.HoldsAsync(async () => (await WalkAsync(endpoint, before.Next)).Items.Count == 2);
    }

    private static async Task<(IReadOnlyList<JsonObject> Items, string Next)> WalkAsync(Endpoint endpoint, string? after, int pageSize = 20)
    {
        var items = new List<JsonObject>();
        while (true)
        {
            var page = await endpoint.GetAsync($"/events?pageSize={pageSize}{(after is null ? "" : $"&after={after}")}");
            after = page.Text("next");
            if (page["items"]!.AsArray().Count == 0)
            {
                return (items, after);
            }

            items.AddRange(page["items"]!.AsArray().Select(item => item!.AsObject()));
        }
    }
}
