using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Syndication.Deploy.Tests;

/// <summary>YAML as the JSON that it stands for, merge keys resolved.</summary>
internal static class Yaml
{
    public static JsonNode Read(string file) => Assert.Single(Documents(File.ReadAllText(file)));

    public static IReadOnlyList<JsonNode> Documents(string text)
    {
        var deserializer = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();
        var serializer = new SerializerBuilder().JsonCompatible().Build();

        // A document at a time: anchors, and what is merged by them, end with it.
        return [.. text.Split("\n---\n").Select(document =>
        {
            var value = deserializer.Deserialize<object>(new MergingParser(new Parser(new StringReader(document))));
            return JsonNode.Parse(serializer.Serialize(value))!;
        })];
    }

    /// <summary>The member at a path of names and numbers, or null where it ends before.</summary>
    public static JsonNode? At(this JsonNode? node, string path) =>
        path.Split('/').Aggregate(node, (at, step) => at switch
        {
            JsonObject members => members[step],
            JsonArray items when int.TryParse(step, out var index) && index < items.Count => items[index],
            _ => null,
        });

    public static string? Text(this JsonNode? node, string path) => node.At(path)?.ToString();

    public static IEnumerable<JsonNode> Items(this JsonNode? node, string path) => (node.At(path) as JsonArray ?? []).Select(item => item!);

    public static IEnumerable<KeyValuePair<string, JsonNode?>> Members(this JsonNode? node, string path) => node.At(path) as JsonObject ?? [];
}
