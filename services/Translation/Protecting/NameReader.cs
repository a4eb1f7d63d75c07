using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Syndication.Translation.Protecting;

/// <summary>
/// Finds people's names in a text: those that the release names, those after a title, and two or more capitalised words
/// in a row that no dictionary word is among.
/// </summary>
internal static partial class NameReader
{
    // Words that stand capitalised in names which are translated: institutions, places, feasts.
    private static readonly FrozenSet<string> Translated = """
        nations unies unis états etats union européenne africaine conseil sécurité assemblée générale nationale organisation ministère ministre président présidente premier
        première secrétaire général haut commissariat commission cour suprême parlement maison blanche royaume uni pays bas coupe monde mer nord sud est ouest océan lac mont
        saint sainte journée mondiale internationale convention déclaration accord comité banque fonds croix rouge croissant agence office bureau direction centre institut université école
        république démocratique populaire fédérale nouvelle nouveau grande grand petite petit vieux bas haute ville amérique afrique asie europe orient proche moyen extrême arabie
        united nations states kingdom union european african council security assembly general national organization organisation ministry minister president prime
        first secretary high commission supreme court parliament white house world cup sea north south east west ocean lake mount saint day international convention declaration
        agreement committee bank fund red cross crescent agency office bureau centre center institute university school college republic democratic people federal new great old city state
        department street avenue park river island islands bay airport league premier champions america africa asia europe middle far county church party house senate
        naciones unidas estados unidos unión europea africana consejo seguridad asamblea nacional organización ministerio ministro presidente presidenta primer primera
        secretario alto comisionado comisión corte suprema parlamento casa blanca reino unido países bajos copa mundial mar norte sur este oeste océano lago monte san santa día
        internacional convención declaración acuerdo comité banco fondo cruz roja media luna agencia oficina centro instituto universidad escuela república nueva nuevo gran ciudad
        monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
        révérend révérende père mère frère sœur roi reine pape prince princesse sir lord lady king queen pope father mother brother sister reverend rev padre hermano hermana rey reina don doña
        général colonel capitaine commandant sergent lieutenant amiral juge professeur professeure docteur docteure sénateur sénatrice député députée gouverneur gouverneure maire chancelier chancelière ambassadeur ambassadrice
        captain major sergeant admiral detective inspector judge professor doctor senator governor mayor chancellor ambassador representative congressman
        coronel capitán juez jueza profesor profesora senador senadora gobernador gobernadora alcalde alcaldesa canciller embajador embajadora
        partido party parti laborista conservador demócrata republicano conservative conservateur labour democratic republican tribunal court juegos games jeux olímpicos olympic olympiques
        liga ligue police policía guerra war guerre fría cold froide asuntos affairs affaires exteriores foreign étrangères servicio service secreto secret majesty majestad majesté
        ciencias sciences science montañas mountains montagnes network safety enforcement hospital hôpital latina latine central centrale medio hague haya haye ley act loi
        mme mmes mlle mr mrs ms dr dre pr prof sr sra dra
        lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names of a text, where they stand.</summary>
    /// <returns>Sure are those that the release names or that follow a title.</returns>
    public static IEnumerable<(int Start, int Length, bool IsSure)> Find(string text, IReadOnlyList<string> known)
    {
        foreach (var name in known)
        {
            for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + name.Length, StringComparison.Ordinal))
            {
                if (IsWhole(text, at, name.Length))
                {
                    yield return (at, name.Length, true);
                }
            }
        }

        foreach (Match match in Titled().Matches(text))
        {
            yield return (match.Groups["name"].Index, match.Groups["name"].Length, true);
        }

        // In a headline of English manner every word is capitalised.
        foreach (Match match in Row().Matches(IsTitleCased(text) ? "" : text))
        {
            if (NameIn(text, match) is { } name)
            {
                yield return (name.Start, name.Length, false);
            }
        }
    }

    /// <summary>Given name and family name, as a contact or a speaker has them.</summary>
    public static bool IsFullName(string? name) => name is not null && FullName().IsMatch(name);

    /// <summary>Whether the letters on both sides end the word there.</summary>
    public static bool IsWhole(string text, int start, int length) =>
        (start == 0 || !char.IsLetterOrDigit(text[start - 1]))
        && (start + length == text.Length || !char.IsLetterOrDigit(text[start + length]));

    private static bool IsTitleCased(string text)
    {
        var words = Word().Matches(text);
        return words.Count > 3 && words.Count(word => char.IsUpper(word.ValueSpan[0])) * 10 > words.Count * 7;
    }

    /// <summary>A row of capitalised words without the titles before it; null where what is left is no name.</summary>
    private static (int Start, int Length)? NameIn(string text, Match row)
    {
        var start = row.Index;
        var words = row.Value.Split(' ', '\u00A0');
        var first = 0;
        while (first < words.Length && Translated.Contains(words[first].TrimEnd('.')))
        {
            start += words[first++].Length + 1;
        }

        // At the head of a sentence, the first capital tells nothing.
        var isHead = start == row.Index && text[..start].TrimEnd(' ', '\u00A0', '«', '“', '"', '(').Length == 0;
        return words.Length - first >= 2 && !isHead && !words.Skip(first).SelectMany(word => word.Split('-')).Any(Translated.Contains)
            ? (start, row.Index + row.Length - start)
            : null;
    }

    [GeneratedRegex(@"\p{L}{4,}", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"^\p{Lu}[\p{L}’'.\-]*(?: (?:\p{Lu}[\p{L}’'.\-]*|de|del|de la|la|van|von|der|den|bin|al|el|da|dos|du|des|y)){1,5}$", RegexOptions.CultureInvariant)]
    private static partial Regex FullName();

    [GeneratedRegex(@"(?<![\p{L}\d])(?:M\.|MM\.|Mme|Mmes|Mlle|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Dre|Pr\.?|Prof\.|Sr\.|Sra\.|Dra\.)[ \u00A0](?<name>\p{Lu}[\p{L}’'\-]+(?:[ \u00A0]\p{Lu}[\p{L}’'\-]+){0,3})", RegexOptions.CultureInvariant)]
    private static partial Regex Titled();

    [GeneratedRegex(@"(?<![\p{L}\d’'\-])\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?(?:[ \u00A0]\p{Lu}(?:\p{Ll}+|\.)(?:-\p{L}\p{Ll}+|\p{Lu}\p{Ll}+)?){1,3}(?![\p{L}])", RegexOptions.CultureInvariant)]
    private static partial Regex Row();
}
