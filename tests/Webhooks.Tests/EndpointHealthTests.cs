using System.Net;
using System.Text.Json.Nodes;

namespace Syndication.Webhooks.Tests;

/// <summary>Endpoints that are gone, or that have failed for days.</summary>
public sealed class EndpointHealthTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private WebhookReceiver _receiver = null!;
    private Office _office = null!;

    public async ValueTask InitializeAsync()
    {
        _receiver = await WebhookReceiver.StartAsync();
        _office = await Office.StartAsync(_folder["data"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _office.DisposeAsync();
        await _receiver.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Gone_disables_at_once()
    {
        var endpoint = await _office.RegisterAsync($"{_receiver.Url}/hook");
        _receiver.Answer(HttpStatusCode.Gone);
        await _office.PublishAsync("To somebody gone");
        await Eventually.HoldsAsync(async () => (await endpoint.GetAsync()).Text("state") == "disabled");
        Assert.Equal(("gone", "It answered 410 Gone."), ((await endpoint.GetAsync())["disabled"]!.Text("by"), (await endpoint.GetAsync())["disabled"]!.Text("reason")));

        await _office.PublishAsync("Not sent");
        await _office.QuietAsync();
        Assert.Single(_receiver.Received);
        Assert.Equal(["failed", "suppressed"], (await endpoint.DeliveriesAsync()).Select(delivery => delivery.Text("state")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Its_contact_is_told_by_mail_once_even_if_the_relay_was_away()
    {
        var endpoint = await _office.RegisterAsync($"{_receiver.Url}/hook", new JsonObject { ["contact"] = "zoë@partner.example", ["description"] = "Lake Times — Redaktion" });

        // A file where the folder should be: the outbox can't be opened.
        await File.WriteAllTextAsync(_folder["data/outbox"], "");
        _receiver.Answer(HttpStatusCode.Gone);
        await _office.PublishAsync("To somebody gone");
        await Eventually.HoldsAsync(async () => (await endpoint.GetAsync()).Text("state") == "disabled");
        await _office.QuietAsync();
        File.Delete(_folder["data/outbox"]);
        _office.Clock.Advance(TimeSpan.FromMinutes(6));
        await Eventually.HoldsAsync(() => Task.FromResult(Directory.Exists(_folder["data/outbox"]) && Directory.GetFiles(_folder["data/outbox"], "*.eml").Length > 0));
        await _office.QuietAsync();

        var mail = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_folder["data/outbox"])));
        Assert.Contains("To: zoë@partner.example\r\n", mail, StringComparison.Ordinal);
        Assert.Contains("Auto-Submitted: auto-generated\r\n", mail, StringComparison.Ordinal);
        Assert.Contains("It answered 410 Gone.", mail, StringComparison.Ordinal);
        Assert.Contains($"/api/webhooks/{endpoint.Id}/enable", mail.Replace("=\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mailbox_gets_one_mail_a_day_however_often_an_endpoint_is_disabled()
    {
        var endpoint = await _office.RegisterAsync($"{_receiver.Url}/hook", new JsonObject { ["contact"] = "victim@elsewhere.example" });
        _receiver.Answer(HttpStatusCode.Gone);
        for (var time = 1; time <= 4; time++)
        {
            await endpoint.PostAsync("/enable");
            await endpoint.PostAsync("/test", expected: HttpStatusCode.Accepted);
            await Eventually.HoldsAsync(async () => (await endpoint.GetAsync()).Text("state") == "disabled");
            await _office.QuietAsync();
            Assert.Equal(time < 4 ? 1 : 2, Directory.GetFiles(_folder["data/outbox"]).Length);
            _office.Clock.Advance(time < 3 ? TimeSpan.FromMinutes(1) : TimeSpan.FromDays(1));
        }
    }

    [Fact]
    public async Task Nobody_is_written_to_about_an_endpoint_that_its_owner_disabled()
    {
        var endpoint = await _office.RegisterAsync($"{_receiver.Url}/hook");
        await endpoint.PostAsync("/disable");
        await _office.QuietAsync();
        _office.Clock.Advance(TimeSpan.FromMinutes(6));
        await _office.QuietAsync();

        Assert.False(Directory.Exists(_folder["data/outbox"]) && Directory.GetFiles(_folder["data/outbox"]).Length > 0);
    }

    [Fact]
    public async Task Five_days_of_nothing_but_failures_disable_and_one_success_in_between_does_not()
    {
        var dead = await _office.RegisterAsync($"{_receiver.Url}/dead");
        var shaky = await _office.RegisterAsync($"{_receiver.Url}/shaky");
        var isUp = false;
        _receiver.Answer((context, webhook) =>
        {
            context.Response.StatusCode = webhook.Name == "shaky" && isUp ? 200 : 500;
            return Task.CompletedTask;
        });
        for (var day = 0; day < 5; day++)
        {
            isUp = day == 3;
            await _office.PublishAsync($"Day {day}");
            await Eventually.HoldsAsync(async () => await dead.DeliveriesAsync() is var all && all.Count == day + 1 && all[0]["attempts"]!.AsArray().Count > 0);
            await Eventually.HoldsAsync(async () => await shaky.DeliveriesAsync() is var all && all.Count == day + 1 && all[0]["attempts"]!.AsArray().Count > 0);
            Assert.Equal(("active", "active"), ((await dead.GetAsync()).Text("state"), (await shaky.GetAsync()).Text("state")));
            _office.Clock.Advance(TimeSpan.FromHours(23));
        }

        isUp = false;
        _office.Clock.Advance(TimeSpan.FromHours(12));
        await Eventually.HoldsAsync(async () => (await dead.GetAsync()).Text("state") == "disabled");
        Assert.StartsWith("Nothing arrived for 5 days; the last attempt: It answered 500.", (await dead.GetAsync())["disabled"]!.Text("reason"), StringComparison.Ordinal);
        Assert.Equal("active", (await shaky.GetAsync()).Text("state"));
    }

    [Fact]
    public async Task After_a_quiet_week_a_delivery_has_three_attempts_before_the_endpoint_is_given_up()
    {
        var endpoint = await _office.RegisterAsync($"{_receiver.Url}/hook");
        _receiver.Answer(HttpStatusCode.InternalServerError);
        await _office.PublishAsync("Last week");
        await FailAsync(endpoint, 8);
        Assert.Equal("failed", (await endpoint.AttemptedAsync(8)).Text("state"));
        _office.Clock.Advance(TimeSpan.FromDays(6));

        await _office.PublishAsync("This week");
        await Eventually.HoldsAsync(async () => (await endpoint.DeliveriesAsync()).Count == 2);
        await FailAsync(endpoint, 2);
        Assert.Equal("active", (await endpoint.GetAsync()).Text("state"));
        await FailAsync(endpoint, 3, from: 2);
        await Eventually.HoldsAsync(async () => (await endpoint.GetAsync()).Text("state") == "disabled");
    }

    /// <summary>Turns the clock until its newest delivery has failed so often.</summary>
    private async Task FailAsync(Endpoint endpoint, int times, int from = 1)
    {
        for (var attempt = from; attempt <= times; attempt++)
        {
            var delivery = await endpoint.AttemptedAsync(attempt);
            if (attempt < times)
            {
                _office.Clock.Advance(delivery["nextAt"]!.GetValue<DateTimeOffset>() - _office.Clock.GetUtcNow());
            }
        }
    }
}
