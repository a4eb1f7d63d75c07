using System.Text.RegularExpressions;
using Syndication.Ingestion.Extraction.Facts;

namespace Syndication.Ingestion.Offices;

/// <summary>Tells the office that issued a release by whom the press may call, and the regional office in charge by its countries.</summary>
internal static partial class OfficeReader
{
    /// <summary>The draft with what it leaves open and its text tells.</summary>
    /// <param name="directory">Of its source; null where there is none.</param>
    public static Draft Complete(Draft draft, OfficeDirectory? directory) => draft with
    {
        Office = draft.Office ?? Issuing(draft, directory),
        RegionalOffice = draft.RegionalOffice ?? directory?.InChargeOf(InQuestion(draft))?.Name,
    };

    /// <summary>"OIM Washington DC", "siège de l'OIM": an organisation and a place, or its seat; an office of the directory by its city.</summary>
    private static string? Issuing(Draft draft, OfficeDirectory? directory)
    {
        foreach (var organisation in draft.Contacts.Select(contact => contact.Organisation).OfType<string>())
        {
            if (directory?.Offices.FirstOrDefault(office => organisation.Contains(office.Name, StringComparison.Ordinal)) is { } known)
            {
                return known.Name;
            }

            if (Seat().IsMatch(organisation) || Placed().IsMatch(organisation) || (draft.Dateline?.Place is { } place && place.Split('/', ',').Any(city => city.Trim().Length > 2 && organisation.Contains(city.Trim(), StringComparison.OrdinalIgnoreCase))))
            {
                return organisation;
            }
        }

        return null;
    }

    /// <summary>Where it was written; else what it is about.</summary>
    private static IReadOnlyCollection<string> InQuestion(Draft draft) =>
        draft.Dateline?.Place is { } place && Countries.In(new FoldedWords(place), place, draft.Language) is { Count: > 0 } written && draft.Countries.Count == 0
            ? written
            : draft.Countries;

    [GeneratedRegex(@"\b(?:siège|headquarters|sede|secrétariat|secretariat|secretaría)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Seat();

    /// <summary>An acronym, or "office" and its like, followed by a place.</summary>
    [GeneratedRegex(@"^(?:\p{Lu}{2,8}|.*\b(?:[Bb]ureau|[Oo]ffice|[Oo]ficina|[Mm]ission|[Mm]isión)\b(?: (?:régional|de pays|regional|country))?(?: (?:de|du|in|of|en|for|pour|para))?) \p{Lu}\p{Ll}+(?:[ -]\p{Lu}[\p{L}.]*)*$", RegexOptions.NonBacktracking)]
    private static partial Regex Placed();
}
