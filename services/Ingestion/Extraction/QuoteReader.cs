using System.Text.RegularExpressions;
using Syndication.Contracts;
using Syndication.Text;

namespace Syndication.Ingestion.Extraction;

/// <summary>Words in quotation marks and who said them; the words stay in their paragraphs.</summary>
internal static partial class QuoteReader
{
    private const int FewestWords = 5;
    private const int MostParagraphs = 1_000;
    private const int MostNames = 2_000;
    private const int MostQuotes = 200;

    // Words without a speaker are a quotation only where they are a sentence; shorter ones are a term in marks.
    private const int FewestWordsAlone = 9;

    public static IReadOnlyList<Quote> Read(IReadOnlyList<Block> body)
    {
        var paragraphs = body
            .SelectMany(block => block is QuoteBlock quote ? quote.Paragraphs.Select(p => BlockText.Render(p)) : [BlockText.Render(block)])
            .Take(MostParagraphs)
            .ToList();
        var names = Names(paragraphs);
        var quotes = new List<Quote>();
        string? previous = null;
        foreach (var paragraph in paragraphs)
        {
            string? here = null;
            foreach (var match in Quoted().Matches(paragraph).Where(match => LineShape.Words(Words(match)) >= FewestWords).Take(MostQuotes - quotes.Count))
            {
                var speaker = Speaker(paragraph, match, names) ?? here;
                if (speaker is null && Pronoun().IsMatch(After(paragraph, match)))
                {
                    speaker = previous;
                }

                if (speaker is not null || LineShape.Words(Words(match)) >= FewestWordsAlone)
                {
                    quotes.Add(new Quote(speaker, Words(match)));
                }

                here = speaker;
                previous = speaker ?? previous;
            }
        }

        return quotes;
    }

    private static string Words(Match match) =>
        match.Groups.Values.Skip(1).First(group => group.Success).Value.Trim(' ', '\u00A0', '\u202F', ',');

    /// <summary>After the quotation up to the next one, else before it back to the sentence's start.</summary>
    private static string? Speaker(string paragraph, Match quote, List<string> names)
    {
        if (After().Match(After(paragraph, quote)) is { Success: true } following)
        {
            return Full(following.Groups["name"].Value, names);
        }

        var before = paragraph[Math.Max(0, quote.Index - 200)..quote.Index];
        return Before().Match(before) is { Success: true } leading ? Full(leading.Groups["name"].Value, names) : null;
    }

    private static string After(string paragraph, Match quote) =>
        paragraph[(quote.Index + quote.Length)..Math.Min(paragraph.Length, quote.Index + quote.Length + 160)];

    /// <summary>"M. Swing" is "William Lacy Swing" where the text names him so.</summary>
    private static string Full(string name, List<string> names)
    {
        var bare = Title().Replace(name, "").Trim();
        var surname = bare.Split(' ')[^1];
        return names.FirstOrDefault(full => full.EndsWith(' ' + surname, StringComparison.Ordinal) && full.Length >= bare.Length) ?? bare;
    }

    private static List<string> Names(List<string> paragraphs) =>
        [.. paragraphs.SelectMany(paragraph => FullName().Matches(paragraph)).Select(match => Title().Replace(match.Value, "").Trim()).Where(name => name.Contains(' ')).Distinct().Take(MostNames)];

    [GeneratedRegex("«([^«»]{10,2000})»|“([^“”]{10,2000})”|\"([^\"]{10,2000})\"|„([^„“”]{10,2000})[“”]", RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();

    private const string Name = @"(?<name>(?:(?:M|Mr|Mrs|Ms|Mme|Dr|Sr|Sra|Prof)\.? |(?:l['’]\s?)?\p{Lu}\p{Ll}+\s)?\p{Lu}[\p{L}\-’']+(?: (?:\p{Lu}\.|(?:de|da|von|van|bin|al|El|La) )?\p{Lu}[\p{L}\-’']+){0,3})";

    private const string Verbs = "déclaré|ajouté|souligné|expliqué|indiqué|affirmé|précisé|rappelé|estimé|conclu|said|says|added|stated|explained|noted|told|declared|stressed|concluded|warned|dijo|declaró|afirmó|señaló|explicó|añadió|agregó|indicó|subrayó|destacó|aseguró|manifestó";

    [GeneratedRegex(@"^[\s,\u00A0]{0,3}(?:a(?:-t-(?:il|elle))? (?:" + Verbs + @")|(?:" + Verbs + @")) (?:[^«“""\p{Lu}]{0,30})" + Name + @"|^[\s,\u00A0]{0,3}" + Name + @"[^.«“""]{0,80}\s(?:" + Verbs + @")\b", RegexOptions.NonBacktracking)]
    private static partial Regex After();

    [GeneratedRegex(Name + @"[^.«“""]{0,100}\s(?:" + Verbs + @")[^.«“""]{0,60}$", RegexOptions.NonBacktracking)]
    private static partial Regex Before();

    [GeneratedRegex("^[\\s,]{0,3}(?:a-t-(?:il|elle) |(?:he|she) |(?:" + Verbs + @") (?:he|she)\b)", RegexOptions.NonBacktracking)]
    private static partial Regex Pronoun();

    [GeneratedRegex(@"^(?:(?:M|Mr|Mrs|Ms|Mme|Dr|Sr|Sra|Prof)\.? |l['’]\s?|(?:l['’]\s?)?(?:Ambassadeur|Ambassadrice|Ministre|Président|Présidente|Ambassador|Minister|President|Director|Directeur|Directrice|Commissaire|Embajador|Embajadora|Ministro|Ministra|Presidente|Presidenta|Secretary|Secrétaire)\s)+", RegexOptions.NonBacktracking)]
    private static partial Regex Title();

    [GeneratedRegex(@"\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?(?: (?:\p{Lu}\.|\p{Lu}\p{L}+(?:-\p{Lu}\p{Ll}+)?)){1,3}", RegexOptions.NonBacktracking)]
    private static partial Regex FullName();
}
