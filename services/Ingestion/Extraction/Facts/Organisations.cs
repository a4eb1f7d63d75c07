using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using Syndication.Contracts;

namespace Syndication.Ingestion.Extraction.Facts;

/// <summary>Organisations that a text names: known ones, and those that it introduces by name and acronym.</summary>
internal static partial class Organisations
{
    private const int LongestName = 160;
    private const int MostWords = 14;

    private static readonly SearchValues<char> Punctuation = SearchValues.Create(",.;:«»“”\"()");

    private static readonly FrozenDictionary<string, PhraseIndex<Organisation>> Known = Load();

    public static IReadOnlyList<Organisation> In(FoldedWords words, string text, string? language)
    {
        var found = new List<Organisation>();
        foreach (Match match in Introduction().Matches(text))
        {
            if (Introduced(text[Math.Max(0, match.Index - LongestName)..match.Index], match.Groups["acronym"].Value, language) is { } introduced)
            {
                Add(found, introduced);
            }
        }

        foreach (var (organisation, index, length) in Known[FactFile.Language(language)].Find(words))
        {
            if (!IsShouted(text, index, index + length))
            {
                Add(found, organisation);
            }
        }

        return found;
    }

    private static void Add(List<Organisation> found, Organisation organisation)
    {
        var isThere = found.Any(other => organisation.Acronym is { } acronym ? other.Acronym == acronym : other.Name == organisation.Name);
        if (!isThere)
        {
            found.Add(organisation);
        }
    }

    /// <summary>In a headline of capitals, "WHO" is a question.</summary>
    private static bool IsShouted(string text, int start, int end) =>
        end + 2 < text.Length && text[end] == ' ' && char.IsUpper(text[end + 1]) && char.IsUpper(text[end + 2])
        && text.AsSpan(start, end - start) is var word && !word.ContainsAnyInRange('a', 'z');

    /// <summary>"Organisation mondiale des douanes (OMD)": the words before the bracket whose letters the acronym has.</summary>
    private static Organisation? Introduced(string window, string acronym, string? language)
    {
        var words = Word().Matches(window).TakeLast(MostWords).ToList();
        for (var start = words.Count - 1; start >= 0; start--)
        {
            var first = words[start].Value;
            if (!char.IsUpper(first[0]) || Initial(first[0]) != Initial(acronym[0]) || !Spells([.. words.Skip(start).Select(word => word.Value)], acronym))
            {
                continue;
            }

            var name = window[words[start].Index..].Trim();
            return !Event().IsMatch(first) && !Former().IsMatch(window[..words[start].Index]) && !name.AsSpan().ContainsAny(Punctuation) && !Countries.EndsWithName(name, language)
                ? new Organisation(name, acronym)
                : null;
        }

        return null;
    }

    /// <summary>
    /// Every word gives its initial, and may give more of its letters ("Comunidad Andina", CAN); small words may give none.
    /// </summary>
    private static bool Spells(ReadOnlySpan<string> words, ReadOnlySpan<char> letters)
    {
        if (words.IsEmpty)
        {
            return letters.IsEmpty;
        }

        if (Connector().IsMatch(words[0]) && Spells(words[1..], letters))
        {
            return true;
        }

        var given = 0;
        for (var i = 0; i < words[0].Length && given < letters.Length; i++)
        {
            if (Initial(words[0][i]) == Initial(letters[given]))
            {
                given++;
                if (Spells(words[1..], letters[given..]))
                {
                    return true;
                }
            }
            else if (i == 0)
            {
                return false;
            }
        }

        return false;
    }

    private static char Initial(char c) => char.ToUpperInvariant(c.ToString().Normalize(NormalizationForm.FormD)[0]);

    private static FrozenDictionary<string, PhraseIndex<Organisation>> Load()
    {
        var table = FactFile.Read<Dictionary<string, string>[]>("organisations.json");
        return FactFile.Languages.ToFrozenDictionary(language => language, language => new PhraseIndex<Organisation>(
            table.Select(row => row[language].Split('|')).SelectMany(row => row.Where(name => name.Length > 0).Select(name =>
                (name, new Organisation(row[1], row[0].Length == 0 ? null : row[0]))))));
    }

    [GeneratedRegex(@"\s?\((?<acronym>\p{Lu}{2,9})\)", RegexOptions.NonBacktracking)]
    private static partial Regex Introduction();

    [GeneratedRegex(@"[\p{L}\p{N}\p{M}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex("^(?:de|d|des|du|la|le|les|l|et|pour|sur|en|aux?|à|the|of|for|and|on|in|to|del|los|las|el|y|para|sobre|contra|contre|dans|par|por)$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Connector();

    [GeneratedRegex("^(?:Sommet|Summit|Cumbre|Conférence|Conference|Conferencia|Programme?|Programa|Projet|Project|Proyecto|Plan|Agenda|Pacte|Compact|Pacto|Convention|Convención|Objectifs?|Goals?|Objetivos?|Cadre|Framework|Marco|Année|Year|Memorandum|Mémorandum)$", RegexOptions.NonBacktracking)]
    private static partial Regex Event();

    [GeneratedRegex(@"(?:sous le nom d[eu']|anciennement|ex-|formerly(?: known as)?|founded as|known as|bajo el nombre de|antes)\s*(?:l[ae'’]\s*|the\s*)?$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Former();
}
