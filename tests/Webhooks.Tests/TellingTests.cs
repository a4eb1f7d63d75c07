using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Hosting.Log;
using Syndication.Hosting.Projection;
using Syndication.Storage;

namespace Syndication.Webhooks.Tests;

/// <summary>Who is told of what.</summary>
public sealed class TellingTests : IAsyncLifetime
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
    public async Task A_release_its_correction_and_its_retraction_arrive_signed_each_once()
    {
        var endpoint = await _office.RegisterAsync($"{_receiver.Url}/all");
        var release = await _office.PublishAsync("The ferry reopens");
        await _office.QuietAsync();
        release = await _office.CorrectAsync(release, "The ferry reopens on Monday");
        await _office.QuietAsync();
        await _office.RetractAsync(release);
        await _office.QuietAsync();

        var received = _receiver.Of("all");
        Assert.Equal(["release.created", "release.updated", "release.retracted"], received.Select(webhook => webhook.Type));
        Assert.Equal([1, 2, 3], received.Select(webhook => webhook.Data.Number("version")));
        Assert.All(received, webhook => Assert.True(webhook.IsSignedWith(endpoint.Secret)));
        Assert.Equal(3, received.Select(webhook => webhook.Id).Distinct().Count());
        Assert.Equal("The ferry reopens", received[0].Data["release"]!.Text("headline"));
        Assert.Equal(("correction", "A figure was wrong."), (received[1].Data.Text("significance"), received[1].Data.Text("changeNote")));
        Assert.Equal(("withdrawn", "It was wrong."), (received[2].Data.Text("status"), received[2].Data["retraction"]!.Text("notice")));
        Assert.Null(received[2].Data["release"]);
    }

    [Fact]
    public async Task An_endpoint_gets_what_it_selects_and_corrections_and_retractions_of_what_it_got_whatever_it_selects_now()
    {
        var health = await _office.RegisterAsync($"{_receiver.Url}/health", new JsonObject { ["selection"] = new JsonObject { ["topics"] = new JsonArray("health"), ["languages"] = new JsonArray("en") }, ["events"] = new JsonArray("release.created") });
        await _office.RegisterAsync($"{_receiver.Url}/sport", new JsonObject { ["selection"] = new JsonObject { ["topics"] = new JsonArray("sport") } });
        var release = await _office.PublishAsync("Clinics open", new JsonObject { ["topics"] = new JsonArray("health") });
        await _office.PublishAsync("Roads open", new JsonObject { ["topics"] = new JsonArray("transport") });
        await _office.PublishAsync("Cliniques", new JsonObject { ["topics"] = new JsonArray("health"), ["language"] = "fr" });
        await _office.QuietAsync();
        Assert.Equal(["Clinics open"], _receiver.Of("health").Select(webhook => webhook.Data.Text("headline")));

        // A small change: it asked for new ones only. A correction that is about something else now; and it selects something else.
        release = await _office.ChangeAsync(release, "Clinics open!", new JsonObject { ["topics"] = new JsonArray("health") });
        await _office.QuietAsync();
        Assert.Single(_receiver.Of("health"));
        await health.By.SendAsync(HttpMethod.Patch, health.Address, new JsonObject { ["selection"] = new JsonObject { ["topics"] = new JsonArray("culture") } });
        release = await _office.CorrectAsync(release, "Clinics do not open", new JsonObject { ["topics"] = new JsonArray("transport") });
        await _office.QuietAsync();
        await _office.RetractAsync(release, "kill");
        await _office.QuietAsync();

        Assert.Equal(["release.created", "release.updated", "release.retracted"], _receiver.Of("health").Select(webhook => webhook.Type));
        Assert.Null(_receiver.Of("health")[2].Data["headline"]);
        Assert.Empty(_receiver.Of("sport"));
    }

    [Fact]
    public async Task A_reinstatement_reaches_who_was_told_of_the_retraction_and_a_redirect_says_where_to()
    {
        await _office.RegisterAsync($"{_receiver.Url}/all", new JsonObject { ["events"] = new JsonArray("release.created") });
        var release = await _office.PublishAsync("Taken back");
        var other = await _office.PublishAsync("What replaces it");
        await _office.QuietAsync();
        await _office.RetractAsync(release);
        await _office.QuietAsync();
        await _office.SendAsync(HttpMethod.Delete, $"/api/releases/{release.Text("id")}/retraction");
        await _office.QuietAsync();
        await _office.SendAsync(HttpMethod.Post, $"/api/releases/{release.Text("id")}/retraction", new JsonObject { ["kind"] = "redirect", ["redirectTo"] = other.Text("id") });
        await _office.QuietAsync();

        var told = _receiver.Of("all").Where(webhook => webhook.Data.Text("id") == release.Text("id")).ToList();
        Assert.Equal(
            ["release.created initial", "release.retracted retraction", "release.updated reinstatement", "release.retracted retraction"],
            told.Select(webhook => $"{webhook.Type} {webhook.Data.Text("significance")}"));
        Assert.Equal(("redirected", other.Text("id")), (told[3].Data.Text("status"), told[3].Data["retraction"]!.Text("redirectTo")));
    }

    [Fact]
    public async Task Archives_and_what_is_silent_are_told_to_nobody()
    {
        await _office.RegisterAsync($"{_receiver.Url}/all");
        await _office.PublishAsync("An old one", new JsonObject { ["notify"] = false });
        var release = await _office.PublishAsync("A new one");
        await _office.QuietAsync();
        release = await _office.ChangeAsync(release, "A new one", new JsonObject { ["significance"] = "republish", ["bodyText"] = "The same, published again." });
        await _office.QuietAsync();

        Assert.Equal(["A new one"], _receiver.Of("all").Select(webhook => webhook.Data.Text("headline")));
    }

    [Fact]
    public async Task Translations_come_in_their_language_and_a_retraction_of_the_original_takes_them_back_too()
    {
        await _office.RegisterAsync($"{_receiver.Url}/german", new JsonObject { ["selection"] = new JsonObject { ["languages"] = new JsonArray("de") } });
        await _office.RegisterAsync($"{_receiver.Url}/machine", new JsonObject { ["selection"] = new JsonObject { ["origins"] = new JsonArray("machine") } });
        var release = await _office.PublishAsync("The ferry reopens");
        await _office.SendAsync(HttpMethod.Post, "/api/releases", new JsonObject { ["headline"] = "Die Fähre fährt", ["language"] = "de", ["bodyText"] = "Sie fährt.", ["translationOf"] = release.Text("id") }, HttpStatusCode.Created);
        await _office.QuietAsync();
        await _office.RetractAsync(release);
        await _office.QuietAsync();

        var german = _receiver.Of("german");
        Assert.Equal(["release.translated", "release.retracted"], german.Select(webhook => webhook.Type));
        Assert.Equal(("Die Fähre fährt", "human", 1, 1), (german[0].Data.Text("headline"), german[0].Data.Text("origin"), german[0].Data.Number("version"), german[0].Data.Number("revision")));
        Assert.Equal(["en", "de"], german[1].Data["languages"]!.AsArray().Select(language => language!.GetValue<string>()));
        Assert.Empty(_receiver.Of("machine"));
    }

    [Fact]
    public async Task Who_joins_later_gets_what_is_new_and_the_days_before_that_it_asked_for_and_nothing_else()
    {
        var old = await _office.PublishAsync("Last month", new JsonObject { ["publishedAt"] = DateTimeOffset.UtcNow.AddDays(-30).ToString("O"), ["notify"] = true });
        var recent = await _office.PublishAsync("Last week", new JsonObject { ["publishedAt"] = DateTimeOffset.UtcNow.AddDays(-5).ToString("O") });
        var gone = await _office.PublishAsync("Taken back");
        await _office.RetractAsync(gone);
        await _office.QuietAsync();
        await _office.RegisterAsync($"{_receiver.Url}/new");
        await _office.RegisterAsync($"{_receiver.Url}/days", new JsonObject { ["backfillDays"] = 7 });
        await _office.RegisterAsync($"{_receiver.Url}/months", new JsonObject { ["backfillDays"] = 90, ["payload"] = "thin" });
        await _office.QuietAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(_receiver.Of("months").Count == 2 && _receiver.Of("days").Count == 1));
        await _office.PublishAsync("Today");
        await _office.QuietAsync();

        // What is corrected and taken back afterwards reaches those who have it.
        recent = await _office.CorrectAsync(recent, "Last week, corrected", new JsonObject { ["topics"] = new JsonArray("none") });
        await _office.RetractAsync(old);
        await _office.QuietAsync();

        Assert.Equal(["Today", "Last week, corrected"], Headlines("new"));
        Assert.Equal(["Last week", "Today", "Last week, corrected"], Headlines("days"));
        Assert.Equal(["Last month", "Last month", "Last week", "Last week, corrected", "Today"], Headlines("months").Order(StringComparer.Ordinal));
        Assert.Equal([true, false, false], _receiver.Of("days").Select(webhook => webhook.Data["isBackfill"]!.GetValue<bool>()));
        Assert.Contains(_receiver.Of("months"), webhook => webhook.Type == "release.retracted");
        Assert.DoesNotContain(_receiver.Of("days"), webhook => webhook.Type == "release.retracted");
        Assert.DoesNotContain(_receiver.Received, webhook => webhook.Data.Text("id") == gone.Text("id"));
    }

    [Fact]
    public async Task Who_joins_in_the_middle_of_a_rush_with_a_backfill_misses_nothing_and_gets_nothing_twice()
    {
        // Whoever fetches is slow to plan for: by them, planning is behind the log.
        const int Releases = 240;
        for (var i = 0; i < 40; i++)
        {
            await _office.RegisterAsync(null);
        }

        await Parallel.ForEachAsync(Enumerable.Range(0, Releases), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
        {
            await _office.PublishAsync($"Rush {number}");
            if (number % 40 == 20)
            {
                await _office.RegisterAsync($"{_receiver.Url}/{number}", new JsonObject { ["backfillDays"] = 1 });
            }
        });
        await _office.QuietAsync();

        foreach (var name in Enumerable.Range(0, Releases).Where(number => number % 40 == 20))
        {
            Assert.Equal(Enumerable.Range(0, Releases).Select(number => $"Rush {number}").Order(), Headlines($"{name}").Order());
        }
    }

    [Fact]
    public async Task A_newer_version_takes_the_place_of_one_that_never_went_and_a_retraction_of_both()
    {
        var endpoint = await _office.RegisterAsync($"{_receiver.Url}/late");
        await _office.RegisterAsync($"{_receiver.Url}/up");
        var down = true;
        _receiver.Answer((context, webhook) =>
        {
            context.Response.StatusCode = webhook.Name == "late" && down ? 503 : 200;
            return Task.CompletedTask;
        });
        var corrected = await _office.PublishAsync("Wrong figures");
        var retracted = await _office.PublishAsync("Wrong altogether");
        await Eventually.HoldsAsync(() => Task.FromResult(_receiver.Of("late").Count >= 2 && _receiver.Of("up").Count == 2));
        await _office.CorrectAsync(corrected, "Right figures");
        await _office.RetractAsync(retracted);
        await Eventually.HoldsAsync(async () => _receiver.Of("up").Count == 4 && (await endpoint.DeliveriesAsync("?state=deferred")).Count == 2);
        _receiver.Forget();
        down = false;
        _office.Clock.Advance(TimeSpan.FromMinutes(10));
        await _office.QuietAsync();

        // What was refused may have been read: the correction and the retraction come, what they took the place of does not.
        Assert.Equal(["release.retracted", "release.updated"], _receiver.Of("late").Select(webhook => webhook.Type).Order(StringComparer.Ordinal));
        Assert.Empty(_receiver.Of("up"));
        var deliveries = await endpoint.DeliveriesAsync();
        Assert.Equal(["sent", "sent", "suppressed", "suppressed"], deliveries.Select(delivery => delivery.Text("state")).Order(StringComparer.Ordinal));
        Assert.Contains(deliveries, delivery => delivery["note"]?.GetValue<string>() == "Version 2 took its place.");
        Assert.Contains(deliveries, delivery => delivery["note"]?.GetValue<string>() == "The release was retracted before it went.");
    }

    [Fact]
    public async Task A_rebuild_from_the_log_sends_nothing()
    {
        var all = await _office.RegisterAsync($"{_receiver.Url}/all");
        var release = await _office.PublishAsync("One");
        await _office.PublishAsync("Two", new JsonObject { ["topics"] = new JsonArray("health") });
        await _office.CorrectAsync(release, "One, corrected");
        await _office.QuietAsync();

        // It wants more now than it did; another one has joined since.
        await all.By.SendAsync(HttpMethod.Patch, all.Address, new JsonObject { ["events"] = new JsonArray("release.created", "release.updated", "release.retracted", "release.translated") });
        await _office.RegisterAsync($"{_receiver.Url}/later");
        var before = _receiver.Received.Count;
        await _office.DisposeAsync();

        await using (var store = Syndication.Storage.Sqlite.SqliteDocumentStore.Open(_folder["data/webhooks.db"]))
        {
            await store.Collection(Checkpoint.Collection).DeleteAsync("deliver-release");
            var rows = store.Collection(ProjectedRelease.Collection(ReleaseIndexes.Order));
            foreach (var row in (await rows.QueryAsync(new Query<ProjectedRelease>("id").Take(100))).Items)
            {
                await rows.DeleteAsync(row.Id);
            }
        }

        _office = await Office.StartAsync(_folder["data"]);
        await _office.QuietAsync();
        var projection = _office.App.Services.GetRequiredKeyedService<ReleaseProjection>("webhooks");
        Assert.Equal(2, (await projection.Rows.GetAsync(release.Text("id")))!.Original!.Version);
        Assert.Equal(before, _receiver.Received.Count);

        // And what comes afterwards is sent.
        await _office.PublishAsync("Three");
        await _office.QuietAsync();
        Assert.Equal(before + 2, _receiver.Received.Count);
    }

    [Fact]
    public async Task An_endpoint_that_was_disabled_hears_of_retractions_once_it_is_back_and_of_the_rest_when_it_asks()
    {
        var endpoint = await _office.RegisterAsync($"{_receiver.Url}/back");
        var first = await _office.PublishAsync("Known");
        await _office.QuietAsync();
        await endpoint.PostAsync("/disable");
        await _office.PublishAsync("Missed");
        await _office.RetractAsync(first);
        await _office.QuietAsync();
        Assert.Single(_receiver.Of("back"));
        Assert.Equal(["sent", "suppressed", "suppressed"], (await endpoint.DeliveriesAsync()).Select(delivery => delivery.Text("state")).Order(StringComparer.Ordinal));

        var since = DateTimeOffset.UtcNow.AddDays(-1).ToString("O");
        await endpoint.PostAsync("/resend", new JsonObject { ["since"] = since }, HttpStatusCode.Conflict);
        await endpoint.PostAsync("/enable");
        await Eventually.HoldsAsync(() => Task.FromResult(_receiver.Of("back").Count == 2));
        Assert.Equal("release.retracted", _receiver.Of("back")[1].Type);

        var resent = await endpoint.PostAsync("/resend", new JsonObject { ["since"] = since, ["missedOnly"] = true }, HttpStatusCode.Accepted);
        await _office.QuietAsync();
        Assert.Equal(1, resent.Number("count"));
        Assert.Equal(["release.created", "release.retracted", "release.created"], _receiver.Of("back").Select(webhook => webhook.Type));
        Assert.Equal("Missed", _receiver.Of("back")[2].Data.Text("headline"));
    }

    private List<string> Headlines(string name) => [.. _receiver.Of(name).Select(webhook => webhook.Data.Text("headline"))];
}
