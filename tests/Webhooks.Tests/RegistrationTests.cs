using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Webhooks.Endpoints;

namespace Syndication.Webhooks.Tests;

/// <summary>A partner's developer registers, proves, changes, rotates and removes; and somebody else tries to.</summary>
public sealed class RegistrationTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private WebhookReceiver _receiver = null!;
    private Office _office = null!;

    public async ValueTask InitializeAsync()
    {
        _receiver = await WebhookReceiver.StartAsync();
        _office = await Office.StartAsync(_folder["data"], "--Webhooks:MostEndpointsPerKey=2");
    }

    public async ValueTask DisposeAsync()
    {
        await _office.DisposeAsync();
        await _receiver.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_secret_is_shown_once_and_nothing_is_sent_before_the_url_is_proved()
    {
        using var partner = await _office.PartnerAsync();
        var made = await partner.SendAsync(HttpMethod.Post, "/api/webhooks", Request("/hook"), HttpStatusCode.Created);
        Assert.Matches("^whsec_[A-Za-z0-9+/]{43}=$", made.Text("secret"));
        Assert.Equal(("pending", "push", "full"), (made.Text("state"), made.Text("kind"), made.Text("payload")));
        Assert.Null((await partner.SendAsync(HttpMethod.Get, $"/api/webhooks/{made.Text("id")}"))["secret"]);
        Assert.DoesNotContain("whsec_", (await partner.SendAsync(HttpMethod.Get, "/api/webhooks")).ToJsonString(), StringComparison.Ordinal);

        await _office.PublishAsync("Too early");
        await _office.QuietAsync();
        Assert.Empty(_receiver.Received);
        await partner.SendAsync(HttpMethod.Post, $"/api/webhooks/{made.Text("id")}/test", expected: HttpStatusCode.Conflict);

        var proved = await partner.SendAsync(HttpMethod.Post, $"/api/webhooks/{made.Text("id")}/challenge");
        Assert.Equal(("active", $"{_receiver.Url}/hook"), (proved.Text("state"), proved.Text("url")));
        await _office.PublishAsync("In time");
        await _office.QuietAsync();
        Assert.Equal(["In time"], _receiver.Received.Select(webhook => webhook.Data.Text("headline")));
    }

    [Fact]
    public async Task A_challenge_that_is_not_answered_with_its_word_proves_nothing()
    {
        _receiver.IsProving = false;
        var made = await _office.SendAsync(HttpMethod.Post, "/api/webhooks", Request("/hook"), HttpStatusCode.Created);
        async Task<string> RefusedAsync() => (await _office.SendAsync(HttpMethod.Post, $"/api/webhooks/{made.Text("id")}/challenge", expected: HttpStatusCode.UnprocessableEntity)).Text("detail");

        Assert.Contains("was not answered with its word", await RefusedAsync(), StringComparison.Ordinal);
        _receiver.Answer((context, webhook) => Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, System.Text.Encoding.UTF8.GetString(webhook.Body)));
        Assert.Contains("was not answered with its word", await RefusedAsync(), StringComparison.Ordinal);
        _receiver.Answer(HttpStatusCode.Forbidden);
        Assert.Contains("It answered 403.", await RefusedAsync(), StringComparison.Ordinal);
        _receiver.Answer((context, _) =>
        {
            context.Response.Redirect("https://elsewhere.example/");
            return Task.CompletedTask;
        });
        Assert.Contains("redirects are not followed", await RefusedAsync(), StringComparison.Ordinal);

        // A word of an earlier challenge is no good either; the right one is, as text too.
        var old = _receiver.Received.First().Data.Text("challenge");
        _receiver.Answer((context, _) => Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, old));
        Assert.Contains("was not answered with its word", await RefusedAsync(), StringComparison.Ordinal);
        _receiver.Answer((context, webhook) => Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, webhook.Data.Text("challenge") + "\n"));
        Assert.Equal("active", (await _office.SendAsync(HttpMethod.Post, $"/api/webhooks/{made.Text("id")}/challenge")).Text("state"));
    }

    [Fact]
    public async Task A_new_url_takes_over_once_it_is_proved()
    {
        var endpoint = await _office.RegisterAsync($"{_receiver.Url}/old");
        var changed = await endpoint.By.SendAsync(HttpMethod.Patch, endpoint.Address, new JsonObject { ["url"] = $"{_receiver.Url}/new" });
        Assert.Equal(($"{_receiver.Url}/old", $"{_receiver.Url}/new", "active"), (changed.Text("url"), changed.Text("pendingUrl"), changed.Text("state")));
        await _office.PublishAsync("One");
        await _office.QuietAsync();
        await endpoint.PostAsync("/challenge");
        await _office.PublishAsync("Two");
        await _office.QuietAsync();

        Assert.Equal(["old One", "new Two"], _receiver.Received.Select(webhook => $"{webhook.Name} {webhook.Data.Text("headline")}"));
    }

    [Fact]
    public async Task What_is_wrong_is_said_all_at_once_and_by_field()
    {
        var errors = (await _office.SendAsync(
            HttpMethod.Post,
            "/api/webhooks",
            new JsonObject
            {
                ["kind"] = "pigeon",
                ["url"] = "ftp://partner.example/",
                ["contact"] = "nobody",
                ["description"] = "two\r\nlines",
                ["events"] = new JsonArray("release.eaten"),
                ["payload"] = "fat",
                ["backfillDays"] = 1_000,
                ["owner"] = "0123456789abcdef",
                ["selection"] = new JsonObject { ["languages"] = new JsonArray("English"), ["countries"] = new JsonArray("XX"), ["topics"] = new JsonArray("Not A Slug"), ["origins"] = new JsonArray("alien") },
            },
            HttpStatusCode.UnprocessableEntity))["errors"]!.AsObject();

        Assert.Equal(
            ["$.backfillDays", "$.contact", "$.description", "$.events", "$.kind", "$.owner", "$.payload", "$.selection.countries", "$.selection.languages", "$.selection.origins", "$.selection.topics", "$.url"],
            errors.Select(error => error.Key).Order(StringComparer.Ordinal));
        await _office.SendAsync(HttpMethod.Post, "/api/webhooks", new JsonObject { ["ur1"] = "https://partner.example/" }, HttpStatusCode.UnprocessableEntity);
        await _office.SendAsync(HttpMethod.Post, "/api/webhooks", new JsonObject { ["events"] = "release.created" }, HttpStatusCode.UnprocessableEntity);
        using var broken = await _office.Admin.PostAsync(new Uri("/api/webhooks", UriKind.Relative), new StringContent("{\"url\":", System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal("application/problem+json", broken.Content.Headers.ContentType!.MediaType);
        Assert.InRange((int)broken.StatusCode, 400, 422);
        using var huge = await _office.Admin.PostAsync(new Uri("/api/webhooks", UriKind.Relative), new StringContent($"{{\"description\":\"{new string('x', 100_000)}\"}}", System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, huge.StatusCode);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://localhost:9000/")]
    [InlineData("http://[::1]:9000/")]
    [InlineData("https://user:password@partner.example/")]
    [InlineData("https://partner.example:22/")]
    [InlineData("javascript:alert(1)")]
    public async Task A_url_that_no_partner_has_is_refused_at_once(string url)
    {
        var errors = (await _office.SendAsync(HttpMethod.Post, "/api/webhooks", new JsonObject { ["url"] = url, ["contact"] = "press@partner.example" }, HttpStatusCode.UnprocessableEntity))["errors"]!;

        Assert.NotNull(errors["$.url"]);
    }

    [Fact]
    public async Task A_key_reaches_no_endpoint_of_another_by_any_way()
    {
        using var mine = await _office.PartnerAsync("mine");
        using var theirs = await _office.PartnerAsync("theirs");
        using var desk = await _office.PartnerAsync("desk", "desk");
        var endpoint = await _office.RegisterAsync($"{_receiver.Url}/mine", by: mine);
        var pull = await _office.RegisterAsync(null, by: mine);
        await _office.PublishAsync("Secret of mine");
        await _office.QuietAsync();
        var delivery = (await endpoint.DeliveriesAsync())[0].Text("id");
        (HttpMethod Method, string Path)[] ways =
        [
            (HttpMethod.Get, ""), (HttpMethod.Patch, ""), (HttpMethod.Delete, ""), (HttpMethod.Post, "/challenge"), (HttpMethod.Post, "/secret"),
            (HttpMethod.Post, "/disable"), (HttpMethod.Post, "/enable"), (HttpMethod.Post, "/test"), (HttpMethod.Post, "/resend"), (HttpMethod.Get, "/deliveries"),
            (HttpMethod.Get, $"/deliveries/{delivery}"), (HttpMethod.Post, $"/deliveries/{delivery}/resend"), (HttpMethod.Get, "/events"),
        ];
        foreach (var (method, path) in ways)
        {
            foreach (var target in new[] { endpoint.Address, pull.Address })
            {
                var refused = await theirs.SendAsync(method, target + path, method == HttpMethod.Get || method == HttpMethod.Delete ? null : [], HttpStatusCode.NotFound);
                Assert.DoesNotContain("Secret of mine", refused.ToJsonString(), StringComparison.Ordinal);
                await desk.SendAsync(method, target + path, method == HttpMethod.Get || method == HttpMethod.Delete ? null : [], HttpStatusCode.Forbidden);
            }
        }

        Assert.Empty((await theirs.SendAsync(HttpMethod.Get, "/api/webhooks"))["items"]!.AsArray());

        // An endpoint of one's own does not open the deliveries of another's.
        var own = await _office.RegisterAsync($"{_receiver.Url}/theirs", by: theirs);
        await theirs.SendAsync(HttpMethod.Get, $"{own.Address}/deliveries/{delivery}", expected: HttpStatusCode.NotFound);
        await mine.SendAsync(HttpMethod.Patch, endpoint.Address, new JsonObject { ["owner"] = "0123456789abcdef" }, HttpStatusCode.Forbidden);
        Assert.Equal(3, (await _office.SendAsync(HttpMethod.Get, "/api/webhooks"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task An_administrator_gives_an_endpoint_to_a_new_key()
    {
        using var old = await _office.PartnerAsync("old");
        using var young = await _office.PartnerAsync("young");
        var endpoint = await _office.RegisterAsync($"{_receiver.Url}/hook", by: old);
        var key = young.DefaultRequestHeaders.Authorization!.Parameter!.Split('_')[1];

        await _office.SendAsync(HttpMethod.Patch, endpoint.Address, new JsonObject { ["owner"] = key });

        await young.SendAsync(HttpMethod.Get, endpoint.Address);
        await old.SendAsync(HttpMethod.Get, endpoint.Address, expected: HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_key_has_so_many_endpoints_and_posts_so_often()
    {
        using var partner = await _office.PartnerAsync();
        var endpoint = await _office.RegisterAsync($"{_receiver.Url}/one", by: partner);
        await _office.RegisterAsync($"{_receiver.Url}/two", by: partner);
        await partner.SendAsync(HttpMethod.Post, "/api/webhooks", Request("/three"), HttpStatusCode.Conflict);
        await partner.SendAsync(HttpMethod.Delete, endpoint.Address, expected: HttpStatusCode.NoContent);
        endpoint = await _office.RegisterAsync($"{_receiver.Url}/three", by: partner);

        for (var i = 0; i < 30; i++)
        {
            using var answer = await partner.PostAsync(new Uri($"{endpoint.Address}/test", UriKind.Relative), null);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                Assert.NotNull(answer.Headers.RetryAfter);
                return;
            }
        }

        Assert.Fail("Thirty test events in a row were let through.");
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("720.5")]
    [InlineData("1e300")]
    [InlineData("1e999")]
    public async Task An_overlap_that_is_none_is_refused(string hours)
    {
        var endpoint = await _office.RegisterAsync($"{_receiver.Url}/hook");
        using var body = new StringContent($"{{\"overlapHours\": {hours}}}", System.Text.Encoding.UTF8, "application/json");
        using var answer = await _office.Admin.PostAsync(new Uri($"{endpoint.Address}/secret", UriKind.Relative), body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Single((await endpoint.GetAsync())["secrets"]!.AsArray());
    }

    [Fact]
    public async Task A_selection_of_everything_there_is_costs_few_rows_and_still_selects()
    {
        string[] languages = [.. "abcdefghij".SelectMany(first => "klmnopqrst".Select(second => $"{first}{second}")).Take(99), "en"];
        string[] topics = [.. Enumerable.Range(0, 99).Select(number => $"topic-{number}"), "ferries"];
        var endpoint = await _office.RegisterAsync($"{_receiver.Url}/greedy", new JsonObject
        {
            ["selection"] = new JsonObject
            {
                ["languages"] = new JsonArray([.. languages.Select(language => (JsonNode)language)]),
                ["topics"] = new JsonArray([.. topics.Select(topic => (JsonNode)topic)]),
            },
        });
        await _office.PublishAsync("A ferry", new JsonObject { ["topics"] = new JsonArray("ferries") });
        await _office.PublishAsync("A bus", new JsonObject { ["topics"] = new JsonArray("buses") });
        await _office.QuietAsync();

        Assert.Equal(["A ferry"], _receiver.Received.Select(webhook => webhook.Data.Text("headline")));
        var stored = await _office.App.Services.GetRequiredService<EndpointStore>().FindAsync(endpoint.Id, CancellationToken.None);
        Assert.Equal(100, stored!.Interests.Count);
    }

    [Fact]
    public async Task A_removed_endpoint_gets_nothing_more()
    {
        var endpoint = await _office.RegisterAsync($"{_receiver.Url}/hook");
        _receiver.Answer(HttpStatusCode.ServiceUnavailable);
        await _office.PublishAsync("Refused");
        await Eventually.HoldsAsync(() => Task.FromResult(_receiver.Received.Count == 1));
        await endpoint.By.SendAsync(HttpMethod.Delete, endpoint.Address, expected: HttpStatusCode.NoContent);
        _receiver.Answer(null);
        _office.Clock.Advance(TimeSpan.FromMinutes(1));
        await _office.PublishAsync("Not for it");
        await _office.QuietAsync();

        Assert.Single(_receiver.Received);
    }

    private JsonObject Request(string path) => new() { ["url"] = _receiver.Url + path, ["contact"] = "press@partner.example" };
}
