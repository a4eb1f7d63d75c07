using System.Text.Json;

namespace Syndication.Testing.Articles;

/// <summary>Texts of our own writing whose facts were judged by hand, in three languages.</summary>
public static class JudgedTexts
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Ingestion.Tests", "TestData");

    /// <summary>What to read as a page, and what it is about.</summary>
    public static IEnumerable<(byte[] Page, JsonElement Expected)> All()
    {
        foreach (var language in (string[])["en", "es", "fr"])
        {
            var expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "releases", language, "expected.json"))).RootElement;
            foreach (var page in expected.EnumerateObject())
            {
                yield return (File.ReadAllBytes(Path.Combine(Folder, "releases", language, page.Name)), page.Value);
            }
        }

        foreach (var text in JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "facts.json"))).RootElement.EnumerateArray())
        {
            yield return (System.Text.Encoding.UTF8.GetBytes($"{text.GetProperty("headline").GetString()}\n\n{text.GetProperty("text").GetString()}\n"), text);
        }
    }

    /// <summary>Scores of topics, countries, organisations and language, by these names.</summary>
    /// <param name="extract">Of a page: its language, topics, countries, and each organisation by acronym, else by name.</param>
    public static IReadOnlyDictionary<string, SetScore> Score(Func<byte[], (string? Language, IReadOnlyCollection<string> Topics, IReadOnlyCollection<string> Countries, IReadOnlyCollection<string> Organisations)> extract)
    {
        ArgumentNullException.ThrowIfNull(extract);
        var scores = new Dictionary<string, SetScore> { ["topics"] = new(), ["countries"] = new(), ["organisations"] = new(), ["language"] = new() };
        foreach (var (page, expected) in All())
        {
            var found = extract(page);
            scores["topics"].Add(Strings(expected.GetProperty("topics"), "must"), Strings(expected.GetProperty("topics"), "may"), found.Topics);
            scores["countries"].Add(Strings(expected.GetProperty("countries"), "must"), Strings(expected.GetProperty("countries"), "may"), found.Countries);
            var organisations = expected.GetProperty("organisations");
            scores["organisations"].Add([.. organisations.GetProperty("must").EnumerateArray().Select(Named)], Strings(organisations, "may"), found.Organisations);
            scores["language"].Add([expected.GetProperty("language").GetString()!], [], found.Language is null ? [] : [found.Language]);
        }

        return scores;
    }

    private static string Named(JsonElement organisation) =>
        organisation.TryGetProperty("acronym", out var acronym) && acronym.ValueKind == JsonValueKind.String ? acronym.GetString()! : organisation.GetProperty("name").GetString()!;

    private static List<string> Strings(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(value => value.GetString()!)];
}
