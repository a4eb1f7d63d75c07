using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Syndication.Translation;

namespace Syndication.Newsroom.Tests.Desk;

/// <summary>Translations at the desk, through Ingestion and Translation over HTTP, with an engine that turns words around.</summary>
public sealed class TranslationPageTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private TestEngine _engine = null!;
    private DeskHost _host = null!;
    private PageClient _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _engine = await TestEngine.StartAsync();
        _host = await DeskHost.StartWithAsync(
            _folder["data"],
            [new TranslationModule()],
            "--Translation:Policies:en=off",
            "--Translation:Engines:0:Kind=libretranslate",
            $"--Translation:Engines:0:Url={_engine.Url}");
        _browser = _host.Browser();
        await _browser.SignInAsync(_host.AdminKey);
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _host.DisposeAsync();
        await _engine.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_waits_is_listed_shown_beside_its_original_and_approved_by_its_button_alone()
    {
        var (id, address) = await HeldAsync("Le bac reprend", "Le bac de la rive traverse le lac.");
        var desk = await TextAsync("/desk");
        Assert.Contains($"href=\"{address}\"", desk, StringComparison.Ordinal);
        Assert.Contains("Le bac reprend", desk, StringComparison.Ordinal);
        Assert.Contains("Something needs a look.", desk, StringComparison.Ordinal);

        foreach (var handler in new[] { "Approve", "Hold", "Withdraw", "Restore", "Edit" })
        {
            await _browser.GetAsync($"{address}?handler={handler}");
        }

        var page = await TextAsync(address);
        Assert.Equal("held", (await JobAsync(id))!["state"]!.GetValue<string>());
        Assert.Matches("<h1 lang=\"fr\" dir=\"ltr\">Le bac reprend</h1>", page);
        Assert.Matches("<td[^>]*lang=\"fr\" dir=\"ltr\">Le bac de la rive traverse le lac.</td>", page);
        Assert.Matches($"<textarea[^>]*lang=\"es\"[^>]*>{TestEngine.Turned("Le bac de la rive traverse le lac.")}</textarea>", page);
        Assert.Contains("libretranslate", page, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=Withdraw", page, StringComparison.Ordinal);

        var approved = await _browser.SubmitAsync(address, $"{address}?handler=Approve", ("stamp", await StampAsync(id)));
        Assert.Equal(address, approved.Address);
        Assert.Contains("The translation is approved", approved.Html, StringComparison.Ordinal);
        await StateAsync(id, "published");
        var published = await TextAsync(address);
        Assert.DoesNotContain("handler=Approve", published, StringComparison.Ordinal);
        Assert.Contains("handler=Withdraw", published, StringComparison.Ordinal);
        Assert.Contains("No translation waits for a person.", await TextAsync("/desk"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_checks_found_stands_beside_its_sentence()
    {
        _engine.Fail((context, _) => Microsoft.AspNetCore.Http.HttpResponseJsonExtensions.WriteAsJsonAsync(context.Response, new { translatedText = "El transbordador cruza con 7 personas" }));
        var (_, address) = await HeldAsync("Le bac reprend", "Le bac traverse avec 680 000 personnes.");

        var page = await TextAsync(address);
        Assert.Matches("<tr class=\"found\">", page);
        Assert.Matches("<li class=\"bad\" lang=\"en\">The number \"680.000\" is missing or changed.</li>", page);
        Assert.Contains("left in the original’s language", page, StringComparison.Ordinal);
        Assert.Contains("failed their checks", await TextAsync("/desk"), StringComparison.Ordinal);
    }

    /// <summary>Headline, summary, body: three sentences.</summary>
    [Fact]
    public async Task A_person_edits_sentences_is_told_what_is_wrong_beside_them_and_publishes_as_a_person()
    {
        var (id, address) = await HeldAsync("Le bac reprend", "Le bac de la rive traverse le lac.");
        var stamp = await StampAsync(id);
        var refused = await _browser.SubmitAsync(address, $"{address}?handler=Edit", ("stamp", stamp), ("version", "1"), ("sentence-0", "El transbordador <vuelve>"), ("sentence-1", " "), ("sentence-2", "Cruza el lago."));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("$.segments.1: This may not be empty.", refused.Html, StringComparison.Ordinal);
        Assert.Contains("id=\"sentence-1-error\" lang=\"en\">This may not be empty.", refused.Html, StringComparison.Ordinal);
        Assert.Matches("<textarea id=\"sentence-1\"[^>]*aria-describedby=\"checks-1 sentence-1-error\" aria-invalid=\"true\"", refused.Html);
        Assert.Contains(">El transbordador &lt;vuelve&gt;</textarea>", refused.Html, StringComparison.Ordinal);
        Assert.Equal("held", (await JobAsync(id))!["state"]!.GetValue<string>());

        var edited = await _browser.SubmitAsync(
            address,
            $"{address}?handler=Edit",
            ("stamp", stamp),
            ("version", "1"),
            ("sentence-0", "El transbordador vuelve"),
            ("sentence-1", "Cruza el lago."),
            ("sentence-2", TestEngine.Turned("Le bac de la rive traverse le lac.")));
        Assert.Contains("Your text is on its way to readers.", edited.Html, StringComparison.Ordinal);
        await StateAsync(id, "settled");
        var document = await _host.GetAsync($"/api/translations/{id}/es");
        Assert.Equal(("human", "El transbordador vuelve"), (document["logged"]!["origin"]!.GetValue<string>(), document["logged"]!["headline"]!.GetValue<string>()));
        Assert.Equal(["person", "person", "engine"], document["segments"]!.AsArray().Select(segment => segment!["from"]!.GetValue<string>()));

        // A correction of what readers have needs a note.
        var unnoted = await _browser.SubmitAsync(address, $"{address}?handler=Edit", ("stamp", await StampAsync(id)), ("version", "1"), ("sentence-0", "El bote vuelve"), ("sentence-1", "El bote cruza el lago."), ("sentence-2", "El bote cruza el lago."), ("significance", "correction"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unnoted.Status);
        Assert.Contains("id=\"change-note-error\"", unnoted.Html, StringComparison.Ordinal);
        Assert.Matches("<option value=\"correction\" selected", unnoted.Html);
    }

    [Fact]
    public async Task Whoever_comes_second_is_told_so_and_keeps_what_was_typed()
    {
        var (id, address) = await HeldAsync("Le bac reprend", "Le bac de la rive traverse le lac.");
        var stamp = await StampAsync(id);
        await _browser.SubmitAsync(address, $"{address}?handler=Hold", ("stamp", stamp));

        var late = await _browser.SubmitAsync(address, $"{address}?handler=Edit", ("stamp", stamp), ("version", "1"), ("sentence-0", "El transbordador vuelve"), ("sentence-1", "Cruza."), ("sentence-2", "Cruza el lago."));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("Somebody changed this translation meanwhile", late.Html, StringComparison.Ordinal);
        Assert.Contains(">El transbordador vuelve</textarea>", late.Html, StringComparison.Ordinal);
        Assert.Contains($"It says now: <span lang=\"es\" dir=\"ltr\">{TestEngine.Turned("Le bac reprend")}</span>", late.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await _browser.SubmitAsync(address, $"{address}?handler=Approve", ("stamp", stamp))).Status);
        Assert.Equal("held", (await JobAsync(id))!["state"]!.GetValue<string>());

        // The page that said so has the stamp of now.
        var now = Regex.Match(late.Html, "name=\"stamp\" value=\"([0-9]+)\"").Groups[1].Value;
        var again = await _browser.SubmitAsync(address, $"{address}?handler=Edit", ("stamp", now), ("version", "1"), ("sentence-0", "El transbordador vuelve"), ("sentence-1", "Cruza."), ("sentence-2", "Cruza el lago."));
        Assert.Equal(HttpStatusCode.OK, again.Status);
        await StateAsync(id, "settled");

        // Typed for an original that has other sentences by now: shown apart.
        var gone = await _browser.SubmitAsync(address, $"{address}?handler=Edit", ("stamp", now), ("version", "1"), ("sentence-0", "Otra vez"), ("sentence-1", "Dos"), ("sentence-2", "Tres"), ("sentence-3", "Cuatro"));
        Assert.InRange((int)gone.Status, 409, 422);
        Assert.Matches("(?s)<textarea readonly[^>]*>Otra vez\\s+Dos\\s+Tres\\s+Cuatro</textarea>", WebUtility.HtmlDecode(gone.Html));
    }

    [Fact]
    public async Task A_translation_is_held_withdrawn_with_a_note_and_brought_back()
    {
        var (id, address) = await HeldAsync("Le bac reprend", "Le bac de la rive traverse le lac.");
        var held = await _browser.SubmitAsync(address, $"{address}?handler=Hold", ("stamp", await StampAsync(id)));
        Assert.Contains("The translation is held.", held.Html, StringComparison.Ordinal);
        Assert.Contains("A person holds it.", held.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=Hold", held.Html, StringComparison.Ordinal);

        var lifted = await _browser.SubmitAsync(address, $"{address}?handler=Lift", ("stamp", await StampAsync(id)));
        Assert.Contains("The translation is no longer held.", lifted.Html, StringComparison.Ordinal);
        await StateAsync(id, "held");
        Assert.Contains("It waits for a person.", (await _browser.GetAsync(address)).Html, StringComparison.Ordinal);

        await _browser.SubmitAsync(address, $"{address}?handler=Approve", ("stamp", await StampAsync(id)));
        await StateAsync(id, "published");
        var late = await _browser.SubmitAsync(address, $"{address}?handler=Withdraw", ("stamp", "1"), ("note", "Estaba mal."));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Matches("<input[^>]* id=\"withdraw-note\"[^>]* value=\"Estaba mal.\"", late.Html);
        var withdrawn = await _browser.SubmitAsync(address, $"{address}?handler=Withdraw", ("stamp", await StampAsync(id)), ("note", "Estaba mal."));
        Assert.Contains("The translation is being withdrawn.", withdrawn.Html, StringComparison.Ordinal);
        await StateAsync(id, "settled");
        var document = await _host.GetAsync($"/api/translations/{id}/es");
        Assert.Equal("withdrawn", document["published"]!["state"]!.GetValue<string>());
        Assert.Contains("withdrawn: readers do not see it", await TextAsync(address), StringComparison.Ordinal);

        await _browser.SubmitAsync(address, $"{address}?handler=Restore", ("stamp", await StampAsync(id)));
        await StateAsync(id, "published");
        Assert.Contains("handler=Withdraw", await TextAsync(address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_without_the_scope_sees_or_changes_a_translation()
    {
        var (id, address) = await HeldAsync("Le bac reprend", "Le bac de la rive traverse le lac.");
        var (key, _) = await _host.MakeKeyAsync("crawler", "ingest");
        using var outsider = _host.Browser();
        Assert.Equal(HttpStatusCode.Forbidden, (await outsider.SignInAsync(key)).Status);
        var page = await outsider.GetAsync(address);
        Assert.StartsWith("/desk?returnUrl=", page.Address, StringComparison.Ordinal);
        Assert.DoesNotContain("Le bac", page.Html, StringComparison.Ordinal);
        await outsider.SubmitAsync("/desk", $"{address}?handler=Approve", ("stamp", await StampAsync(id)));

        using var client = new HttpClient { BaseAddress = _host.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await client.PostAsync(new Uri($"/api/translations/{id}/es/approval", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);

        foreach (var handler in new[] { "Approve", "Hold", "Withdraw", "Restore", "Edit" })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await _browser.PostAsync($"{address}?handler={handler}", ("sentence-0", "forged"))).Status);
        }

        Assert.Equal("held", (await JobAsync(id))!["state"]!.GetValue<string>());
        var (office, _) = await _host.MakeKeyAsync("press office", "desk");
        using var editor = _host.Browser();
        await editor.SignInAsync(office);
        Assert.Equal(HttpStatusCode.OK, (await editor.GetAsync(address)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await editor.GetAsync($"/desk/translations/{Guid.NewGuid()}/es")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await editor.GetAsync($"/desk/translations/{id}/de")).Status);
    }

    [Fact]
    public async Task Without_an_engine_a_person_writes_the_whole_text_and_one_who_edits_it_keeps_its_form()
    {
        using var folder = new TemporaryFolder();
        await using var host = await DeskHost.StartWithAsync(folder["data"], [new TranslationModule()], "--Translation:Engines:0:Kind=none", "--Translation:Policies:en=off");
        using var browser = host.Browser();
        await browser.SignInAsync(host.AdminKey);
        var id = await PublishAsync(host, "Le bac reprend", "Le bac de la rive traverse le lac.");
        await StateAsync(id, "unavailable", host);
        var address = $"/desk/translations/{id}/es";

        var missing = await browser.SubmitAsync(address, $"{address}?handler=Edit", ("stamp", await StampAsync(id, host)), ("version", "1"), ("headline", ""), ("bodyText", "Cruza el lago."));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, missing.Status);
        Assert.Contains("id=\"headline-error\"", missing.Html, StringComparison.Ordinal);
        Assert.Contains(">Cruza el lago.</textarea>", missing.Html, StringComparison.Ordinal);

        await browser.SubmitAsync(address, $"{address}?handler=Edit", ("stamp", await StampAsync(id, host)), ("version", "1"), ("headline", "El transbordador vuelve"), ("bodyText", "Cruza el lago.\r\n\r\nDesde hoy."));
        await StateAsync(id, "settled", host);
        var document = await host.GetAsync($"/api/translations/{id}/es");
        Assert.Equal(("human", 2), (document["logged"]!["origin"]!.GetValue<string>(), document["logged"]!["body"]!.AsArray().Count));

        await browser.SubmitAsync(address, $"{address}?handler=Edit", ("stamp", await StampAsync(id, host)), ("version", "1"), ("headline", "El transbordador volvió"), ("bodyText", "Cruza el lago.\r\n\r\nDesde hoy."), ("significance", "correction"), ("changeNote", "El título estaba mal."));
        await Eventually.HoldsAsync(async () => (await host.GetAsync($"/api/translations/{id}/es"))["logged"]!["headline"]!.GetValue<string>() == "El transbordador volvió");
        Assert.Equal(2, (await host.GetAsync($"/api/translations/{id}/es"))["logged"]!["revision"]!.GetValue<int>());
    }

    [Fact]
    public async Task Where_Translation_does_not_answer_the_desk_says_so()
    {
        using var folder = new TemporaryFolder();
        await using var host = await DeskHost.StartWithAsync(folder["data"], [], "--Services:Translation:Url=http://127.0.0.1:1");
        using var browser = host.Browser();
        Assert.Contains("<p class=\"bad\">translation does not answer</p>", (await browser.SignInAsync(host.AdminKey)).Html, StringComparison.Ordinal);

        var page = await browser.GetAsync($"/desk/translations/{Guid.NewGuid()}/es");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Contains("<p class=\"bad\">translation does not answer</p>", page.Html, StringComparison.Ordinal);
    }

    private static async Task<string> PublishAsync(DeskHost host, string headline, string sentence) =>
        (await host.PostAsync("/api/releases", new { headline, language = "fr", bodyText = sentence }, HttpStatusCode.Created))["id"]!.GetValue<string>();

    private async Task<(string Id, string Address)> HeldAsync(string headline, string sentence)
    {
        var id = await PublishAsync(_host, headline, sentence);
        await StateAsync(id, "held");
        return (id, $"/desk/translations/{id}/es");
    }

    private async Task<JsonNode?> JobAsync(string id, DeskHost? host = null) =>
        (await (host ?? _host).GetAsync($"/api/translations?release={id}&lang=es"))["items"]!.AsArray().SingleOrDefault();

    private async Task<string> StampAsync(string id, DeskHost? host = null) => (await JobAsync(id, host))!["stamp"]!.ToJsonString();

    private Task StateAsync(string id, string state, DeskHost? host = null) =>
        Eventually.HoldsAsync(async () => (await JobAsync(id, host))?["state"]?.GetValue<string>() == state);

    private async Task<string> TextAsync(string address) => WebUtility.HtmlDecode((await _browser.GetAsync(address)).Html);
}
