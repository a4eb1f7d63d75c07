using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Syndication.System.Tests.Readers;

/// <summary>Two readers that are not ours: python3-feedparser and newsboat, as Debian packages them.</summary>
public sealed class ReaderTests : IAsyncLifetime
{
    private const string Python = "/usr/bin/python3";
    private const string Newsboat = "/usr/bin/newsboat";
    private static readonly string[] Headlines = ["Déjà vu à l’écluse : « œuvre » & <progrès>", "Deuxième bateau, ]]> compris", "Troisième port 🚢"];

    private readonly TemporaryFolder _folder = new();
    private Newsroom _newsroom = null!;

    public async ValueTask InitializeAsync()
    {
        _newsroom = await new Newsroom(_folder["data"]).StartAsync();
        for (var i = 0; i < Headlines.Length; i++)
        {
            var release = Api.Release(Headlines[i], $"Le bateau n° {i} a franchi l’écluse. <b>Ceci n’est pas du gras.</b>", "fr");
            release["publishedAt"] = DateTimeOffset.UtcNow.AddHours(-i - 1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            await _newsroom.Admin.PostAsync("/api/releases", release).JsonAsync(HttpStatusCode.Created);
        }

        var gone = await _newsroom.Admin.PostAsync("/api/releases", Api.Release("Retirée", language: "fr")).JsonAsync(HttpStatusCode.Created);
        await _newsroom.Admin.PostAsync($"/api/releases/{gone.Id()}/retraction", new JsonObject { ["kind"] = "withdrawal", ["notice"] = "Publiée par erreur." }).JsonAsync(HttpStatusCode.OK);
        await _newsroom.QuietAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _newsroom.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("rss", "rss20", 4)]
    [InlineData("atom", "atom10", 3)]
    public async Task Feedparser_reads_the_items(string format, string version, int count)
    {
        Assert.SkipUnless((await Commands.RunProgramAsync(Python, "-c", "import feedparser")).ExitCode == 0, "Needs python3-feedparser: apt-get install python3-feedparser.");
        var run = await Commands.RunProgramAsync(
            Python,
            "-c",
            """
            import feedparser, json, sys
            feed = feedparser.parse(sys.argv[1])
            print(json.dumps({"bozo": int(feed.bozo), "version": feed.version, "language": feed.feed.get("language"),
              "entries": [{"id": e.id, "title": e.title, "link": e.link, "published": e.get("published", None),
                           "content": (e.content[0].value if "content" in e else "")} for e in feed.entries]}))
            """,
            $"http://127.0.0.1:{_newsroom.Port}/feeds/fr.{format}");

        Assert.True(run.ExitCode == 0, run.Error);
        var feed = JsonNode.Parse(run.Output)!.AsObject();
        var entries = feed["entries"]!.AsArray().Select(entry => entry!.AsObject()).ToList();
        Assert.Equal(0, feed["bozo"]!.GetValue<int>());
        Assert.Equal(version, feed.Text("version"));
        Assert.Equal(count, entries.Count);
        Assert.Equal(count, entries.Select(entry => entry.Text("id")).Distinct().Count());
        foreach (var headline in Headlines)
        {
            // What reads as a tag is text: feedparser gives titles as HTML.
            var entry = Assert.Single(entries, entry => WebUtility.HtmlDecode(entry.Text("title")) == headline);
            Assert.StartsWith("http://127.0.0.1", entry.Text("link"), StringComparison.Ordinal);
            Assert.NotNull(entry["published"]);
            Assert.Contains("&lt;b&gt;Ceci", entry.Text("content"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("rss", 4)]
    [InlineData("atom", 3)]
    public async Task Newsboat_reads_the_items(string format, int count)
    {
        Assert.SkipUnless(File.Exists(Newsboat), "Needs newsboat: apt-get install newsboat.");
        var urls = _folder[$"urls-{format}"];
        await File.WriteAllTextAsync(urls, $"http://127.0.0.1:{_newsroom.Port}/feeds/fr.{format}\n");
        await File.WriteAllTextAsync(_folder["config"], "");
        string[] common = ["-u", urls, "-c", _folder[$"cache-{format}.db"], "-C", _folder["config"]];

        var reload = await Commands.RunProgramAsync("env", [$"HOME={_folder.Path}", Newsboat, .. common, "-x", "reload", "print-unread"]);
        Assert.Contains($"{count} unread articles", reload.Output, StringComparison.Ordinal);

        var sqlite = await Commands.RunProgramAsync(
            Python,
            "-c",
            "import json, sqlite3, sys; print(json.dumps([r[0] for r in sqlite3.connect(sys.argv[1]).execute('select title from rss_item')]))",
            _folder[$"cache-{format}.db"]);
        var titles = JsonNode.Parse(sqlite.Output)!.AsArray().Select(title => title!.GetValue<string>()).ToList();
        Assert.All(Headlines, headline => Assert.Contains(headline, titles));
        Assert.Equal(count, titles.Count);
    }
}
