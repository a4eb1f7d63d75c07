using System.Text.RegularExpressions;
using Syndication.Contracts;

namespace Syndication.Ingestion.Extraction;

/// <summary>The lines of a contact section as people: names, roles, organisations, numbers and addresses in the order in which they come.</summary>
internal sealed partial class ContactParser
{
    private readonly List<Contact> _people = [];

    // "le siège de l'OIM :" above several people holds for all of them.
    private string? _inherited;
    private bool _isFax;

    public static bool HasEmail(string text) => text.Contains('@') && Email().IsMatch(text);

    public static bool HasLabelledPhone(string text) => LabelledPhone().IsMatch(text);

    public static bool IsBareLabel(string line) => BareLabel().IsMatch(line);

    public static IReadOnlyList<Contact> Parse(IReadOnlyList<string> lines)
    {
        var parser = new ContactParser();
        foreach (var line in lines)
        {
            parser.Add(line);
        }

        return
        [
            .. parser._people
                .Where(person => person.Emails.Count + person.Phones.Count > 0)
                .Select(person => person with { Organisation = person.Organisation ?? parser._inherited }),
        ];
    }

    private void Add(string line)
    {
        var folded = LineShape.Folded(line);
        var text = ContactLeadIn.Strip(folded);
        if (text != folded && text.TrimEnd() is [.., ':'] && !HasEmail(text))
        {
            _inherited = NullIfEmpty(WithoutArticle(text.TrimEnd(' ', ':', '\u00A0')));
            return;
        }

        foreach (var (words, phone, email) in Tokens(text))
        {
            if (phone is not null)
            {
                AddPhone(phone);
            }
            else if (email is not null)
            {
                Change(person => person.Emails.Contains(email) ? person : person with { Emails = [.. person.Emails, email] });
            }
            else
            {
                AddWords(words);
            }
        }
    }

    private void AddPhone(Phone phone)
    {
        if (!_isFax)
        {
            Change(person => person with { Phones = [.. person.Phones, phone] });
        }

        _isFax = false;
    }

    private void AddWords(string text)
    {
        _isFax = Fax().IsMatch(text);
        var words = Conjunction().Replace(Label().Replace(text, " "), "").Trim(' ', ':', '-', '–', '—', '(', ')', '.', '/', '\u00A0', '"', '<', '>', '*', '\'');
        if (words.Length < 2 || !words.Any(char.IsLetter) || words.Contains('@'))
        {
            return;
        }

        var isFirst = _people.Count == 0 || _people[^1].Emails.Count + _people[^1].Phones.Count > 0;
        if (isFirst && ContactLeadIn.IsLeadIn(words))
        {
            return;
        }

        if (_people.Count == 0 || (isFirst && !IsBelated(words)))
        {
            _people.Add(new Contact());
        }

        Change(person => Described(person, words));
    }

    /// <summary>A role, or the name of an organisation with a number or an address of its own, after those of the person.</summary>
    private bool IsBelated(string words) => _people[^1] is { Name: not null, Role: null } && IsRole(words) && !Person().IsMatch(words);

    private static Contact Described(Contact person, string words)
    {
        if (Honorific().Match(words) is { Success: true } honorific && honorific.Length < words.Length && char.IsUpper(words[honorific.Length]))
        {
            // What was taken for a name before stands for the organisation.
            var place = person.Organisation ?? person.Name;
            return person with { Name = words[honorific.Length..].Trim(), Organisation = place is null ? null : WithoutArticle(place) };
        }

        if (person is { Name: null, Organisation: null, Role: null })
        {
            var at = At().Match(words);
            if (at.Success && IsName(words[..at.Index]))
            {
                return person with { Name = words[..at.Index].Trim(), Organisation = WithoutArticle(words[(at.Index + at.Groups["gap"].Length)..]) };
            }

            return IsName(words) ? person with { Name = words } : Placed(person, words);
        }

        return person.Name is null && IsName(words) && !Role().IsMatch(words) ? person with { Name = words } : Placed(person, words);
    }

    private static Contact Placed(Contact person, string words) => person switch
    {
        { Role: null } when IsRole(words) => person with { Role = words },
        { Organisation: null } => person with { Organisation = WithoutArticle(words) },
        _ => person with { Organisation = $"{person.Organisation}, {words}" },
    };

    private static bool IsRole(string words) => Role().IsMatch(words) && !Department().IsMatch(words);

    private void Change(Func<Contact, Contact> change)
    {
        if (_people.Count == 0)
        {
            _people.Add(new Contact());
        }

        _people[^1] = change(_people[^1]);
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

    /// <summary>Addresses, numbers, and the words between them at commas and dashes.</summary>
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
        Dash().Replace(Debris().Replace(text, " "), ",").Split([',', ';', '|', '•', '·', '\n', '('], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Phone? Phone(Match match)
    {
        var text = match.Groups["number"].Value.Trim();
        if (text.Count(char.IsAsciiDigit) < 6)
        {
            return null;
        }

        return new Phone(text, PhoneNumberReader.E164(text), NullIfEmpty(match.Groups["ext"].Value));
    }

    private static string WithoutArticle(string text) => Article().Replace(text.Trim(), "").Trim();

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    [GeneratedRegex(@"[A-Za-z0-9._%+'\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,5}", RegexOptions.NonBacktracking)]
    private static partial Regex Email();

    [GeneratedRegex(
        @"(?<number>(?:\+\s?|\b)?\(?\+?\d[\d \u00A0\u202F().\-/]{5,24}\d)(?:\s*[,;(]?\s*(?:ext(?:ension|ensi[oó]n)?|extn|poste|anexo|interno|int|x|durchwahl)\s*[.:]?\s*(?<ext>\d{1,6})\)?)?",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(?:t[ée]l(?:[ée]phone|[ée]fono|efone|efon)?|phone|ph|mobile?|m[óo]vil|cell?(?:phone|ular)?|portable|gsm|fax|whatsapp|office)\b\s*[.:]*\s*[:.]?\s*\(?\+?\s?\(?\d[\d ().\-/\u00A0\u202F]{4,24}|(?:^|[\s,:(])\+\s?\d[\d ().\-/\u00A0\u202F]{6,24}", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
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

    /// <summary>What stands between a name and where its bearer works; "au siège de …" belongs to the place.</summary>
    [GeneratedRegex(@"(?<gap>\s(?:at|chez|@|au|à|auprès d[eu]|en)\s)(?:the\s|la\s|el\s|l['’]\s?|\p{L})", RegexOptions.NonBacktracking)]
    private static partial Regex At();

    [GeneratedRegex(@"\s[–—-]\s", RegexOptions.NonBacktracking)]
    private static partial Regex Dash();

    [GeneratedRegex(@"^(?:Mr|Mrs|Ms|Miss|Mme|Mlle|M|Dr|Prof|Sr|Sra|Srta|Herr|Frau|Madame|Monsieur|Señora?|Don|Doña)\.?\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Honorific();

    [GeneratedRegex(@"^\p{Lu}\p{Ll}+(?: \p{Lu}\p{L}+)+$", RegexOptions.NonBacktracking)]
    private static partial Regex Person();

    [GeneratedRegex("^(?:de|da|do|dos|del|della|di|du|van|von|der|den|ter|la|le|el|al|bin|ibn|y|e)$", RegexOptions.NonBacktracking)]
    private static partial Regex Particle();

    [GeneratedRegex(@"\b(?:organi[sz]ation|organisation|organización|office|bureau|oficina|agency|agence|agencia|ministry|ministère|ministerio|university|université|universidad|hospital|hôpital|headquarters|siège|sede|press|presse|prensa|media|médias?|unit|unité|department|département|departamento|team|équipe|equipo|council|conseil|consejo|commission|comisión|association|asociación|union|unión|institute|institut|instituto|desk|centre|center|centro|service|servicio|foundation|fondation|fundación|trust|bank|banque|banco|board|fund|fonds|fondo|forum|foro|alliance|alianza|consortium|consorcio|committee|comité|federation|fédération|federación|league|ligue|liga|society|société|sociedad|spokesperson|officer|director|directeur|directrice)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Institution();

    /// <summary>An office of an organisation, whatever its name shares with what people are.</summary>
    [GeneratedRegex(@"\b(?:service|desk|department|département|office|bureau|gabinete|oficina|unit|unité|section|division)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Department();

    [GeneratedRegex(@"\b(?:officer|spokes(?:person|man|woman)|director|head|manager|coordinator|adviser|advisor|assistant|specialist|secretary|secretario|secretaria|chief|editor|chair(?:man|woman|person)?|president|presidente|presidenta|présidente?|economist|économiste|economista|analyst|analyste|analista|surveyor|engineer|ingénieure?|ingenier[oa]|curator|directeur|directrice|chargée?|porte-parole|responsable|attachée?|chef|cheffe|coordinat\w+|coordonnat\w+|coordinador[a]?|conseillère?|secrétaire|jefe|jefa|oficial|portavoz|director|directora|encargad[oa]|asesora?|vocera?|vocero|sprecher(?:in)?|leiter(?:in)?)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Role();

    [GeneratedRegex("\"?mailto:[^\">\\s]*\"?>?|[<>\"]", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Debris();
}
