using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Syndication.System.Tests.Faults;

/// <summary>Compares what readers get with what was acknowledged: nothing lost, nothing doubled, nothing out of date.</summary>
internal static class Oracle
{
    public static async Task<IReadOnlyList<string>> FaultsAsync(Newsroom newsroom, IEnumerable<Life> lives)
    {
        var faults = new List<string>();
        var all = lives.OrderBy(life => life.Number).ToList();
        foreach (var topic in all.GroupBy(life => life.Topic))
        {
            await CheckFeedsAsync(newsroom, topic.Key, [.. topic], faults);
        }

        faults.AddRange((await newsroom.ParkedAsync()).Select(item => $"Parked: {item["id"]}, {item["reason"]}"));

        foreach (var life in all)
        {
            await CheckReleaseAsync(newsroom, life, faults);
            await CheckSearchAsync(newsroom, life, faults);
        }

        return faults;
    }

    private static async Task CheckFeedsAsync(Newsroom newsroom, string topic, List<Life> lives, List<string> faults)
    {
        using var answer = await newsroom.Client.GetAsync(new Uri($"/feeds/en.json?topic={topic}", UriKind.Relative));
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            faults.Add($"The feed of {topic} answers {(int)answer.StatusCode}.");
            return;
        }

        var json = (await answer.JsonAsync())["items"]!.AsArray().Select(item => item!.AsObject()).ToList();
        var rss = XDocument.Parse(await newsroom.Client.GetStringAsync(new Uri($"/feeds/en.rss?topic={topic}", UriKind.Relative))).Descendants("item").ToList();
        var atom = XDocument.Parse(await newsroom.Client.GetStringAsync(new Uri($"/feeds/en.atom?topic={topic}", UriKind.Relative)));
        var entries = atom.Descendants(Api.Atom + "entry").ToList();
        foreach (var life in lives)
        {
            var expected = life.IsRetracted ? 0 : 1;
            Expect(faults, life, "JSON feed", expected, json.Count(item => item["title"]!.GetValue<string>() == life.Headline));
            Expect(faults, life, "RSS feed", expected, rss.Count(item => item.Element("title")!.Value == life.Headline));
            Expect(faults, life, "Atom feed", expected, entries.Count(entry => entry.Element(Api.Atom + "title")!.Value == life.Headline));
            Expect(faults, life, "JSON feed's texts", expected, json.Count(item => item["content_text"]?.GetValue<string>().Contains(life.Word + ",", StringComparison.Ordinal) == true));
        }

        Expect(faults, topic, "items", lives.Count, json.Count);
        Expect(faults, topic, "RSS items", lives.Count, rss.Count);
        Expect(faults, topic, "tombstones", lives.Count(life => life.IsRetracted), atom.Descendants(Api.Tombstones + "deleted-entry").Count());
    }

    private static async Task CheckReleaseAsync(Newsroom newsroom, Life life, List<string> faults)
    {
        using var answer = await newsroom.Admin.GetAsync(new Uri($"/api/releases/{life.Id}", UriKind.Relative));
        var document = answer.IsSuccessStatusCode ? await answer.JsonAsync() : [];
        Expect(faults, life, "version", life.Version, document["version"]?.GetValue<int>() ?? 0);
        Expect(faults, life, "history", life.Version, (document["history"] as JsonArray)?.Count ?? 0);
    }

    private static async Task CheckSearchAsync(Newsroom newsroom, Life life, List<string> faults)
    {
        var found = (await newsroom.GetAsync($"/api/search?q={life.Word}"))["items"]!.AsArray();
        Expect(faults, life, "search hits", life.IsRetracted ? 0 : 1, found.Count);
        if (found.Count == 1 && found[0]!["headline"]!.GetValue<string>() != life.Headline)
        {
            faults.Add($"Search shows \"{found[0]!["headline"]}\" instead of \"{life.Headline}\".");
        }
    }

    private static void Expect(List<string> faults, object of, string what, int expected, int actual)
    {
        if (expected != actual)
        {
            faults.Add($"{of}: {actual} instead of {expected} ({what})");
        }
    }
}
