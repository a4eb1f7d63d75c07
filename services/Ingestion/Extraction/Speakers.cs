using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Syndication.Ingestion.Extraction;

/// <summary>The people whom a text names, and which of them a clause beside a quotation says spoke.</summary>
internal sealed partial class Speakers
{
    private const int MostNames = 2_000;

    private static readonly FrozenSet<string> Openers =
        ("Selon Pour Le La Les Un Une Des En Dans Avec Mais Et Lors Quand Interrogé Interrogée D L "
        + "According For The A An In On At With But And When Asked As From By This That "
        + "Según Para El Los Las Una Con Pero Y Cuando Por Al Preguntado Preguntada").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private readonly List<string> _names;

    public Speakers(IEnumerable<string> paragraphs) =>
        _names =
        [
            .. paragraphs.SelectMany(paragraph => Name().Matches(paragraph)).Select(match => Untitled(match.Value)).Where(name => name.Contains(' ')).Distinct().Take(MostNames),
        ];

    /// <summary>"M. Swing" is "William Lacy Swing" where the text names him so.</summary>
    public string Full(string name)
    {
        var bare = Untitled(name);
        var surname = bare.Split(' ')[^1];
        return _names.FirstOrDefault(full => full.EndsWith(' ' + surname, StringComparison.Ordinal) && full.Length >= bare.Length) ?? bare;
    }

    /// <summary>"…, a déclaré Jill Helke", "…, Jane Doe, the mayor, said", "…, he added": null where nobody is said to have spoken.</summary>
    /// <param name="previous">Who "he" and "she" are.</param>
    public string? After(string clause, string? previous)
    {
        if (Dashed().Match(clause) is { Success: true } dashed)
        {
            return Full(dashed.Groups["name"].Value);
        }

        if (Said().Match(clause) is not { Success: true } said)
        {
            return null;
        }

        var rest = clause[(said.Index + said.Length)..];
        var named = Name().Matches(rest).FirstOrDefault(match => match.Index <= 60 && IsPerson(match.Value));
        var before = Name().Matches(clause[..said.Index]).LastOrDefault(match => IsPerson(match.Value));
        if (before is not null && (named is null || before.Index < 12))
        {
            return Full(before.Value);
        }

        return named is not null && !Pronoun().IsMatch(clause) ? Full(named.Value) : Pronoun().IsMatch(clause) || rest.Trim().Length == 0 ? previous : null;
    }

    /// <summary>"Jane Doe, the mayor, answered: …", "Selon Jane Doe, maire, …".</summary>
    public string? Before(string clause)
    {
        if (According().Match(clause) is { Success: true } according)
        {
            return Full(according.Groups["name"].Value);
        }

        var verbs = Said().Matches(clause);
        if (verbs.Count == 0)
        {
            return null;
        }

        var names = Name().Matches(clause[..verbs[^1].Index]).Where(match => IsPerson(match.Value)).ToList();
        var full = names.LastOrDefault(match => Untitled(match.Value).Contains(' ')) ?? names.LastOrDefault(match => match.Index > 0) ?? names.LastOrDefault();
        return full is null ? null : Full(full.Value);
    }

    // One capitalised word may be anything; two in a row, or a name given in full elsewhere, are somebody.
    private bool IsPerson(string name)
    {
        var bare = Untitled(name);
        return bare.Length > 1 && !Title().IsMatch(bare + ' ') && !Openers.Contains(bare) && (bare.Contains(' ') || Title().IsMatch(name) || _names.Any(full => full.EndsWith(' ' + bare, StringComparison.Ordinal)) || bare.Any(char.IsLower));
    }

    private static string Untitled(string name)
    {
        for (var match = Title().Match(name); match.Success; match = Title().Match(name))
        {
            name = name[match.Length..].Trim();
        }

        // A sentence starts with a capital whatever its first word is.
        if (name.IndexOf(' ', StringComparison.Ordinal) is > 0 and var first && Openers.Contains(name[..first]))
        {
            name = name[(first + 1)..];
        }

        return name.EndsWith("'s", StringComparison.Ordinal) || name.EndsWith("’s", StringComparison.Ordinal) ? name[..^2] : name;
    }

    private const string Capital = @"\p{Lu}[\p{L}\p{M}]*(?:[-’']\p{L}[\p{L}\p{M}]*)*";

    private const string FullName = @"(?:\p{Lu}\. )?" + Capital + @"(?: (?:(?:de|da|do|dos|del|della|di|du|van|von|der|den|bin|ibn|al|el|la|ould|mint|bint|y|e) (?:la |los |der )?)?(?:\p{Lu}\. )?" + Capital + @"){0,4}";

    private const string Verbs =
        "déclaré|déclare|ajouté|ajoute|souligné|souligne|expliqué|explique|indiqué|indique|affirmé|affirme|précisé|précise|rappelé|rappelle|estimé|estime|conclu|conclut|félicité|félicite|réjoui|réjouit|répondu|répond|lancé|confié|confie|noté|note|assuré|assure|insisté|insiste|regretté|regrette|averti|avertit|prévenu|prévient|martelé|résumé|résume|commenté|commente|observé|observe|témoigné|témoigne|poursuivi|poursuit|dit|annoncé|annonce|plaisanté|plaisante|raconté|raconte|constaté|constate|plaidé|plaide|écrit|dénoncé|dénonce"
        + "|said|says|added|adds|stated|states|explained|explains|noted|notes|told|declared|declares|stressed|stresses|concluded|concludes|warned|warns|argued|argues|recalled|recalls|announced|answered|answers|replied|replies|asked|asks|commented|comments|emphasized|emphasised|emphasizes|continued|continues|observed|observes|insisted|insists|remarked|wrote|writes|reported|urged|urges|pointed out|joked"
        + "|dijo|dice|declaró|declara|afirmó|afirma|señaló|señala|explicó|explica|añadió|añade|agregó|agrega|indicó|indica|subrayó|subraya|destacó|destaca|aseguró|asegura|manifestó|manifiesta|advirtió|advierte|recordó|recuerda|celebró|celebra|contó|cuenta|respondió|responde|comentó|comenta|lamentó|lamenta|concluyó|concluye|sostuvo|sostiene|expresó|expresa|apuntó|apunta|precisó|precisa|resumió|resume|anunció|escribió|insistió|insiste";

    [GeneratedRegex(FullName, RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex(@"\b(?:" + Verbs + @")\b", RegexOptions.NonBacktracking)]
    private static partial Regex Said();

    [GeneratedRegex(@"\b(?:a-t-(?:il|elle)|-t-(?:il|elle)|s'est-(?:il|elle)|(?:dit|poursuit|conclut|explique|ajoute)-(?:il|elle)|he|she|they)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Pronoun();

    [GeneratedRegex(@"^\s*[—–]\s*(?<name>" + FullName + ")", RegexOptions.NonBacktracking)]
    private static partial Regex Dashed();

    [GeneratedRegex(@"\b(?:[Ss]elon|[Dd]['’]après|[Pp]our|[Aa]ccording to|[Ss]egún|[Pp]ara)\s+(?:(?:l['’]|le |la |el |the |los |las )?(?:\p{Ll}+ ){0,2})?(?<name>" + FullName + ")", RegexOptions.NonBacktracking)]
    private static partial Regex According();

    [GeneratedRegex(
        @"^(?:(?:M|Mr|Mrs|Ms|Mme|Mlle|Dr|Dra|Sr|Sra|Srta|Prof|St|Gen|Col|Lt|Capt|Sen|Rep|Gov|Hon)\.? |[Ll]['’]\s?"
        + @"|(?:Ambassadeur|Ambassadrice|Ambassador|Embajador|Embajadora|Ministre|Minister|Ministro|Ministra|Président|Présidente|President|Presidente|Presidenta|Director|Directora|Directeur|Directrice|Commissaire|Commissioner|Comisario|Comisaria|Secretary|Secretario|Secretaria|Secrétaire|Captain|Capitaine|Capitán|Judge|Justice|Juez|Jueza|Elder|Doctor|Doctora|Docteur|Docteure|Professor|Professeur|Profesor|Profesora|Colonel|Coronel|General|Général|Mayor|Maire|Alcalde|Alcaldesa|Governor|Gouverneur|Gobernador|Senator|Sénateur|Senador|Senadora|Prince|Princess|King|Queen|Sir|Dame|Lord|Lady|Father|Sister|Brother|Bishop|Archbishop|Imam|Rabbi|Chief|Sheikh|Cheikh|Madame|Monsieur|Señor|Señora|Don|Doña|Maître|Sergeant|Major|Lieutenant|Inspector|Deputy|Vice) )",
        RegexOptions.NonBacktracking)]
    private static partial Regex Title();
}
