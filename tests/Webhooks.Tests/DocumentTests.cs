using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Syndication.Contracts;
using Syndication.Text;
using Syndication.Webhooks.Delivering;

namespace Syndication.Webhooks.Tests;

/// <summary>docs/webhooks.md, followed command by command with each of its receivers.</summary>
public sealed class DocumentTests : IAsyncLifetime
{
    private readonly Handbook _handbook = new("docs/webhooks.md");
    private readonly TemporaryFolder _folder = new();
    private Office _office = null!;

    public async ValueTask InitializeAsync()
    {
        _office = await Office.StartAsync(_folder["data"]);
        _handbook.Environment["OFFICE"] = _office.Admin.BaseAddress!.ToString().TrimEnd('/');
    }

    public async ValueTask DisposeAsync()
    {
        await _office.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("js", "node", "nodejs")]
    [InlineData("python", "python3", "python3")]
    [InlineData("php", "php", "php-cli")]
    public async Task Takes_a_partner_from_a_key_to_a_verified_delivery(string language, string program, string package)
    {
        Handbook.Needs(program, package);
        Handbook.Needs("curl", "curl");
        var port = Ports.Free();

        // Of the office's part, the key: it runs already, on a folder of its own.
        var environment = _handbook.Environment;
        var made = await _handbook.FollowAsync("office", commands => commands[commands.IndexOf("curl", StringComparison.Ordinal)..].Replace("/tmp/office", _folder["data"], StringComparison.Ordinal));
        environment["KEY"] = made.Text("key");
        var registered = await FollowAsync("register");
        (environment["ID"], environment["SECRET"]) = (registered.Text("id"), registered.Text("secret"));
        await using var receiver = await DocumentedReceiver.StartAsync(_handbook, language, _folder.Path, port, environment["SECRET"]);
        Assert.Equal("active", (await FollowAsync("challenge")).Text("state"));
        await FollowAsync("test");
        await _office.QuietAsync();
        var log = (await FollowAsync("log"))["items"]![0]!;
        Assert.Equal(("endpoint.test", "sent"), (log.Text("type"), log.Text("state")));

        var release = await _office.PublishAsync("The ferry is back");
        await _office.QuietAsync();
        var corrected = await _office.CorrectAsync(release, "The ferry is back on Monday");
        await _office.QuietAsync();
        await FollowAsync("resend");
        Assert.StartsWith("whsec_", (await FollowAsync("rotate")).Text("secret"), StringComparison.Ordinal);
        await _office.RetractAsync(corrected, "kill");
        await _office.QuietAsync();
        await RefusesAsync(port, environment["SECRET"], release.Text("id"));

        // What it printed reaches us by a pipe of its own, maybe later than its answer.
        await Eventually.HoldsAsync(() => Task.FromResult(receiver.Lines.Count >= 5));
        Assert.Equal(
            ["saw endpoint.test", "took release.created 1 The ferry is back", "took release.updated 2 The ferry is back on Monday", "took release.retracted 3", "had release.created 1 Late"],
            receiver.Lines.Select(line => Regex.Replace(line, " +", " ").Trim()));

        Task<JsonObject> FollowAsync(string name) => _handbook.FollowAsync(name, commands => commands.Replace(":9000", $":{port}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lets_a_partner_behind_a_firewall_fetch()
    {
        Handbook.Needs("curl", "curl");
        await _office.PublishAsync("Yesterday's ferry");
        await _office.QuietAsync();
        _handbook.Environment["KEY"] = _office.Admin.DefaultRequestHeaders.Authorization!.Parameter!;
        _handbook.Environment["PULL"] = (await _handbook.FollowAsync("pull")).Text("id");
        await _office.QuietAsync();

        var events = await _handbook.FollowAsync("fetch");

        var fetched = Assert.Single(events["items"]!.AsArray())!;
        Assert.Equal(("release.created", "Yesterday's ferry", true), (fetched.Text("type"), fetched["data"]!.Text("headline"), fetched["data"]!["isBackfill"]!.GetValue<bool>()));
    }

    [Fact]
    public void Names_every_element_that_can_occur_and_no_other()
    {
        IReadOnlyList<Run> runs = [new("two\nlines", Strong: true, Emphasis: true, Href: "https://lake.example/")];
        var html = BlockHtml.Render(
        [
            new Paragraph(runs),
            new Heading(2, runs),
            new Heading(6, runs),
            new ListBlock(false, [new ListItem(runs)]),
            new ListBlock(true, [new ListItem(runs)]),
            new QuoteBlock([new Paragraph(runs)], "Somebody"),
            new ImageBlock("https://lake.example/ferry.jpg", "The ferry", "Back again"),
            new TableBlock(true, [new TableRow([new TableCell(runs)]), new TableRow([new TableCell(runs)])], "Figures"),
        ]);

        Assert.Equal(
            XElement.Parse($"<body>{html}</body>").Descendants().Select(element => element.Name.LocalName).Distinct().Order(StringComparer.Ordinal),
            _handbook.Names("holds these elements alone:", ". Links are").Order(StringComparer.Ordinal));
    }

    /// <summary>Not signed, signed with another secret, signed an hour ago; and what is signed but old is taken and dropped.</summary>
    private static async Task RefusesAsync(int port, string secret, string release)
    {
        var body = Encoding.UTF8.GetBytes($$$"""{"type": "release.created", "data": {"id": "{{{release}}}", "version": 1, "language": "en", "languages": ["en"], "headline": "Late"}}""");
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var right = Convert.FromBase64String(secret["whsec_".Length..]);
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(now, null));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(now, new byte[32]));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(now - 3_600, right));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(now + 3_600, right));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(now, right));

        async Task<HttpStatusCode> PostAsync(long timestamp, byte[]? key)
        {
            using var client = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{port}/hooks") { Content = new ByteArrayContent(body) };
            request.Headers.Add("webhook-id", "late");
            request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
            if (key is not null)
            {
                request.Headers.TryAddWithoutValidation("webhook-signature", Signature.Of("late", timestamp, body, [key]));
            }

            using var answer = await client.SendAsync(request);
            return answer.StatusCode;
        }
    }
}
