using System.Collections.Frozen;

namespace Syndication.Ingestion.Extraction.Facts;

/// <summary>Countries that a text names, by name or by what their people are called.</summary>
internal static class Countries
{
    // Longer phrases that hold a country's name and mean none.
    private static readonly FrozenDictionary<string, string[]> Decoys = new Dictionary<string, string[]>
    {
        ["fr"] = ["golfe de Guinée", "Nouvelle-Guinée", "Nouveau-Mexique", "mer de Chine", "golfe du Mexique", "langue française", "langue anglaise"],
        ["en"] = ["Gulf of Guinea", "New Guinea", "New Mexico", "South China Sea", "Gulf of Mexico", "New England", "Michael Jordan", "West Indian"],
        ["es"] = ["golfo de Guinea", "Nueva Guinea", "Nuevo México", "golfo de México", "mar de China"],
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, PhraseIndex<string>> ByLanguage = Load();
    private static readonly FrozenDictionary<string, PhraseIndex<string>> NamesByLanguage = Load(withDemonyms: false);

    /// <summary>ISO 3166-1 alpha-2 in upper case, sorted.</summary>
    public static IReadOnlyList<string> In(string text, string? language) =>
        [.. ByLanguage[FactFile.Language(language)].Find(text).Select(found => found.Value).Where(code => code.Length > 0).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The text is, or ends with, the name of a country: its acronym is no organisation's.</summary>
    public static bool EndsWithName(string text, string? language) =>
        NamesByLanguage[FactFile.Language(language)].Find(text).Any(found => found.Index + found.Length >= text.TrimEnd().Length);

    private static FrozenDictionary<string, PhraseIndex<string>> Load(bool withDemonyms = true)
    {
        var table = FactFile.Read<Dictionary<string, Country>>("countries.json");
        return FactFile.Languages.ToFrozenDictionary(language => language, language => new PhraseIndex<string>(
        [
            .. Decoys[language].Select(decoy => (decoy, "")),
            .. table.SelectMany(country => country.Value.Names[language].Select(name => (name, country.Key))),
            .. withDemonyms ? table.SelectMany(country => country.Value.Demonyms.GetValueOrDefault(language, []).SelectMany(d => Forms(d, language)).Select(form => (form, country.Key))) : [],
        ]));
    }

    /// <summary>Feminine and plural forms of an adjective; French and English ones are written small, or with a capital.</summary>
    private static IEnumerable<string> Forms(string demonym, string language) => language switch
    {
        "fr" when demonym.EndsWith("ien", StringComparison.Ordinal) || demonym.EndsWith("éen", StringComparison.Ordinal) || demonym.EndsWith("yen", StringComparison.Ordinal) || demonym.EndsWith("on", StringComparison.Ordinal) =>
            [demonym, demonym + "s", demonym + "ne", demonym + "nes"],
        "fr" when demonym.EndsWith('e') => [demonym, demonym + "s"],
        "fr" when demonym.EndsWith('s') => [demonym, demonym + "e", demonym + "es"],
        "fr" => [demonym, demonym + "s", demonym + "e", demonym + "es"],
        "es" when demonym.EndsWith('o') => [demonym, demonym[..^1] + "a", demonym + "s", demonym[..^1] + "as"],
        "es" when demonym.EndsWith("és", StringComparison.Ordinal) => [demonym, demonym[..^2] + "esa", demonym[..^2] + "eses", demonym[..^2] + "esas"],
        "es" when demonym.EndsWith('í') => [demonym, demonym + "es", demonym + "s"],
        "es" when demonym[^1] is 'l' or 'n' or 'r' => [demonym, demonym + "a", demonym + "es", demonym + "as"],
        "es" => [demonym, demonym + "s"],
        _ => [demonym, demonym + "s"],
    };

    private sealed record Country(Dictionary<string, string[]> Names, Dictionary<string, string[]> Demonyms);
}
