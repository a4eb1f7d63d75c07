using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Syndication.Ingestion.Extraction;

/// <summary>What leads into the contacts of a release: "Pour plus d'informations, veuillez contacter …", "Press office:", "Gabinete de prensa".</summary>
internal static partial class ContactLeadIn
{
    private const int LongestLabel = 70;

    // A label has one of these at least, and else only words that go with them.
    private static readonly FrozenSet<string> Telling = Set(
        "contact contacts contacto contactos contato contatos kontakt pressekontakt contatti press presse prensa imprensa stampa media médias médium medios enquiries inquiries queries renseignements information informations información informaciones informationen informazioni informações");

    private static readonly FrozenSet<string> Accompanying = Set(
        "for further more additional any all the a of to and or our us office desk team relations service services department news journalists editors public person details only requests questions "
        + "pour de d des du la le les l plus amples ample complémentaires toute tout en savoir et ou attaché attachée bureau équipe journalistes rédactions demande demandes "
        + "para por más mas mayor mayores los las el del con y o gabinete oficina servicio equipo adicional adicionales obtener consultas periodistas a "
        + "für weitere und die der per maggiori ulteriori ufficio mais amplas");

    /// <summary>The text is such a label and nothing else.</summary>
    public static bool IsLabel(string text)
    {
        var label = text.AsSpan().Trim(" \u00A0:.*-–—\n");
        if (label.Length is 0 or > LongestLabel)
        {
            return false;
        }

        var isTelling = false;
        foreach (var word in label.ToString().ToLowerInvariant().Split([' ', '\'', '’', '\u00A0', '/', '&', '(', ')'], StringSplitOptions.RemoveEmptyEntries))
        {
            isTelling |= Telling.Contains(word);
            if (!Telling.Contains(word) && !Accompanying.Contains(word))
            {
                return false;
            }
        }

        return isTelling;
    }

    /// <summary>The line starts a contact section: with a label before a colon or alone, or with a sentence that says so.</summary>
    public static bool IsLeadIn(string text)
    {
        var end = text.AsSpan().IndexOfAny(':', '\n');
        var label = text[..(end < 0 ? text.Length : end)];
        return (IsLabel(label) && (end >= 0 || IsLabelAlone(label))) || Sentence().IsMatch(text);
    }

    /// <summary>The line without what leads into its contacts.</summary>
    public static string Strip(string text)
    {
        var end = text.IndexOf(':', StringComparison.Ordinal);
        if (IsLabelAlone(text))
        {
            return "";
        }

        if (end > 0 && IsLabel(text[..end]))
        {
            return Invitation().Replace(text[(end + 1)..].TrimStart(), "");
        }

        return Invitation().Replace(text, "");
    }

    // "Information" or "Press" alone heads anything.
    private static bool IsLabelAlone(string text) => IsLabel(text) && Contact().IsMatch(text);

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    [GeneratedRegex(@"\b(?:conta(?:c?t|c?to|tti)s?|kontakt|pressekontakt|enquiries|inquiries|queries|press\s+office|service\s+de\s+presse|gabinete\s+de\s+prensa|relations?\s+(?:presse|médias?|avec\s+les\s+médias)|renseignements)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Contact();

    [GeneratedRegex(
        @"^\W{0,3}(?:pour\s+(?:(?:de\s+)?plus\s+(?:amples?\s+)?|de\s+plus\s+amples\s+|toute?\s+|obtenir\s+plus\s+|tous\s+)(?:d['’]\s*)?(?:autres?\s+)?(?:informations?|renseignements?|détails|demandes?|questions?)"
        + @"|pour\s+en\s+savoir\s+(?:plus|davantage)\s*(?:[:,\n]|$)"
        + @"|(?:for\s+(?:more|further|additional|all|any)\s+(?:information|details|enquiries|inquiries|media)|for\s+(?:media|press)\s+(?:enquiries|inquiries|queries|information|requests))"
        + @"|para\s+(?:más|mas|mayor|mayores|obtener\s+más|mais|mais\s+amplas)\s+(?:informaci[oó]n|informes|detalles|informações)"
        + @"|per\s+(?:maggiori|ulteriori)\s+informazioni|für\s+weitere\s+informationen|weitere\s+informationen\s*:)",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Sentence();

    /// <summary>Up to the words that ask to call somebody.</summary>
    [GeneratedRegex(
        @"^.{0,160}?\b(?:veuillez\s+(?:prendre\s+)?contacter|merci\s+de\s+contacter|prière\s+de\s+contacter|contactez|contacter|s['’]adresser\s+à|please\s+(?:get\s+in\s+touch\s+with|contact|write\s+to|call|email)|contact|contactar\s+(?:con|a)|contacte\s+(?:con|a)|contactar|contacte|póngase\s+en\s+contacto\s+con|diríjase\s+a|comuníquese\s+con|favor\s+de\s+contactar\s+a?|contattare|kontaktieren\s+sie|entre\s+em\s+contato\s+com)\b\s*:?\s*|^\W*(?:pour\s+(?:de\s+)?plus|for\s+(?:more|further|additional|media|press)|para\s+(?:más|mas|mayor))\s+[^:]{0,80}:\s*",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Invitation();
}
