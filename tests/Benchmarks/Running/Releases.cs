using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Syndication.Benchmarks.Running;

/// <summary>Releases of 2 KB, as a press office's own program would send them.</summary>
internal static class Releases
{
    public const int Size = 2_048;

    private const string Filler =
        "The ferry crossed the lake for the first time since the flood, and the mayor of the harbour town thanked all who had "
        + "worked through the winter. Engineers checked every weld twice before the first passengers came on board. "
        + "\"Nobody here will forget this morning,\" said Awa Diop, who runs the bakery at the pier.\n\n";

    /// <summary>A word that no other release has.</summary>
    public static string Word(long number) => $"zq{number:x8}";

    /// <summary>UTF-8 of <see cref="Size"/> octets.</summary>
    public static byte[] Create(long number, string topic, string? country = null)
    {
        var release = new JsonObject
        {
            ["headline"] = $"Ferry {Word(number)} is back on the lake",
            ["language"] = "en",
            ["topics"] = new JsonArray(topic),
            ["countries"] = country is null ? null : new JsonArray(country),
            ["source"] = "lake-office",
            ["bodyText"] = "",
        };
        if (country is null)
        {
            release.Remove("countries");
        }

        var body = new StringBuilder();
        var length = JsonSerializer.SerializeToUtf8Bytes(release).Length;
        foreach (var letter in Enumerable.Repeat(Filler, 10).SelectMany(letters => letters))
        {
            length += JsonEncodedText.Encode([letter]).EncodedUtf8Bytes.Length;
            if (length > Size)
            {
                break;
            }

            body.Append(letter);
        }

        release["bodyText"] = body.ToString();
        return JsonSerializer.SerializeToUtf8Bytes(release);
    }
}
