using System.Text.Json;
using System.Text.Json.Nodes;

namespace Syndication.Translation.Glossary;

/// <summary>
/// A glossary as JSON: a list of <c>{"fr": "OMD", "en": "WCO", "es": "OMA"}</c>, where <c>"accept": {"en": ["customs body"]}</c>
/// may add what will do as well, <c>{"keep": "Frontex"}</c> and <c>{"forbidden": true, "en": "illegal migrants"}</c>.
/// </summary>
internal static class GlossaryFile
{
    /// <summary>The terms of this field that ship with the service.</summary>
    public static IReadOnlyList<GlossaryTerm> Shipped { get; } = ReadShipped();

    /// <exception cref="FormatException">Says which entry is wrong, and how.</exception>
    public static IReadOnlyList<GlossaryTerm> Read(string json)
    {
        try
        {
            return JsonNode.Parse(json) is JsonArray list
                ? [.. list.Select((entry, i) => Term(entry as JsonObject ?? throw new FormatException($"Entry {i} is no object."), i))]
                : throw new FormatException("A glossary is a list.");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"This is not JSON: {exception.Message}", exception);
        }
    }

    public static JsonArray Write(IEnumerable<GlossaryTerm> terms) => new([.. terms.Select(Entry)]);

    private static GlossaryTerm Term(JsonObject entry, int i)
    {
        var keep = Words(entry, "keep", i);
        var forbidden = entry["forbidden"]?.GetValueKind() is JsonValueKind.True;
        var terms = entry.Where(member => member.Key is not ("keep" or "forbidden" or "accept")).ToDictionary(member => member.Key, member => Words(entry, member.Key, i)!);
        return keep is null && terms.Count < (forbidden ? 1 : 2)
            ? throw new FormatException($"Entry {i} needs words in two languages, or \"keep\", or \"forbidden\" and words in one.")
            : new GlossaryTerm { Terms = terms, Keep = keep, Forbidden = forbidden, Accept = Accepted(entry, i) };
    }

    private static Dictionary<string, IReadOnlyList<string>> Accepted(JsonObject entry, int i) => entry["accept"] switch
    {
        null => [],
        JsonObject languages => languages.ToDictionary(
            language => language.Key,
            IReadOnlyList<string> (language) => language.Value is JsonArray list
                ? [.. list.Select(words => Words(words, "accept", i))]
                : throw new FormatException($"Entry {i}: \"accept\" has a list of words for each language.")),
        _ => throw new FormatException($"Entry {i}: \"accept\" has a list of words for each language."),
    };

    private static JsonNode Entry(GlossaryTerm term)
    {
        var entry = new JsonObject();
        if (term.Keep is not null)
        {
            entry["keep"] = term.Keep;
        }

        if (term.Forbidden)
        {
            entry["forbidden"] = true;
        }

        foreach (var (language, words) in term.Terms.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            entry[language] = words;
        }

        if (term.Accept.Count > 0)
        {
            entry["accept"] = new JsonObject(term.Accept.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)new JsonArray([.. pair.Value.Select(words => (JsonNode)words)]))));
        }

        return entry;
    }

    private static string? Words(JsonObject entry, string name, int i) => entry[name] is null && name == "keep" ? null : Words(entry[name], name, i);

    private static string Words(JsonNode? node, string name, int i) => node switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Trim() is { Length: > 0 and <= 200 } words => words,
        _ => throw new FormatException($"Entry {i}: \"{name}\" has to be words, at most 200 letters."),
    };

    private static IReadOnlyList<GlossaryTerm> ReadShipped()
    {
        using var stream = typeof(GlossaryFile).Assembly.GetManifestResourceStream("Syndication.Translation.Glossary.field.json")!;
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd());
    }
}
