using System.Collections.Frozen;

namespace Syndication.Ingestion.Extraction.Facts;

/// <summary>Parts of the world that a text names, and the countries of each.</summary>
internal static class Regions
{
    private static readonly Dictionary<string, Region> Table = FactFile.Read<Dictionary<string, Region>>("regions.json");

    private static readonly FrozenDictionary<string, PhraseIndex<string>> ByLanguage = FactFile.Languages.ToFrozenDictionary(
        language => language,
        language => new PhraseIndex<string>(Table.SelectMany(region => region.Value.Names(language).Select(name => (name, region.Key)))));

    /// <summary>Slugs, in the order of the text.</summary>
    public static IReadOnlyList<string> In(string text, string? language) =>
        [.. ByLanguage[FactFile.Language(language)].Find(new FoldedWords(text)).Select(found => found.Value).Distinct()];

    /// <summary>ISO 3166-1 alpha-2 in upper case; none for an unknown slug.</summary>
    public static IReadOnlyList<string> CountriesOf(string region) => Table.TryGetValue(region, out var found) ? found.Countries : [];

    private sealed record Region(string[] Fr, string[] En, string[] Es, string[] Countries)
    {
        public string[] Names(string language) => language switch { "fr" => Fr, "es" => Es, _ => En };
    }
}
