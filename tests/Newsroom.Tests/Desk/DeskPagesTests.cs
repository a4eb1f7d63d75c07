using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Syndication.Newsroom.Tests.Desk;

/// <summary>What the desk shows and does, through Ingestion and a consumer that stumbles, over HTTP.</summary>
public sealed class DeskPagesTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly Stumbling _stumbling = new();
    private DeskHost _host = null!;
    private PageClient _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await DeskHost.StartAsync(_folder.Path, _stumbling);
        _browser = _host.Browser();
        await _browser.SignInAsync(_host.AdminKey);
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_first_page_shows_lag_health_and_what_is_held_until_when()
    {
        await _host.PostAsync("/api/releases", new { headline = "Ferry timetable", language = "en", bodyText = "It changes.", publishAt = "2031-05-03T00:01:00Z" }, HttpStatusCode.Accepted);
        await _host.PostAsync("/api/releases", new { headline = "Ferry runs", language = "en", bodyText = "It runs." }, HttpStatusCode.Created);

        await Eventually.HoldsAsync(async () => (await _browser.GetAsync("/desk")).Html.Contains("Everything that was published has reached every channel.", StringComparison.Ordinal));

        var desk = (await _browser.GetAsync("/desk")).Html;
        Assert.Contains("<code>project-page</code>", desk, StringComparison.Ordinal);
        Assert.Contains("<code>stumble</code>", desk, StringComparison.Ordinal);
        Assert.Contains("<code>store:newsroom</code>", desk, StringComparison.Ordinal);
        Assert.Contains("Ferry timetable", desk, StringComparison.Ordinal);
        Assert.Contains("2031-05-03 00:01", desk, StringComparison.Ordinal);
        Assert.DoesNotContain("store:keys", desk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_in_doubt_is_shown_as_text_corrected_and_accepted_in_the_persons_name()
    {
        var id = await _host.QuarantineAsync("Lock <fees>");
        Assert.Contains($"/desk/quarantine/{id}", (await _browser.GetAsync("/desk")).Html, StringComparison.Ordinal);
        var address = $"/desk/quarantine/{id}";
        var page = await _browser.GetAsync(address);
        Assert.Contains("&lt;script&gt;alert(", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page.Html, StringComparison.Ordinal);

        var incomplete = await _browser.SubmitAsync(address, $"{address}?handler=Accept", ("headline", "Lock fees rise"), ("language", "not a language"), ("bodyText", "The fee rises."), ("embargoOver", "true"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, incomplete.Status);
        Assert.Contains("$.language", incomplete.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"Lock fees rise\"", incomplete.Html, StringComparison.Ordinal);

        var accepted = await _browser.SubmitAsync(address, $"{address}?handler=Accept", ("headline", "Lock fees rise"), ("language", "en"), ("bodyText", "The fee\r\nrises.\r\n\r\nFrom May."), ("embargoOver", "true"), ("notify", "no"));
        Assert.Equal("/desk", accepted.Address);
        Assert.Contains("The page was accepted.", accepted.Html, StringComparison.Ordinal);
        Assert.Contains("Nothing waits in quarantine.", accepted.Html, StringComparison.Ordinal);

        JsonNode? release = null;
        await Eventually.HoldsAsync(
            async () => (release = (await _host.GetAsync("/api/releases"))["items"]!.AsArray().SingleOrDefault(item => item!["headline"]!.GetValue<string>() == "Lock fees rise")) is not null);
        var entry = await LastEntryAsync();
        Assert.Equal(release!["id"]!.GetValue<string>(), entry["release"]!["id"]!.GetValue<string>());
        Assert.StartsWith("key:administrator (", entry["actor"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("desk", entry["via"]!.GetValue<string>());
        Assert.Equal("true", entry["silent"]!.ToJsonString());
        Assert.Equal(HttpStatusCode.NotFound, (await _browser.GetAsync(address)).Status);
    }

    [Fact]
    public async Task A_page_under_embargo_is_accepted_for_its_time_and_known_to_nobody_before()
    {
        var address = $"/desk/quarantine/{await _host.QuarantineAsync("Fees of next year")}";
        Assert.Contains("type=\"datetime-local\" value=\"2031-05-03T00:01\"", (await _browser.GetAsync(address)).Html, StringComparison.Ordinal);
        var unsaid = await _browser.SubmitAsync(address, $"{address}?handler=Accept", ("headline", "Fees of next year"), ("language", "en"), ("bodyText", "They rise."), ("publishAt", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsaid.Status);
        Assert.Contains("give the time until which it waits", unsaid.Html, StringComparison.Ordinal);

        var accepted = await _browser.SubmitAsync(address, $"{address}?handler=Accept", ("headline", "Fees of next year"), ("language", "en"), ("bodyText", "They rise."), ("publishAt", "2031-05-03T00:01"));

        Assert.Contains("2031-05-03 00:01", accepted.Html, StringComparison.Ordinal);
        Assert.Empty((await _host.GetAsync("/api/releases"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_page_whose_embargo_names_no_time_is_accepted_with_a_time_or_once_that_is_over()
    {
        var address = $"/desk/quarantine/{await _host.QuarantineAsync("Fees of some year", "EMBARGOED FOR RELEASE")}";
        Assert.DoesNotContain("type=\"datetime-local\" value=", (await _browser.GetAsync(address)).Html, StringComparison.Ordinal);

        var unsaid = await _browser.SubmitAsync(address, $"{address}?handler=Accept", ("headline", "Fees of some year"), ("language", "en"), ("bodyText", "They rise."));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsaid.Status);
        Assert.Empty((await _host.GetAsync("/api/releases?status=held"))["items"]!.AsArray());

        var over = await _browser.SubmitAsync(address, $"{address}?handler=Accept", ("headline", "Fees of some year"), ("language", "en"), ("bodyText", "They rise."), ("publishAt", ""), ("embargoOver", "true"));
        Assert.Contains("The page was accepted.", over.Html, StringComparison.Ordinal);
        await Eventually.HoldsAsync(async () => (await _host.GetAsync("/api/releases"))["items"]!.AsArray().Count == 1);
    }

    [Fact]
    public async Task An_embargo_that_is_over_holds_a_page_no_longer_though_its_time_stands_in_the_form()
    {
        var address = $"/desk/quarantine/{await _host.QuarantineAsync("Fees of now")}";
        var form = (await _browser.GetAsync(address)).Html;
        var body = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(form).QuerySelector("#body")!.TextContent;

        await _browser.SubmitAsync(address, $"{address}?handler=Accept", ("headline", "Fees of now"), ("language", "en"), ("bodyText", body), ("publishAt", "2031-05-03T00:01"), ("embargoOver", "true"));

        await Eventually.HoldsAsync(async () => (await _host.GetAsync("/api/releases"))["items"]!.AsArray().Count == 1);
    }

    [Fact]
    public async Task An_embargo_outlives_a_correction_that_says_nothing_of_it()
    {
        var id = await _host.QuarantineAsync("Fees of next yaer");
        var held = await _host.PostAsync($"/api/quarantine/{id}/accept", new { headline = "Fees of next year" }, HttpStatusCode.Accepted);
        Assert.Equal("held", held["status"]!.GetValue<string>());
        Assert.Empty((await _host.GetAsync("/api/releases"))["items"]!.AsArray());
    }

    [Fact]
    public async Task What_can_not_be_undone_asks_whether_one_is_sure()
    {
        var quarantined = $"/desk/quarantine/{await _host.QuarantineAsync("Draft of a ramp")}";
        var (_, key) = await _host.MakeKeyAsync("island office", "desk");
        foreach (var (address, handler, fields) in new (string, string, (string, string)[])[]
        {
            (quarantined, "Discard", []),
            ("/desk/keys", "Revoke", [("id", key)]),
            ("/desk/sources/lake-office", "", []),
        })
        {
            var refused = await _browser.SubmitAsync(address, handler.Length == 0 ? address : $"{address}?handler={handler}", fields);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains("Tick “I am sure”", refused.Html, StringComparison.Ordinal);
            Assert.Contains("name=\"sure\"", refused.Html, StringComparison.Ordinal);
        }

        Assert.Equal(1, (await _host.GetAsync("/api/quarantine"))["total"]!.GetValue<long>());
        Assert.All((await _host.GetAsync("/api/keys"))["items"]!.AsArray(), stored => Assert.Null(stored!["revokedAt"]));
        var forgotten = await _browser.SubmitAsync("/desk/sources/lake-office", "/desk/sources/lake-office", ("sure", "true"));
        Assert.Contains("What was learnt of the source is forgotten.", forgotten.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_administrators_key_in_force_is_not_revoked()
    {
        var last = (await _host.GetAsync("/api/keys"))["items"]!.AsArray().Single()!["id"]!.GetValue<string>();
        var (_, brief) = await _host.MakeKeyAsync("deputy of a minute", "admin", _stumbling.Clock.GetUtcNow().AddMinutes(1));
        _stumbling.Clock.Advance(TimeSpan.FromMinutes(1));

        var refused = await _browser.SubmitAsync("/desk/keys", "/desk/keys?handler=Revoke", ("id", last), ("sure", "true"));
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("This is the last administrator’s key in force", refused.Html, StringComparison.Ordinal);
        using (var asked = await _host.Admin.DeleteAsync(new Uri($"/api/keys/{last}", UriKind.Relative)))
        {
            Assert.Equal(HttpStatusCode.Conflict, asked.StatusCode);
        }

        using (var expired = await _host.Admin.DeleteAsync(new Uri($"/api/keys/{brief}", UriKind.Relative)))
        {
            Assert.Equal(HttpStatusCode.NoContent, expired.StatusCode);
        }

        await _host.MakeKeyAsync("deputy", "admin");
        using var done = await _host.Admin.DeleteAsync(new Uri($"/api/keys/{last}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);
    }

    [Fact]
    public async Task The_last_administrators_key_is_given_no_end()
    {
        var now = _stumbling.Clock.GetUtcNow();
        var last = (await _host.GetAsync("/api/keys"))["items"]!.AsArray().Single()!["id"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.Conflict, await ExpireAsync(last, now.AddDays(1)));

        var (_, brief) = await _host.MakeKeyAsync("deputy of two days", "admin", now.AddDays(2));
        Assert.Equal(HttpStatusCode.Conflict, await ExpireAsync(last, now.AddDays(2)));
        Assert.Equal(HttpStatusCode.OK, await ExpireAsync(last, now.AddDays(1)));
        Assert.Equal(HttpStatusCode.Conflict, await ExpireAsync(brief, now.AddHours(1).AddDays(1)));
        Assert.Equal(HttpStatusCode.OK, await ExpireAsync(brief, now.AddDays(3)));
        Assert.Equal(HttpStatusCode.OK, await ExpireAsync(last, null));
        Assert.Equal(HttpStatusCode.NotFound, await ExpireAsync("0123456789abcdef", now.AddDays(1)));

        // The deputy's was in force at that end, which is past, and is no longer.
        _stumbling.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(HttpStatusCode.Conflict, await ExpireAsync(last, now.AddDays(2)));
    }

    [Fact]
    public async Task A_page_in_doubt_is_discarded_by_its_button_and_by_no_link()
    {
        var id = await _host.QuarantineAsync("Draft of a towpath");
        var address = $"/desk/quarantine/{id}";
        foreach (var handler in new[] { "Accept", "Discard" })
        {
            await _browser.GetAsync($"{address}?handler={handler}");
        }

        Assert.Equal(1, (await _host.GetAsync("/api/quarantine"))["total"]!.GetValue<long>());
        var discarded = await _browser.SubmitAsync(address, $"{address}?handler=Discard", ("sure", "true"));

        Assert.Contains("The page was discarded.", discarded.Html, StringComparison.Ordinal);
        Assert.Equal(0, (await _host.GetAsync("/api/quarantine"))["total"]!.GetValue<long>());
        foreach (var handler in new[] { "Accept", "Discard" })
        {
            var late = await _browser.SubmitAsync("/desk", $"{address}?handler={handler}");
            Assert.Equal("/desk", late.Address);
            Assert.Contains("It is no longer there", late.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task While_Ingestion_does_not_answer_nothing_is_decided_and_what_was_typed_can_be_sent_again()
    {
        using var folder = new TemporaryFolder();
        await using var host = await DeskHost.StartAsync(folder["data"], null, "--Services:ingestion:Url=http://127.0.0.1:1");
        using var browser = host.Browser();
        await browser.SignInAsync(host.AdminKey);
        var address = $"/desk/quarantine/{Guid.NewGuid()}";

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.GetAsync(address)).Status);
        foreach (var handler in new[] { "Accept", "Discard" })
        {
            var answer = await browser.SubmitAsync("/desk", $"{address}?handler={handler}", ("headline", "Lock fees rise"), ("language", "en"), ("bodyText", "They rise."));
            Assert.Equal((HttpStatusCode.ServiceUnavailable, $"{address}?handler={handler}"), (answer.Status, answer.Address));
        }
    }

    [Fact]
    public async Task A_parked_entry_is_shown_and_tried_again()
    {
        _stumbling.Stumbles = true;
        await _host.PostAsync("/api/releases", new { headline = "Stone in the way", language = "en", bodyText = "It is there." }, HttpStatusCode.Created);
        await Eventually.HoldsAsync(async () => (await _browser.GetAsync("/desk")).Html.Contains("/desk/parked/stumbling/stumble:1", StringComparison.Ordinal));
        var shown = await _browser.GetAsync("/desk/parked/stumbling/stumble:1");
        Assert.Contains("InvalidOperationException: It &lt;stumbled&gt;.", shown.Html, StringComparison.Ordinal);

        _stumbling.Stumbles = false;
        await _browser.GetAsync("/desk/parked/stumbling/stumble:1?handler=Retry");
        Assert.Single((await _host.GetAsync("/api/parked"))["items"]!.AsArray());
        var retried = await _browser.SubmitAsync("/desk/parked/stumbling/stumble:1", "/desk/parked/stumbling/stumble:1");

        Assert.Contains("It is tried again", retried.Html, StringComparison.Ordinal);
        await Eventually.HoldsAsync(async () => (await _browser.GetAsync("/desk")).Html.Contains("Nothing is parked.", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await _browser.GetAsync("/desk/parked/stumbling/stumble:1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _browser.GetAsync("/desk/parked/nowhere/stumble:1")).Status);
    }

    [Fact]
    public async Task What_goes_out_is_stopped_by_a_button_with_a_reason_and_let_go_on()
    {
        var silent = await _browser.SubmitAsync("/desk", "/desk?handler=Hold", ("channel", "mail"), ("reason", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.Status);
        Assert.Contains("Say why", silent.Html, StringComparison.Ordinal);
        Assert.Contains("<option value=\"mail\" selected", silent.Html, StringComparison.Ordinal);

        var stopped = await _browser.SubmitAsync("/desk", "/desk?handler=Hold", ("channel", "mail"), ("reason", "The list is <wrong>."));
        Assert.Contains("Sending stops.", stopped.Html, StringComparison.Ordinal);
        Assert.Contains("The list is &lt;wrong&gt;.", stopped.Html, StringComparison.Ordinal);
        var hold = Assert.Single((await _host.GetAsync("/api/hold"))["items"]!.AsArray())!;
        Assert.Equal("mail", hold["channel"]!.GetValue<string>());

        await _browser.GetAsync($"/desk?handler=Lift&id={hold["id"]}");
        Assert.Single((await _host.GetAsync("/api/hold"))["items"]!.AsArray());
        var lifted = await _browser.SubmitAsync("/desk", "/desk?handler=Lift", ("id", hold["id"]!.GetValue<string>()));
        Assert.Contains("Sending goes on.", lifted.Html, StringComparison.Ordinal);
        Assert.Contains("Everything goes out.", lifted.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_made_shown_once_and_revoked()
    {
        var made = await _browser.SubmitAsync("/desk/keys", "/desk/keys?handler=Make", ("name", "island office"), ("scopes", "ingest"), ("scopes", "desk"), ("sources", "island, lake"), ("expiresOn", "2031-05-03"));
        Assert.Equal("/desk/keys", made.Address);
        var key = global::System.Text.RegularExpressions.Regex.Match(made.Html, "syn_[0-9a-f]{16}_[0-9a-f]{64}").Value;
        Assert.NotEmpty(key);
        Assert.DoesNotContain(key, (await _browser.GetAsync("/desk/keys")).Html, StringComparison.Ordinal);
        var stored = (await _host.GetAsync("/api/keys"))["items"]!.AsArray().Single(item => item!["name"]!.GetValue<string>() == "island office")!;
        Assert.Equal("""["island","lake"]""", stored["sources"]!.ToJsonString());
        Assert.Equal("2031-05-04T00:00:00+00:00", stored["expiresAt"]!.GetValue<string>());

        using var office = _host.Browser();
        Assert.Equal(HttpStatusCode.OK, (await office.SignInAsync(key)).Status);
        var revoked = await _browser.SubmitAsync("/desk/keys", "/desk/keys?handler=Revoke", ("id", stored["id"]!.GetValue<string>()), ("sure", "true"));
        Assert.Contains("The key is revoked", revoked.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Signed in as", (await office.GetAsync("/desk")).Html, StringComparison.Ordinal);

        var wrong = await _browser.SubmitAsync("/desk/keys", "/desk/keys?handler=Make", ("name", "no scope"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("value=\"no scope\"", wrong.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_last_day_that_is_none_makes_no_key_that_never_ends()
    {
        var refused = await _browser.SubmitAsync("/desk/keys", "/desk/keys?handler=Make", ("name", "island office"), ("scopes", "ingest"), ("expiresOn", "20266-05-03"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("The day on which the key ends is none", refused.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"island office\"", refused.Html, StringComparison.Ordinal);
        Assert.Single((await _host.GetAsync("/api/keys"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        var id = await _host.QuarantineAsync("Forged");
        foreach (var action in new[] { $"/desk/quarantine/{id}?handler=Discard", $"/desk/quarantine/{id}?handler=Accept", "/desk/keys?handler=Make", "/desk?handler=SignOut", "/desk?handler=SignIn", "/desk/language", "/desk/parked/stumbling/stumble:1" })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await _browser.PostAsync(action, ("name", "forged"), ("scopes", "admin"), ("key", _host.AdminKey))).Status);
        }

        Assert.Equal(1, (await _host.GetAsync("/api/quarantine"))["total"]!.GetValue<long>());
        Assert.Single((await _host.GetAsync("/api/keys"))["items"]!.AsArray());
        Assert.Contains("Signed in as", (await _browser.GetAsync("/desk")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_for_the_desk_alone_neither_sees_nor_does_what_is_the_administrators()
    {
        var (key, _) = await _host.MakeKeyAsync("press office", "desk");
        using var office = _host.Browser();
        var desk = await office.SignInAsync(key);
        Assert.Contains(">Quarantine", desk.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Parked", desk.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/desk/keys", desk.Html, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Forbidden, (await office.GetAsync("/desk/keys")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await office.SubmitAsync("/desk", "/desk/keys?handler=Make", ("name", "mine"), ("scopes", "admin"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await office.SubmitAsync("/desk", "/desk/parked/stumbling/stumble:1")).Status);
    }

    [Fact]
    public async Task Pages_of_the_desk_are_kept_nowhere_and_bring_nothing_from_elsewhere()
    {
        foreach (var address in new[] { "/desk", "/desk/keys" })
        {
            var page = await _browser.GetAsync(address);
            Assert.Contains("no-store", page.Headers["Cache-Control"], StringComparison.Ordinal);
            Assert.Contains("default-src 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.DoesNotMatch("<script|style=|(src|href)=\"https?:", page.Html);
        }
    }

    private async Task<HttpStatusCode> ExpireAsync(string id, DateTimeOffset? expiresAt)
    {
        using var answer = await _host.Admin.PatchAsJsonAsync($"/api/keys/{id}", new { expiresAt });
        return answer.StatusCode;
    }

    private async Task<JsonObject> LastEntryAsync()
    {
        var key = (await File.ReadAllTextAsync(_folder["keys/internal.key"])).Trim();
        using var client = new HttpClient { BaseAddress = _host.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var log = (await client.GetFromJsonAsync<JsonObject>("/internal/log?after=0&limit=500"))!;
        return log["entries"]!.AsArray()[^1]!.AsObject();
    }
}
