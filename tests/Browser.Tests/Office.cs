using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Syndication.Contracts;
using Syndication.Hosting.Parking;
using Syndication.Hosting.Projection;
using Syndication.Storage.Sqlite;

namespace Syndication.Browser.Tests;

/// <summary>A press office that has published a release of every sort, over HTTP as its own programs would.</summary>
internal sealed partial class Office(HttpClient client, string data)
{
    private readonly Dictionary<string, string> _ids = [];

    public string Expand(string path) => _ids.Aggregate(path, (expanded, pair) => expanded.Replace($"{{{pair.Key}}}", pair.Value, StringComparison.Ordinal));

    public async Task PublishAsync()
    {
        await PublishAsync("fr", Document("Un service d’alerte aux crues ouvre dans douze ports", "fr"));
        await PublishAsync("en", Document("Shore power reaches twelve ports along the lower river", "en"));
        await PublishAsync("es", Document("Doce puertos reciben avisos de crecida con dos días de antelación", "es"));
        await PublishAsync("undated", Page("Ferry handbook for port masters"));
        await PublishAsync("quarantined", Page("Lock fees", "<p>BERN - EMBARGOED UNTIL 00:01 GMT 3 May 2031. The fee of the lock rises by two per cent.</p>"), "quarantineId");
        var held = Document("Winter timetable of the ferry", "en");
        held["publishAt"] = "2031-05-03T00:01:00Z";
        await PublishAsync("held", held);
        await PublishAsync("arabic", Document("افتتاح خدمة الإنذار بالفيضانات على طول النهر", "ar"));

        var corrected = Document("Flood warning service opens along the lower river", "en");
        await PublishAsync("corrected", corrected);
        corrected["significance"] = "correction";
        corrected["changeNote"] = "An earlier version said that fourteen towns receive warnings. There are twelve.";
        using var change = new HttpRequestMessage(HttpMethod.Put, $"/api/releases/{_ids["corrected"]}") { Content = JsonContent.Create(corrected) };
        change.Headers.IfMatch.Add(new EntityTagHeaderValue("\"1\""));
        using var changed = await client.SendAsync(change);
        changed.EnsureSuccessStatusCode();

        await RetractAsync("withdrawn", "Autumn timetable of the ferry", "withdrawal", "The timetable was that of last year.");
        await RetractAsync("killed", "Not to be shown", "kill", "Sent by mistake.");
        await TranslateAsync("corrected");
        await WriteTranslationAsync("undated");
        await ParkAsync("corrected");
    }

    /// <summary>Two readers of each language: one who has yet to confirm, one who has.</summary>
    public async Task SubscribeAsync(IPage page, Uri root)
    {
        foreach (var language in new[] { "fr", "en", "es" })
        {
            foreach (var step in new[] { "confirm", "preferences" })
            {
                await page.GotoAsync(new Uri(root, $"/{language}/subscriptions").ToString());
                await page.FillAsync("#address", $"{step}-{language}@reader.example");
                await page.ClickAsync("main form button[type=submit]");
                string? link = null;
                await Eventually.HoldsAsync(async () => (link = await LinkToAsync($"{step}-{language}@reader.example")) is not null);
                if (step == "preferences")
                {
                    await page.GotoAsync(new Uri(root, $"/subscriptions/{link}").ToString());
                    await page.ClickAsync("button[value=confirm]");
                    link = new Uri(page.Url).AbsolutePath.Split('/')[^1];
                }

                _ids[$"{step}-{language}"] = link!;
            }
        }
    }

    /// <summary>What the letter to an address links to.</summary>
    private async Task<string?> LinkToAsync(string address)
    {
        foreach (var file in Directory.Exists(Outbox) ? Directory.GetFiles(Outbox, "*.eml") : [])
        {
            var mail = await File.ReadAllTextAsync(file);
            if (mail.Contains($"\nTo: {address}", StringComparison.Ordinal))
            {
                return Link().Match(mail.Replace("=\r\n", "", StringComparison.Ordinal)) is { Success: true } link ? link.Groups[1].Value : null;
            }
        }

        return null;
    }

    private string Outbox => Path.Combine(data, "outbox");

    [GeneratedRegex("/subscriptions/([A-Za-z0-9_-]+)")]
    private static partial Regex Link();

    internal static JsonObject Document(string headline, string language) => JsonNode.Parse(
        $$"""
        {
          "headline": "{{headline}}", "language": "{{language}}", "source": "lake-office", "office": "Lake Office in Bern",
          "subheading": "Forty gauges, twelve towns, two days of warning", "publishedAt": "2026-05-08T10:00:00Z",
          "dateline": {"place": "Bern", "date": "2026-05-08"}, "canonicalUrl": "https://office.example.org/{{language}}/{{Guid.NewGuid()}}",
          "rights": "© Lake Office. Free to reprint with the source named.",
          "topics": ["climate-change", "disaster-risk-reduction"], "countries": ["CH", "FR"],
          "organisations": [{"name": "International Lake Commission", "acronym": "ILC"}],
          "body": [
            {"type": "paragraph", "runs": [{"text": "A new service warns the "}, {"text": "twelve towns", "strong": true}, {"text": " along the lower river and their ports two days before the water comes, the Lake Office announced today."}]},
            {"type": "paragraph", "runs": [{"text": "“We had six hours in the last flood. Forty-eight change everything,” said Mara Lindqvist. Details are on the "}, {"text": "project page", "href": "https://office.example.org/project"}, {"text": "."}]},
            {"type": "heading", "level": 4, "runs": [{"text": "What is measured"}]},
            {"type": "list", "ordered": false, "items": [{"runs": [{"text": "Water levels at forty gauges"}]}, {"runs": [{"text": "Rain on the upper slopes"}]}]},
            {"type": "quote", "paragraphs": [{"runs": [{"text": "Nobody should learn of a flood from the water itself."}]}], "attribution": "Charter of the Lake Commission"},
            {"type": "table", "hasHeader": true, "caption": "Gauges by country", "rows": [
              {"cells": [{"runs": [{"text": "Country"}]}, {"runs": [{"text": "Gauges"}]}, {"runs": [{"text": "Towns with a warning service of their own"}]}]},
              {"cells": [{"runs": [{"text": "Switzerland"}]}, {"runs": [{"text": "24"}]}, {"runs": [{"text": "5"}]}]}]},
            {"type": "image", "url": "https://pictures.example.net/gauge.jpg", "alt": "A gauge at the lock of Aarberg"}
          ],
          "quotes": [{"speaker": "Mara Lindqvist", "text": "We had six hours in the last flood. Forty-eight change everything."}],
          "contacts": [{"name": "Jonas Frei", "role": "Press officer", "organisation": "Lake Office", "phones": [{"text": "+41 31 555 01 23", "e164": "+41315550123", "extension": "12"}], "emails": ["press@office.example.org"]}],
          "about": [{"organisation": "Lake Office", "text": "The Lake Office coordinates flood protection along the river for its three riparian states."}],
          "attachments": [{"url": "https://office.example.org/map.pdf", "mediaType": "application/pdf", "length": 1240000, "language": "en", "description": "Map of the gauges"}],
          "translations": [{"language": "de", "canonicalUrl": "https://office.example.org/de/{{Guid.NewGuid()}}"}]
        }
        """)!.AsObject();

    // What comes in as a page, without a date of its own, stays undated.
    private static string Page(string headline, string first = "") => $"""
        <!DOCTYPE html><html lang="en"><title>{headline}</title><main><h1>{headline}</h1>
        {first}
        <p>The handbook tells port masters how ferries, barges and fishing crews share a quay, in plain words and with forty drawings made on the river itself.</p>
        <p>Its first part is about a ferry's day: where passengers wait, who may cross the ramp, and what is done when water rises faster than was foretold.</p>
        <p>The second part is for winter, when two crews share what light there is, and says which lamps a barge shows while it is moored across the stream.</p>
        <p>Port masters of three countries wrote it together, over two years, and every page was tried on a quay before it was printed.</p>
        </main></html>
        """;

    private async Task PublishAsync(string name, JsonObject document)
    {
        using var answer = await client.PostAsJsonAsync("/api/releases", document);
        await KeepAsync(name, answer);
    }

    private async Task PublishAsync(string name, string page, string id = "id")
    {
        using var content = new StringContent(page, System.Text.Encoding.UTF8, "text/html");
        content.Headers.Add("X-Source", "lake-office");
        using var answer = await client.PostAsync(new Uri("/api/releases/pages", UriKind.Relative), content);
        await KeepAsync(name, answer, id);
    }

    private async Task KeepAsync(string name, HttpResponseMessage answer, string id = "id")
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        _ids[name] = JsonNode.Parse(text)![id]!.GetValue<string>();
    }

    private async Task RetractAsync(string name, string headline, string kind, string notice)
    {
        await PublishAsync(name, Document(headline, "en"));
        using var answer = await client.PostAsJsonAsync($"/api/releases/{_ids[name]}/retraction", new { kind, notice, reason = "test" });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What a translation service would have the log say, applied as the newsroom's consumer would apply it.</summary>
    private async Task TranslateAsync(string name)
    {
        await using var store = SqliteDocumentStore.Open(Path.Combine(data, "newsroom.db"));
        var projection = new ReleaseProjection(store, ReleaseIndexes.Order);
        ProjectedRelease? row = null;
        await Eventually.HoldsAsync(
            async () => (row = await projection.Rows.GetAsync(_ids[name])) is { Original.Version: 2 });
        var original = row!.Original!;
        var text = original with
        {
            Language = "es",
            Origin = Origin.Machine,
            Headline = "Se abre un servicio de alerta de crecidas en el curso bajo del río",
            Subheading = null,
            CanonicalUrl = null,
            SourceVersion = 1,
            Revision = 1,
            Translation = new TranslationInfo(TranslationState.Stale, "test", original.RecordedAt),
            History = [.. original.History, new HistoryEntry(1, original.RecordedAt, Significance.Initial, null, "es", 1)],
        };
        await projection.ApplyAsync(
            new ReleaseTranslated { EventId = Guid.NewGuid(), Sequence = row.Sequence, At = original.RecordedAt, Release = text }, CancellationToken.None);
    }

    /// <summary>A person's version, by the API.</summary>
    private async Task WriteTranslationAsync(string name)
    {
        var text = new { headline = "Manual del transbordador para capitanes de puerto", bodyText = "El manual explica a los capitanes de puerto cómo se comparte un muelle." };
        await Eventually.HoldsAsync(
            async () =>
            {
                // It is told of the release a moment later.
                using var answer = await client.PutAsJsonAsync($"/api/translations/{_ids[name]}/es", text);
                Assert.True(answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.NotFound, await answer.Content.ReadAsStringAsync());
                return answer.IsSuccessStatusCode;
            });
    }

    /// <summary>What Feeds would keep of an entry that it could not apply.</summary>
    private async Task ParkAsync(string name)
    {
        await using var newsroom = SqliteDocumentStore.Open(Path.Combine(data, "newsroom.db"));
        var release = (await new ReleaseProjection(newsroom, ReleaseIndexes.Order).Rows.GetAsync(_ids[name]))!.Original!;
        var parked = new ParkedMessage
        {
            Id = ParkedMessage.IdOf("project-feed-item", 1),
            Consumer = "project-feed-item",
            Service = "feeds",
            Message = new ReleaseUpdated { EventId = Guid.NewGuid(), Sequence = 1, At = release.RecordedAt, Release = release },
            Reason = "System.InvalidOperationException: The river is higher than the gauge.",
            Exception = "System.InvalidOperationException: The river is higher than the gauge.\n   at Gauge.Read() in Gauge.cs:line 12",
            TraceId = "4bf92f3577b34da6a3ce929d0e0e4736",
            ParkedAt = release.RecordedAt.ToUnixTimeMilliseconds(),
        };
        await using var feeds = SqliteDocumentStore.Open(Path.Combine(data, "feeds.db"));
        await feeds.Collection(ParkedMessage.Collection).InsertAsync(parked, CancellationToken.None);
        _ids["parked"] = parked.Id;
    }
}
