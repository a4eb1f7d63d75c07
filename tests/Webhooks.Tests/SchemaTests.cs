using System.Net;
using System.Text.Json.Nodes;

namespace Syndication.Webhooks.Tests;

public sealed class SchemaTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "services/Webhooks/Messages/Schema");

    [Fact]
    public async Task Every_payload_that_is_sent_and_every_sample_is_as_the_schema_says_and_has_nothing_else()
    {
        await Partners.NeedAsync();
        using var folder = new TemporaryFolder();
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.IsProving = false;
        receiver.Answer(async (context, webhook) =>
        {
            if (webhook.Type == "endpoint.challenge")
            {
                await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, webhook.Data.Text("challenge"));
            }
        });
        await using var office = await Office.StartAsync(folder["data"]);
        var full = await office.RegisterAsync($"{receiver.Url}/full");
        await office.RegisterAsync($"{receiver.Url}/thin", new JsonObject { ["payload"] = "thin" });
        var pull = await office.RegisterAsync(null);
        await full.PostAsync("/test", expected: HttpStatusCode.Accepted);
        var release = await office.PublishAsync("Everything that a release can have", Rich());
        await office.QuietAsync();
        await office.SendAsync(HttpMethod.Post, "/api/releases", new JsonObject { ["headline"] = "Alles", ["language"] = "de", ["bodyText"] = "Alles.", ["translationOf"] = release.Text("id") }, HttpStatusCode.Created);
        await office.QuietAsync();
        release = await office.CorrectAsync(release, "Everything", Rich());
        await office.QuietAsync();
        await office.RetractAsync(release, "kill");
        await office.QuietAsync();

        var files = Directory.GetFiles(Folder, "*.json").Where(file => !file.EndsWith("payload.schema.json", StringComparison.Ordinal)).ToList();
        foreach (var (webhook, i) in receiver.Received.Select((webhook, i) => (webhook, i)))
        {
            await File.WriteAllBytesAsync(folder[$"{i}-{webhook.Name}-{webhook.Type}.json"], webhook.Body);
            files.Add(folder[$"{i}-{webhook.Name}-{webhook.Type}.json"]);
        }

        foreach (var (item, i) in (await pull.GetAsync("/events"))["items"]!.AsArray().Select((item, i) => (item!, i)))
        {
            await File.WriteAllTextAsync(folder[$"pulled-{i}.json"], item.ToJsonString());
            files.Add(folder[$"pulled-{i}.json"]);
        }

        Assert.Equal(
            ["endpoint.challenge", "endpoint.test", "release.created", "release.retracted", "release.translated", "release.updated"],
            receiver.Received.Select(webhook => webhook.Type).Distinct().Order(StringComparer.Ordinal));
        await Partners.RunAsync("validate.mjs", "", [Path.Combine(Folder, "payload.schema.json"), .. files]);
    }

    [Fact]
    public async Task The_schema_and_the_samples_are_open_to_everybody()
    {
        using var folder = new TemporaryFolder();
        await using var office = await Office.StartAsync(folder["data"]);
        using var anybody = new HttpClient { BaseAddress = office.Admin.BaseAddress };

        var schema = await anybody.SendAsync(HttpMethod.Get, "/api/webhooks/schema.json");
        Assert.Equal("urn:syndication:webhooks:payload:1", schema.Text("$id"));
        foreach (var sample in new[] { "release.created", "release.created.thin", "release.updated", "release.retracted", "release.translated", "endpoint.test", "endpoint.challenge" })
        {
            Assert.StartsWith((await anybody.SendAsync(HttpMethod.Get, $"/api/webhooks/samples/{sample}.json")).Text("type"), sample, StringComparison.Ordinal);
        }

        await anybody.SendAsync(HttpMethod.Get, "/api/webhooks/samples/none.json", expected: HttpStatusCode.NotFound);
        await anybody.SendAsync(HttpMethod.Get, "/api/webhooks", expected: HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_release_too_large_for_a_payload_is_told_of_by_its_address()
    {
        using var folder = new TemporaryFolder();
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var office = await Office.StartAsync(folder["data"]);
        await office.RegisterAsync($"{receiver.Url}/full");
        await office.PublishAsync("A long one", new JsonObject { ["bodyText"] = string.Concat(Enumerable.Repeat("The ferry crossed the lake. ", 16_000)) });
        await office.QuietAsync();

        var data = Assert.Single(receiver.Received).Data;
        Assert.Equal((true, null), (data["isTooLarge"]!.GetValue<bool>(), data["release"]));
        Assert.InRange(receiver.Received.First().Body.Length, 1, 20_000);
    }

    private static JsonObject Rich() => new()
    {
        ["bodyText"] = null,
        ["body"] = JsonNode.Parse("""
            [
              {"type":"heading","level":2,"runs":[{"text":"Head"}]},
              {"type":"paragraph","runs":[{"text":"A "},{"text":"link","href":"https://lake.example/","strong":true,"emphasis":true}]},
              {"type":"list","ordered":true,"items":[{"runs":[{"text":"One"}]}]},
              {"type":"quote","paragraphs":[{"runs":[{"text":"Said."}]}],"attribution":"Ada"},
              {"type":"image","url":"https://lake.example/a.jpg","alt":"A ferry","caption":"The ferry"},
              {"type":"table","hasHeader":true,"caption":"Times","rows":[{"cells":[{"runs":[{"text":"8 h"}]}]}]}
            ]
            """),
        ["subheading"] = "Sub",
        ["summary"] = "Sum.",
        ["quotes"] = JsonNode.Parse("""[{"speaker":"Ada","text":"Said."}]"""),
        ["dateline"] = JsonNode.Parse("""{"place":"Geneva","date":"2026-11-20"}"""),
        ["publishedAt"] = "2026-11-20T08:00:00Z",
        ["canonicalUrl"] = "https://lake.example/all",
        ["office"] = "Geneva office",
        ["contacts"] = JsonNode.Parse("""[{"name":"Ada","role":"Press","organisation":"Lake","phones":[{"text":"+41 22 555 01 23","e164":"+41225550123","extension":"7"}],"emails":["ada@lake.example"]}]"""),
        ["about"] = JsonNode.Parse("""[{"organisation":"Lake Office","text":"It runs ferries."}]"""),
        ["topics"] = new JsonArray("transport"),
        ["countries"] = new JsonArray("CH"),
        ["organisations"] = JsonNode.Parse("""[{"name":"Lake Office","acronym":"LO"}]"""),
        ["attachments"] = JsonNode.Parse("""[{"url":"https://lake.example/a.pdf","mediaType":"application/pdf","length":10,"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","language":"en","description":"Times"}]"""),
        ["rights"] = "Free.",
        ["translations"] = JsonNode.Parse("""[{"language":"fr","canonicalUrl":"https://lake.example/fr/all"}]"""),
    };
}
