using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using Syndication.Contracts;

namespace Syndication.Ingestion.Extraction.Facts;

/// <summary>Organisations that a text names: known ones, and those that it introduces by name and acronym.</summary>
internal static partial class Organisations
{
    private const int LongestName = 160;

    private static readonly FrozenDictionary<string, PhraseIndex<Organisation>> Known = Load();

    public static IReadOnlyList<Organisation> In(string text, string? language)
    {
        var found = new List<Organisation>();
        foreach (Match match in Introduction().Matches(text))
        {
            if (Introduced(text[Math.Max(0, match.Index - LongestName)..match.Index], match.Groups["acronym"].Value, language) is { } introduced)
            {
                Add(found, introduced);
            }
        }

        foreach (var (organisation, _, _) in Known[FactFile.Language(language)].Find(text))
        {
            Add(found, organisation);
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

    /// <summary>"Organisation mondiale des douanes (OMD)": the words before the bracket whose initials the acronym has.</summary>
    private static Organisation? Introduced(string window, string acronym, string? language)
    {
        var letters = acronym.Length - 1;
        foreach (var word in Word().Matches(window).Reverse())
        {
            if (!SameLetter(word.Value, acronym[letters]))
            {
                if (Connector().IsMatch(word.Value))
                {
                    continue;
                }

                return null;
            }

            letters--;
            if (letters < 0)
            {
                var name = window[word.Index..].Trim();
                var isOrganisation = char.IsUpper(name[0]) && !Event().IsMatch(word.Value) && !Former().IsMatch(window[..word.Index]) && !Countries.EndsWithName(name, language);
                return isOrganisation ? new Organisation(name, acronym) : null;
            }
        }

        return null;
    }

    private static bool SameLetter(string word, char letter) =>
        Initial(word[0]) == Initial(letter);

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
