using System.Text.RegularExpressions;
using Syndication.Contracts;

namespace Syndication.Ingestion.Extraction;

/// <summary>The lines of a contact section as people, with what the lead-in says of all of them.</summary>
internal static partial class ContactParser
{
    public static bool HasEmail(string text) => text.Contains('@') && Email().IsMatch(text);

    public static bool HasLabelledPhone(string text) => LabelledPhone().IsMatch(text);

    public static bool IsBareLabel(string line) => BareLabel().IsMatch(line);

    public static IReadOnlyList<Contact> Parse(IReadOnlyList<string> lines)
    {
        var people = new List<Contact>();
        string? inherited = null;
        var isFax = false;
        foreach (var line in lines)
        {
            var text = LeadInWords().Replace(LineShape.Folded(line), "");
            if (text != line && text.TrimEnd() is [.., ':'] && !HasEmail(text))
            {
                inherited = NullIfEmpty(WithoutArticle(text.TrimEnd(' ', ':', '\u00A0')));
                continue;
            }

            foreach (var token in Tokens(text))
            {
                isFax = Add(people, token, isFax);
            }
        }

        return
        [
            .. people
                .Where(person => person.Emails.Count + person.Phones.Count > 0)
                .Select(person => person with { Organisation = person.Organisation ?? inherited }),
        ];
    }

    private static bool Add(List<Contact> people, (string Text, Phone? Phone, string? Email) token, bool isFax)
    {
        if (token.Phone is not null)
        {
            if (!isFax)
            {
                Change(people, person => person with { Phones = [.. person.Phones, token.Phone] });
            }

            return false;
        }

        if (token.Email is not null)
        {
            Change(people, person => person.Emails.Contains(token.Email) ? person : person with { Emails = [.. person.Emails, token.Email] });
            return false;
        }

        var isFaxLabel = Fax().IsMatch(token.Text);
        var words = Conjunction().Replace(Label().Replace(token.Text, " "), "").Trim(' ', ':', '-', '–', '—', '(', ')', '.', '/', '\u00A0', '"', '<', '>', '*', '\'');
        if (words.Length < 2 || !words.Any(char.IsLetter) || words.Contains('@'))
        {
            return isFaxLabel;
        }

        var isComplete = people.Count > 0 && people[^1].Emails.Count + people[^1].Phones.Count > 0;
        if (people.Count == 0 || isComplete)
        {
            people.Add(new Contact());
        }

        Change(people, person => Described(person, words));
        return isFaxLabel;
    }

    private static Contact Described(Contact person, string words)
    {
        if (person.Name is null && person.Organisation is null && person.Role is null)
        {
            var at = At().Match(words);
            if (at.Success && IsName(words[..at.Index]))
            {
                return person with { Name = words[..at.Index].Trim(), Organisation = WithoutArticle(words[(at.Index + at.Length)..]) };
            }

            return IsName(words) ? person with { Name = words } : Placed(person, words);
        }

        return person.Name is null && IsName(words) && !Role().IsMatch(words) ? person with { Name = words } : Placed(person, words);
    }

    private static Contact Placed(Contact person, string words) => person switch
    {
        { Role: null } when Role().IsMatch(words) => person with { Role = words },
        { Organisation: null } => person with { Organisation = WithoutArticle(words) },
        _ => person with { Organisation = $"{person.Organisation}, {words}" },
    };

    private static void Change(List<Contact> people, Func<Contact, Contact> change)
    {
        if (people.Count == 0)
        {
            people.Add(new Contact());
        }

        people[^1] = change(people[^1]);
    }

    /// <summary>Two to five words, each with a capital, none of them an institution's.</summary>
    private static bool IsName(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length is >= 2 and <= 5
            && !Institution().IsMatch(text)
            && words.All(word => char.IsUpper(word[0]) || Particle().IsMatch(word))
            && words.Count(word => word.Length > 1 && word.Any(char.IsLower)) >= words.Length / 2;
    }

    /// <summary>Addresses, numbers, and the words between them at commas.</summary>
    private static IEnumerable<(string Text, Phone? Phone, string? Email)> Tokens(string line)
    {
        var at = 0;
        foreach (var match in Email().Matches(line).Concat(Number().Matches(line)).OrderBy(match => match.Index).ThenByDescending(match => match.Length))
        {
            if (match.Index < at)
            {
                continue;
            }

            foreach (var words in Words(line[at..match.Index]))
            {
                yield return (words, null, null);
            }

            at = match.Index + match.Length;
            if (match.Value.Contains('@'))
            {
                yield return ("", null, match.Value.TrimEnd('.').ToLowerInvariant());
            }
            else if (Phone(match) is { } phone)
            {
                yield return ("", phone, null);
            }
        }

        foreach (var words in Words(line[at..]))
        {
            yield return (words, null, null);
        }
    }

    private static string[] Words(string text) =>
        Debris().Replace(text, " ").Split([',', ';', '|', '•', '·', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Phone? Phone(Match match)
    {
        var text = match.Groups["number"].Value.Trim();
        if (text.Count(char.IsAsciiDigit) < 6)
        {
            return null;
        }

        return new Phone(text, PhoneNumbers.E164(text), NullIfEmpty(match.Groups["ext"].Value));
    }

    private static string WithoutArticle(string text) => Article().Replace(text.Trim(), "").Trim();

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    [GeneratedRegex(@"[A-Za-z0-9._%+'\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,5}", RegexOptions.NonBacktracking)]
    private static partial Regex Email();

    [GeneratedRegex(
        @"(?<number>(?:\+\s?|\b)?\(?\+?\d[\d \u00A0\u202F().\-/]{5,24}\d)(?:\s*[,;(]?\s*(?:ext(?:ension)?|extn|poste|anexo|interno|int|x|durchwahl)\s*[.:]?\s*(?<ext>\d{1,6})\)?)?",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(?:t[ée]l(?:[ée]phone|[ée]fono|efone|efon)?|phone|ph|mobile?|m[óo]vil|cell?(?:phone|ular)?|portable|gsm|fax|whatsapp)\b\s*[.:]*\s*[:.]?\s*\(?\+?\s?\(?\d[\d ().\-/\u00A0\u202F]{4,24}|(?:^|[\s,:(])\+\s?\d[\d ().\-/\u00A0\u202F]{6,24}", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex LabelledPhone();

    [GeneratedRegex(@"^\W*(?:t[ée]l(?:[ée]phone|[ée]fono|efone)?|phone|mobile?|m[óo]vil|cell|portable|fax|e-?\s?mails?|courriels?|m[ée]l|correo(?:\s+electr[óo]nico)?)\s*[.:]*\s*:?\s*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex BareLabel();

    [GeneratedRegex(@"\b(?:t[ée]l(?:[ée]phone|[ée]fono|efone|efon)?|phone|ph|mobile?|mob|m[óo]vil|cell(?:phone|ular)?|portable|gsm|fax|e-?\s?mails?|courriels?|m[ée]l|correo(?:\s+electr[óo]nico)?|mailto|whatsapp|skype|office|bureau)\b\s*[.:]+|\b(?:t[ée]l|fax|e-?mail|mailto)\b|\b(?:at|au|on|al)\s*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Label();

    [GeneratedRegex(@"\b(?:fax|t[ée]l[ée]copie)\b\s*[.:]*\s*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Fax();

    [GeneratedRegex(@"^\W*(?:ou|or|o|u|et|and|y|e|und|oder)\s+|^\W+", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Conjunction();

    [GeneratedRegex("^(?:l['’]\\s*|(?:le|la|les|the|el|los|las|o|os|au|du)\\s+)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Article();

    [GeneratedRegex(@"\s(?:at|chez|@)\s", RegexOptions.NonBacktracking)]
    private static partial Regex At();

    [GeneratedRegex("^(?:de|da|do|dos|del|della|di|du|van|von|der|den|ter|la|le|el|al|bin|ibn|y|e)$", RegexOptions.NonBacktracking)]
    private static partial Regex Particle();

    [GeneratedRegex(@"\b(?:organi[sz]ation|organisation|organización|office|bureau|oficina|agency|agence|agencia|ministry|ministère|ministerio|university|université|universidad|headquarters|siège|sede|press|presse|media|médias?|unit|unité|department|département|team|équipe|equipo|council|conseil|commission|association|institute|institut|desk|centre|center|service|servicio|spokesperson|officer|director|directeur|directrice)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Institution();

    [GeneratedRegex(@"\b(?:officer|spokes(?:person|man|woman)|director|head of|manager|coordinator|adviser|advisor|assistant|specialist|secretary|chief|editor|directeur|directrice|chargée?|porte-parole|responsable|attachée?|chef|cheffe|coordinat\w+|conseillère?|secrétaire|jefe|jefa|oficial|portavoz|director|directora|encargad[oa]|asesora?|sprecher(?:in)?|leiter(?:in)?)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Role();

    [GeneratedRegex(
        @"^.{0,160}?\b(?:veuillez\s+(?:prendre\s+)?contacter|merci\s+de\s+contacter|prière\s+de\s+contacter|contactez|contacter|s['’]adresser\s+à|please\s+(?:get\s+in\s+touch\s+with|contact|write\s+to|call|email)|contact|contactar\s+(?:con|a)|contacte\s+(?:con|a)|contactar|contacte|póngase\s+en\s+contacto\s+con|diríjase\s+a|comuníquese\s+con|favor\s+de\s+contactar\s+a?|contattare|kontaktieren\s+sie|entre\s+em\s+contato\s+com)\b\s*:?\s*|^\W*(?:(?:media|press|news)\s+(?:contacts?|enquiries|inquiries|office)|contacts?(?:\s+(?:for\s+(?:the\s+)?(?:media|press)|(?:de\s+)?presse|médias?|media))?|(?:contactos?|contatos?)(?:\s+(?:de\s+prensa|para\s+(?:los\s+)?medios|de\s+imprensa))?|pressekontakt|kontakt|relations?\s+(?:presse|médias?)|service\s+de\s+presse)\s*(?::|$)\s*|^\W*(?:pour\s+(?:de\s+)?plus|for\s+(?:more|further|additional|media|press)|para\s+(?:más|mas|mayor))\s+[^:]{0,80}:\s*",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex LeadInWords();

    [GeneratedRegex("\"?mailto:[^\">\\s]*\"?>?|[<>\"]", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Debris();
}
