using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Syndication.Translation.Tests.Running;

/// <summary>From a published release to its translation in every channel.</summary>
public sealed class PipelineTests : IAsyncLifetime, IDisposable
{
    private static readonly string[] Projections = ["translation", "feeds", "search"];

    private readonly TemporaryFolder _folder = new();
    private TestEngine _engine = null!;

    public async ValueTask InitializeAsync() => _engine = await TestEngine.StartAsync();

    public async ValueTask DisposeAsync() => await _engine.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_auto_is_in_every_channel_marked_and_linked_to_its_original_and_left_out_of_origin_human()
    {
        await using var newsroom = await Newsroom.StartAsync(_folder["data"], Newsroom.With(_engine.Url));
        var release = await newsroom.PostAsync(Given.Release("Le bac reprend", "Le bac de la rive traverse le lac depuis hier soir."));
        await newsroom.QuietAsync();

        var title = TestEngine.Turned("Le bac reprend");
        Assert.Equal([title], await newsroom.TitlesAsync("es.json"));
        Assert.Equal(["Le bac reprend"], await newsroom.TitlesAsync("fr.json"));
        Assert.Empty(await newsroom.TitlesAsync("es.json?origin=human"));
        Assert.Equal([title], await newsroom.TitlesAsync("es.json?origin=machine"));
        var content = await newsroom.ContentAsync("es");
        Assert.Contains("Traducción automática, no oficial", content, StringComparison.Ordinal);
        Assert.Contains($"/releases/{release.Id()}\"", content, StringComparison.Ordinal);

        var found = (await newsroom.GetAsync($"/api/search?q={TestEngine.Turned("reprend")}&lang=es"))["items"]!.AsArray();
        Assert.Equal("Traducción automática, no oficial", Assert.Single(found)!["notice"]!.GetValue<string>());
        Assert.EndsWith($"/releases/{release.Id()}", found[0]!["originalUrl"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.EndsWith("?lang=es", found[0]!["url"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty((await newsroom.GetAsync($"/api/search?q={TestEngine.Turned("reprend")}&lang=es&origin=human"))["items"]!.AsArray());

        var text = await newsroom.GetAsync($"/api/releases/{release.Id()}?lang=es");
        Assert.Equal(("machine", "Traducción automática, no oficial", 1, 1), (text.Text("origin"), text.Text("notice"), text["sourceVersion"]!.GetValue<int>(), text["revision"]!.GetValue<int>()));
        Assert.Equal("libretranslate", text["translation"]!["engine"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_held_goes_out_when_a_person_approves_and_not_before()
    {
        await using var newsroom = await Newsroom.StartAsync(_folder["data"], Newsroom.With(_engine.Url, "hold"));
        var release = await newsroom.PostAsync(Given.Release("Le bac reprend", "Le bac de la rive traverse le lac."));
        await newsroom.QuietAsync();

        Assert.Equal("held", (await newsroom.TranslationAsync(release.Id(), "es")).Text("state"));
        Assert.Empty(await newsroom.TitlesAsync("es.json"));
        await newsroom.DeskAsync(HttpMethod.Post, $"/api/translations/{release.Id()}/es/approval");
        await newsroom.QuietAsync();
        Assert.Equal([TestEngine.Turned("Le bac reprend")], await newsroom.TitlesAsync("es.json"));

        // Once more changes nothing; nobody without a key may.
        await newsroom.DeskAsync(HttpMethod.Post, $"/api/translations/{release.Id()}/es/approval");
        using var anonymous = await newsroom.Client.PostAsync(new Uri($"/api/translations/{release.Id()}/en/approval", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
        Assert.Equal(1, (await newsroom.GetAsync($"/api/releases/{release.Id()}?lang=es"))["revision"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_persons_hold_is_lifted_from_what_readers_have_and_from_what_waits()
    {
        await using var newsroom = await Newsroom.StartAsync(_folder["data"], [.. Newsroom.With(_engine.Url), ("Translation:Policies:en", "off")]);
        var release = await newsroom.PostAsync(Given.Release("Le bac reprend", "Le bac de la rive traverse le lac."));
        await newsroom.QuietAsync();
        var address = $"/api/translations/{release.Id()}/es/hold";
        await newsroom.DeskAsync(HttpMethod.Post, address);
        Assert.Equal("false", (await newsroom.DeskAsync(HttpMethod.Delete, address))["isHeld"]!.ToJsonString());

        await newsroom.DeskAsync(HttpMethod.Post, address);
        await newsroom.ChangeAsync(release.Id(), 1, Given.Release("Le bac reprend", "Le bac de la rive traverse le grand lac."));
        await newsroom.StateAsync(release.Id(), "es", "held");
        var asked = _engine.Requests;
        await newsroom.DeskAsync(HttpMethod.Delete, address);
        await newsroom.StateAsync(release.Id(), "es", "published");
        Assert.Equal(2, (await newsroom.GetAsync($"/api/releases/{release.Id()}?lang=es"))["sourceVersion"]!.GetValue<int>());
        Assert.Equal(asked, _engine.Requests);
    }

    [Fact]
    public async Task Sentences_over_an_older_text_of_the_original_are_refused_with_a_reason()
    {
        await using var newsroom = await Newsroom.StartAsync(_folder["data"], Newsroom.With(_engine.Url, "hold"));
        var release = await newsroom.PostAsync(Given.Release("Le bac reprend", "Le bac traverse. Le lac est grand."));
        await newsroom.StateAsync(release.Id(), "es", "held");
        _engine.Fail((context, _) =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
        await newsroom.ChangeAsync(release.Id(), 1, Given.Release("Le bac reprend", "Le bac traverse encore. Le lac est grand. La rive est loin. Le quai est neuf."));
        await newsroom.StateAsync(release.Id(), "es", "waiting");

        var sentences = new JsonObject { ["segments"] = new JsonObject { ["0"] = "El transbordador vuelve" } };
        var refused = await newsroom.DeskAsync(HttpMethod.Put, $"/api/translations/{release.Id()}/es", sentences, HttpStatusCode.Conflict);
        Assert.Contains("newer text", refused.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Editing_one_of_thirty_sentences_sends_just_one_to_the_engine()
    {
        await using var newsroom = await Newsroom.StartAsync(_folder["data"], [.. Newsroom.With(_engine.Url), ("Translation:Policies:en", "off")]);
        var release = await newsroom.PostAsync(Given.Release("Le lac", Given.Thirty()));
        await newsroom.QuietAsync();
        Assert.InRange(_engine.Calls.Count, 30, 33);
        Assert.All(_engine.Calls.Values, calls => Assert.Equal(1, calls));

        _engine.Forget();
        await newsroom.ChangeAsync(release.Id(), 1, Given.Release("Le lac", Given.Thirty("La passerelle du petit lac est ouverte depuis ce matin.")));
        await newsroom.QuietAsync();

        Assert.Equal(1, Assert.Single(_engine.Calls).Value);
        Assert.Equal(2, (await newsroom.GetAsync($"/api/releases/{release.Id()}?lang=es"))["sourceVersion"]!.GetValue<int>());
        Assert.Contains(TestEngine.Turned("ce matin"), await newsroom.ContentAsync("es"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_persons_text_survives_a_change_and_a_restart_and_is_marked_stale_in_every_channel_at_once()
    {
        var id = "";
        await using (var newsroom = await Newsroom.StartAsync(_folder["data"], Newsroom.With(_engine.Url)))
        {
            id = (await newsroom.PostAsync(Given.Release("Le bac reprend", "Le bac de la rive traverse le lac."))).Id();
            await newsroom.QuietAsync();
            await newsroom.DeskAsync(HttpMethod.Put, $"/api/translations/{id}/es", new JsonObject { ["headline"] = "El transbordador vuelve", ["bodyText"] = "El transbordador cruza el lago." });
            await newsroom.QuietAsync();
            Assert.Equal(["El transbordador vuelve"], await newsroom.TitlesAsync("es.json?origin=human"));
            Assert.DoesNotContain("Traducción automática", await newsroom.ContentAsync("es"), StringComparison.Ordinal);

            _engine.Forget();
            await newsroom.ChangeAsync(id, 1, Given.Release("Le bac s’arrête", "Le bac de la rive ne traverse plus le lac.").With("significance", "correction").With("changeNote", "Le bac ne traverse plus."));
            await newsroom.QuietAsync();
            await AssertStaleAsync(newsroom);
        }

        // Everything else is made anew from the log: the projections are gone, Translation's own among them.
        foreach (var file in Projections.SelectMany(store => Directory.GetFiles(_folder["data"], $"{store}*")))
        {
            File.Delete(file);
        }

        await using var again = await Newsroom.StartAsync(_folder["data"], Newsroom.With(_engine.Url));
        await again.QuietAsync();
        await AssertStaleAsync(again);

        async Task AssertStaleAsync(Newsroom newsroom)
        {
            Assert.Equal(["El transbordador vuelve"], await newsroom.TitlesAsync("es.json"));
            Assert.Contains("El original ha cambiado desde esta traducción", await newsroom.ContentAsync("es"), StringComparison.Ordinal);
            var text = await newsroom.GetAsync($"/api/releases/{id}?lang=es");
            Assert.Equal(("human", "stale", 1), (text.Text("origin"), text["translation"]!["state"]!.GetValue<string>(), text["sourceVersion"]!.GetValue<int>()));
            Assert.DoesNotContain(_engine.Calls.Keys, call => call.StartsWith("fr-es", StringComparison.Ordinal));
            var job = await newsroom.TranslationAsync(id, "es");
            Assert.Equal(("settled", true), (job.Text("state"), job["isStale"]!.GetValue<bool>()));
        }
    }

    [Fact]
    public async Task A_projection_that_is_made_anew_asks_the_engine_for_nothing_that_is_published()
    {
        const int Releases = 30;
        await using (var newsroom = await Newsroom.StartAsync(_folder["data"], Newsroom.With(_engine.Url)))
        {
            for (var number = 0; number < Releases; number++)
            {
                var release = await newsroom.PostAsync(Given.Release($"Le bac {number} reprend", $"Le bac {number} traverse le lac."));
                await newsroom.ChangeAsync(release.Id(), 1, Given.Release($"Le bac {number} reprend", $"Le bac {number} traverse la rive."));
            }

            await newsroom.QuietAsync();
        }

        Assert.NotEmpty(_engine.Calls);
        _engine.Forget();
        foreach (var file in Directory.GetFiles(_folder["data"], "translation*"))
        {
            File.Delete(file);
        }

        await using var again = await Newsroom.StartAsync(_folder["data"], Newsroom.With(_engine.Url));
        await again.QuietAsync();
        Assert.Empty(_engine.Calls);
        Assert.Equal(Releases, (await again.TitlesAsync("es.json")).Count);
    }

    [Fact]
    public async Task A_correction_of_the_original_is_one_for_those_who_have_the_translation_and_its_note_is_translated()
    {
        await using var newsroom = await Newsroom.StartAsync(_folder["data"], Newsroom.With(_engine.Url));
        var release = await newsroom.PostAsync(Given.Release("Le bac reprend", "Le bac de la rive traverse le lac."));
        await newsroom.QuietAsync();
        await newsroom.ChangeAsync(release.Id(), 1, Given.Release("Le bac reprend", "Le bac de la rive traverse la mer.").With("significance", "correction").With("changeNote", "Il traverse la mer."));
        await newsroom.QuietAsync();

        var text = await newsroom.GetAsync($"/api/releases/{release.Id()}?lang=es");
        var last = text["history"]!.AsArray()[^1]!.AsObject();
        Assert.Equal(("es", 2, 1, "correction", TestEngine.Turned("Il traverse la mer.")), (last.Text("language"), last["version"]!.GetValue<int>(), last["revision"]!.GetValue<int>(), last.Text("significance"), last.Text("note")));
        Assert.Contains("Corrección", await newsroom.ContentAsync("es"), StringComparison.Ordinal);

        // Corrected alone, by a person.
        await newsroom.DeskAsync(
            HttpMethod.Put,
            $"/api/translations/{release.Id()}/es",
            new JsonObject { ["segments"] = new JsonObject { ["0"] = "El transbordador vuelve" }, ["significance"] = "correction", ["changeNote"] = "El título estaba mal." });
        await newsroom.QuietAsync();
        text = await newsroom.GetAsync($"/api/releases/{release.Id()}?lang=es");
        Assert.Equal(("El transbordador vuelve", "human", 2, 2), (text.Text("headline"), text.Text("origin"), text["sourceVersion"]!.GetValue<int>(), text["revision"]!.GetValue<int>()));
        Assert.Contains("El título estaba mal.", await newsroom.ContentAsync("es"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_translation_is_withdrawn_alone_and_brought_back()
    {
        await using var newsroom = await Newsroom.StartAsync(_folder["data"], Newsroom.With(_engine.Url));
        var release = await newsroom.PostAsync(Given.Release("Le bac reprend", "Le bac de la rive traverse le lac."));
        await newsroom.QuietAsync();
        await newsroom.DeskAsync(HttpMethod.Post, $"/api/translations/{release.Id()}/es/withdrawal", new JsonObject { ["note"] = "Mala." });
        await newsroom.QuietAsync();

        Assert.Empty(await newsroom.TitlesAsync("es.json"));
        Assert.Single(await newsroom.TitlesAsync("fr.json"));
        await newsroom.GetAsync($"/api/releases/{release.Id()}?lang=es", HttpStatusCode.NotFound);

        // A newer version of the original waits for a person now.
        await newsroom.ChangeAsync(release.Id(), 1, Given.Release("Le bac reprend enfin", "Le bac de la rive traverse le lac."));
        await newsroom.QuietAsync();
        Assert.Equal("held", (await newsroom.TranslationAsync(release.Id(), "es")).Text("state"));
        Assert.Empty(await newsroom.TitlesAsync("es.json"));
        await newsroom.DeskAsync(HttpMethod.Post, $"/api/translations/{release.Id()}/es/approval");
        await newsroom.QuietAsync();
        Assert.Equal([TestEngine.Turned("Le bac reprend enfin")], await newsroom.TitlesAsync("es.json"));
    }

    [Fact]
    public async Task A_translation_of_an_older_text_is_withdrawn_too_and_not_brought_back()
    {
        await using var newsroom = await Newsroom.StartAsync(_folder["data"], Newsroom.With(_engine.Url));
        var release = await newsroom.PostAsync(Given.Release("Le bac reprend", "Le bac de la rive traverse le lac."));
        await newsroom.QuietAsync();
        var address = $"/api/translations/{release.Id()}/es";
        await newsroom.DeskAsync(HttpMethod.Post, $"{address}/hold");
        await newsroom.ChangeAsync(release.Id(), 1, Given.Release("Le bac reprend enfin", "Le bac de la rive traverse le lac."));
        await newsroom.QuietAsync();
        Assert.Equal([TestEngine.Turned("Le bac reprend")], await newsroom.TitlesAsync("es.json"));

        await newsroom.DeskAsync(HttpMethod.Post, $"{address}/withdrawal", new JsonObject { ["note"] = "Mala." });
        await newsroom.QuietAsync();

        Assert.Empty(await newsroom.TitlesAsync("es.json"));
        await newsroom.GetAsync($"/api/releases/{release.Id()}?lang=es", HttpStatusCode.NotFound);
        Assert.Equal("held", (await newsroom.TranslationAsync(release.Id(), "es")).Text("state"));
        Assert.Contains("newer text", (await newsroom.DeskAsync(HttpMethod.Delete, $"{address}/withdrawal", expected: HttpStatusCode.Conflict)).Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type": "paragraph", "text": "Hola"}""")]
    [InlineData("""{"type": "paragraph"}""")]
    [InlineData("""{"type": "paragraph", "runs": null}""")]
    [InlineData("""{"type": "paragraph", "runs": [null]}""")]
    [InlineData("""{"type": "paragraph", "runs": [{}]}""")]
    [InlineData("""{"type": "paragraph", "runs": [{"text": null}]}""")]
    [InlineData("""{"type": "list", "ordered": false, "items": [{"runs": [{"text": "Hola"}]}, null]}""")]
    [InlineData("""{"type": "list", "ordered": false, "items": [{}]}""")]
    [InlineData("""{"type": "heading", "runs": [{"text": "Hola"}]}""")]
    [InlineData("""{"type": "image"}""")]
    [InlineData("""{"type": "video", "url": "https://lake.example/"}""")]
    [InlineData("null")]
    public async Task A_body_that_is_not_whole_is_refused(string block)
    {
        await using var newsroom = await Newsroom.StartAsync(_folder["data"], Newsroom.With(_engine.Url));
        var release = await newsroom.PostAsync(Given.Release("Le bac reprend", "Le bac de la rive traverse le lac."));
        await newsroom.QuietAsync();
        var address = $"/api/translations/{release.Id()}/es";
        var text = new JsonObject { ["headline"] = "Vuelve", ["body"] = new JsonArray(JsonNode.Parse(block)) };

        Assert.StartsWith("This is no translation", (await newsroom.DeskAsync(HttpMethod.Put, address, text, HttpStatusCode.BadRequest)).Text("detail"), StringComparison.Ordinal);

        text["body"] = new JsonArray(JsonNode.Parse("""{"type": "paragraph", "runs": [{"text": "Hola"}]}"""));
        await newsroom.DeskAsync(HttpMethod.Put, address, text);
        await newsroom.QuietAsync();
        Assert.Equal(["Vuelve"], await newsroom.TitlesAsync("es.json"));
    }

    [Fact]
    public async Task What_was_retracted_while_a_translation_was_in_flight_is_never_shown()
    {
        var hanging = new TaskCompletionSource();
        await using var newsroom = await Newsroom.StartAsync(_folder["data"], [.. Newsroom.With(_engine.Url), ("Translation:Engines:0:Timeout", "00:00:20")]);
        _engine.Fail(async (context, _) =>
        {
            await hanging.Task;
            await context.Response.WriteAsJsonAsync(new { translatedText = "El transbordador vuelve hoy" });
        });
        var release = await newsroom.PostAsync(Given.Release("Le bac reprend", "Le bac de la rive traverse le lac."));
        await Eventually.HoldsAsync(() => Task.FromResult(_engine.Requests > 0));
        await newsroom.DeskAsync(HttpMethod.Post, $"/api/releases/{release.Id()}/retraction", new JsonObject { ["kind"] = "withdrawal", ["notice"] = "Erreur." });
        hanging.SetResult();
        await newsroom.QuietAsync();

        Assert.Empty(await newsroom.TitlesAsync("es.json"));
        Assert.Empty((await newsroom.GetAsync("/api/search?q=transbordador"))["items"]!.AsArray());
        Assert.Equal("settled", (await newsroom.TranslationAsync(release.Id(), "es")).Text("state"));
    }

    [Fact]
    public async Task A_language_that_the_office_publishes_itself_is_joined_and_never_machine_translated()
    {
        await using var newsroom = await Newsroom.StartAsync(_folder["data"], Newsroom.With(_engine.Url));
        var french = await newsroom.PostAsync(Given.Release("Le bac reprend", "Le bac de la rive traverse le lac.")
            .With("translations", new JsonArray(new JsonObject { ["language"] = "en", ["canonicalUrl"] = "https://lac.example.org/en/ferry" })));
        await newsroom.QuietAsync();
        Assert.Empty(await newsroom.TitlesAsync("en.json"));

        var english = Given.Release("The ferry is back", "The ferry crosses the lake.").With("language", "en").With("translationOf", french.Id()).With("canonicalUrl", "https://lac.example.org/en/ferry");
        var joined = await newsroom.PostAsync(english);
        await newsroom.QuietAsync();
        Assert.Equal((french.Id(), "human", "en"), (joined.Id(), joined.Text("origin"), joined.Text("language")));
        Assert.Equal(["The ferry is back"], await newsroom.TitlesAsync("en.json"));
        Assert.DoesNotContain(_engine.Calls.Keys, call => call.StartsWith("fr-en", StringComparison.Ordinal));

        // The same again is no new revision; a person's Spanish takes the place of the machine's.
        await newsroom.PostAsync(english, HttpStatusCode.OK);
        await newsroom.PostAsync(Given.Release("El transbordador vuelve", "El transbordador cruza el lago.").With("language", "es").With("translationOf", french.Id()), HttpStatusCode.OK);
        await newsroom.QuietAsync();
        Assert.Equal(["El transbordador vuelve"], await newsroom.TitlesAsync("es.json"));
        Assert.Equal(1, (await newsroom.GetAsync($"/api/releases/{french.Id()}?lang=en"))["revision"]!.GetValue<int>());
        Assert.Single((await newsroom.GetAsync("/api/releases"))["items"]!.AsArray());
    }

    [Fact]
    public async Task What_fails_its_checks_is_tried_once_more_then_left_and_too_much_of_it_is_held()
    {
        // Never the figure that is there.
        _engine.Fail((context, _) => context.Response.WriteAsJsonAsync(new { translatedText = "El transbordador cruza con 7 personas" }));
        await using var newsroom = await Newsroom.StartAsync(_folder["data"], [.. Newsroom.With(_engine.Url), ("Translation:Policies:en", "off")]);
        var release = await newsroom.PostAsync(Given.Release("Le bac reprend", "Le bac traverse avec 680 000 personnes."));
        await newsroom.QuietAsync();

        var job = await newsroom.TranslationAsync(release.Id(), "es");
        Assert.Equal("held", job.Text("state"));
        Assert.Contains("failed their checks", job.Text("reason"), StringComparison.Ordinal);
        Assert.All(job["segments"]!.AsArray(), segment => Assert.Equal(segment!["source"]!.GetValue<string>(), segment["target"]!.GetValue<string>()));
        Assert.Contains(job["segments"]!.AsArray(), segment => segment!["findings"]!.AsArray().Any(finding => finding!["detail"]!.GetValue<string>().Contains("680 000", StringComparison.Ordinal)));
        Assert.Equal(2, _engine.Calls.Where(call => call.Key.Contains("personnes", StringComparison.Ordinal)).Sum(call => call.Value));
    }

    [Fact]
    public async Task What_is_held_is_translated_ahead_of_its_time_in_secret_and_not_again_when_it_is_opened()
    {
        await using var newsroom = await Newsroom.StartAsync(_folder["data"], [.. Newsroom.With(_engine.Url), ("Translation:Engines:0:Local", "true")]);
        var release = Given.Release("Secret du lac", "Le secret du lac reste secret.");
        release["publishAt"] = "2031-05-03T00:01:00Z";
        var held = await newsroom.PostAsync(release, HttpStatusCode.Accepted);

        // Spanish and English, headline and body.
        await Eventually.HoldsAsync(() => Task.FromResult(_engine.Calls.Values.Sum() == 4));
        using var export = await newsroom.Admin.GetAsync(new Uri("/api/translations/memory/fr/es", UriKind.Relative));
        Assert.DoesNotContain("ecret", await export.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Empty((await newsroom.DeskAsync(HttpMethod.Get, "/api/translations"))["items"]!.AsArray());

        release["publishAt"] = DateTimeOffset.UtcNow.AddSeconds(2).ToString("O");
        await newsroom.ChangeAsync(held.Id(), 1, release, HttpStatusCode.Accepted);
        await Eventually.HoldsAsync(async () => (await newsroom.TitlesAsync("es.json")).Count == 1);
        await newsroom.QuietAsync();
        Assert.Equal(4, _engine.Calls.Values.Sum());
    }

    [Fact]
    public async Task What_is_held_is_given_to_no_engine_that_is_elsewhere()
    {
        await using var local = await TestEngine.StartAsync();
        await using var newsroom = await Newsroom.StartAsync(
            _folder["data"],
            [.. Newsroom.With(_engine.Url), ("Translation:Engines:1:Kind", "libretranslate"), ("Translation:Engines:1:Url", local.Url), ("Translation:Engines:1:Local", "true")]);
        var release = Given.Release("Secret du lac", "Le secret du lac reste secret.");
        release["publishAt"] = "2031-05-03T00:01:00Z";
        await newsroom.PostAsync(release, HttpStatusCode.Accepted);

        await Eventually.HoldsAsync(() => Task.FromResult(local.Calls.Values.Sum() == 4));
        Assert.Empty(_engine.Calls);
    }
}
