using System.Collections.Frozen;
using System.Text.Json;
using Syndication.Contracts;

namespace Syndication.Ingestion.Extraction.Facts;

/// <summary>Tables that are embedded beside the code.</summary>
internal static class FactFile
{
    public static T Read<T>(string name)
    {
        using var stream = typeof(FactFile).Assembly.GetManifestResourceStream(typeof(FactFile), name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        return JsonSerializer.Deserialize<T>(stream, SyndicationJson.Options)!;
    }

    public static readonly FrozenSet<string> Languages = ["fr", "en", "es"];

    /// <summary>The language that the tables are asked in; English where they don't have it.</summary>
    public static string Language(string? language) => language?.Split('-')[0] is "fr" or "es" ? language.Split('-')[0] : "en";
}
