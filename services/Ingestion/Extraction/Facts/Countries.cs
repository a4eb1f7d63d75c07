using System.Collections.Frozen;

namespace Syndication.Ingestion.Extraction.Facts;

/// <summary>Countries and territories that a text names: by name, by what their people are called, by their capital.</summary>
internal static class Countries
{
    // Georgia is two places; words of one of them tell which is meant.
    private const string Georgia = "GE";

    private static readonly FrozenDictionary<string, PhraseIndex<Found>> ByLanguage = Load();
    private static readonly PhraseIndex<bool> AmericanGeorgia = new(
        "Atlanta Savannah Augusta Alabama Florida Carolina Tennessee Mississippi Louisiana Texas Virginia Kentucky Ohio Nevada Arizona Michigan Pennsylvania Wisconsin Republican Republicans Democrat Democrats".Split(' ').Select(word => (word, true)));

    private static readonly PhraseIndex<bool> CaucasianGeorgia = new(
        "Tbilissi Tbilisi Tiflis Caucasus Caucase Cáucaso Armenia Arménie Azerbaijan Azerbaïdjan Azerbaiyán Abkhazia Abkhazie Abjasia Batumi Batoumi Kutaisi Georgian géorgien géorgienne géorgiens georgiano georgiana georgianos Moldova Moldavie Moldavia Ukraine Ucrania Turkey Turquie Turquía".Split(' ').Select(word => (word, true)));

    /// <summary>ISO 3166-1 alpha-2 in upper case, sorted.</summary>
    public static IReadOnlyList<string> In(FoldedWords text, string source, string? language)
    {
        var known = FactFile.Language(language);
        var codes = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (found, index, length) in ByLanguage[known].Find(text))
        {
            if (found.Code.Length > 0 && !(found.IsDemonym && IsLanguage(source, index, index + length, known)))
            {
                codes.Add(found.Code);
            }
        }

        if (codes.Contains(Georgia) && AmericanGeorgia.Find(text).Any() && !CaucasianGeorgia.Find(text).Any())
        {
            codes.Remove(Georgia);
        }

        return [.. codes];
    }

    /// <summary>The text is, or ends with, the name of a country: its acronym is no organisation's.</summary>
    public static bool EndsWithName(string text, string? language) =>
        ByLanguage[FactFile.Language(language)].Find(new FoldedWords(text)).Any(found => found.Value.IsName && found.Index + found.Length >= text.TrimEnd().Length);

    /// <summary>"en français", "in Spanish, …": a language, not a country.</summary>
    private static bool IsLanguage(string text, int start, int end, string language)
    {
        var before = text.AsSpan(Math.Max(0, start - 4), Math.Min(4, start));
        var follows = end < text.Length ? text[end] : '.';
        return language == "en"
            ? before.EndsWith(" in ", StringComparison.OrdinalIgnoreCase) && follows is '.' or ',' or ';' or ')' or ':'
            : before.EndsWith(" en ", StringComparison.OrdinalIgnoreCase);
    }

    private static FrozenDictionary<string, PhraseIndex<Found>> Load()
    {
        var table = FactFile.Read<Dictionary<string, Country>>("countries.json");
        var others = FactFile.Read<Dictionary<string, string[]>>("not-countries.json");
        return FactFile.Languages.ToFrozenDictionary(language => language, language => new PhraseIndex<Found>(
        [
            .. others[language].Select(phrase => (phrase, new Found("", false, false))),
            .. table.SelectMany(country => country.Value.Names[language].Select(name => (name, new Found(country.Key, true, false)))),
            .. table.SelectMany(country => country.Value.Demonyms.GetValueOrDefault(language, []).SelectMany(demonym => Forms(demonym, language)).Select(form => (form, new Found(country.Key, false, true)))),
            .. table.SelectMany(country => (country.Value.Capitals ?? []).GetValueOrDefault(language, []).Select(capital => (capital, new Found(country.Key, false, false)))),
        ]));
    }

    /// <summary>Feminine and plural forms of an adjective.</summary>
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

    private readonly record struct Found(string Code, bool IsName, bool IsDemonym);

    private sealed record Country(Dictionary<string, string[]> Names, Dictionary<string, string[]> Demonyms, Dictionary<string, string[]>? Capitals = null);
}
