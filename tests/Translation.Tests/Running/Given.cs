using System.Text.Json.Nodes;

namespace Syndication.Translation.Tests.Running;

/// <summary>Releases as an office's own program sends them.</summary>
internal static class Given
{
    /// <summary>A French release, a paragraph a sentence.</summary>
    public static JsonObject Release(string headline, params string[] paragraphs) => new()
    {
        ["headline"] = headline,
        ["language"] = "fr",
        ["source"] = "lac",
        ["body"] = new JsonArray([.. paragraphs.Select(Paragraph)]),
    };

    /// <summary>Thirty sentences, each unlike the others.</summary>
    public static string[] Thirty(string? tenth = null) =>
        [.. Enumerable.Range(1, 30).Select(i => i == 10 && tenth is not null ? tenth : $"La passerelle {(char)('a' + (i % 26))}{(char)('a' + (i / 26))} du grand lac est ouverte depuis hier soir.")];

    public static JsonObject With(this JsonObject release, string name, JsonNode? value)
    {
        release[name] = value;
        return release;
    }

    public static string Text(this JsonObject document, string name) => document[name]!.GetValue<string>();

    public static string Id(this JsonObject document) => document.Text("id");

    private static JsonNode Paragraph(string text) => new JsonObject
    {
        ["type"] = "paragraph",
        ["runs"] = new JsonArray(new JsonObject { ["text"] = text }),
    };
}
