using System.Buffers;
using System.Text.RegularExpressions;

namespace Syndication.Ingestion.Extraction;

/// <summary>
/// Tells "embargoed until 00:01 GMT 3 May", which is about the text, from "the embargo on arms", which the text is about:
/// by a moment that follows, and by where the words stand.
/// </summary>
internal static partial class Embargo
{
    private const string Word = "embargo";

    // What makes a mention a statement stands this near.
    private const int Before = 60;
    private const int After = 120;

    private const int MostMentions = 2_000;

    // Any statement has one of these: most pages have none, and are not looked at further.
    private static readonly SearchValues<string> Signs = SearchValues.Create([Word, "not to be", "not for", "ne pas", "no publicar", "no difundir"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Somewhere in the text, whose lines may break it.</summary>
    public static bool IsStated(string text) => Statements(text).Any();

    /// <summary>What states it and some of the text that follows: a date before it is a dateline's, or another line's.</summary>
    public static IEnumerable<string> Statements(string text) =>
        Mentions(text).Take(MostMentions).Select(FromStatement).OfType<string>();

    private static string? FromStatement(string mention) =>
        Statement().Match(mention) is { Success: true } stated ? mention[stated.Index..]
        : NotBefore().Match(mention) is { Success: true } forbidden ? mention[forbidden.Index..]
        : null;

    private static IEnumerable<string> Mentions(string text)
    {
        for (var at = 0; text.AsSpan(at).IndexOfAny(Signs) is >= 0 and var next; at += next + 1)
        {
            yield return text[Math.Max(0, at + next - Before)..Math.Min(text.Length, at + next + After)];
        }
    }

    private const string Months = "jan(?:uary|vier)?|feb(?:ruary)?|f[ée]vrier|mar(?:ch|s|zo)|apr(?:il)?|avril|abril|ma[iy]o?|ju[inl][a-z]{0,5}|aug(?:ust)?|ao[uû]t|agosto|sept?[a-z]{0,8}|o[ck]t[a-z]{0,6}|nov[a-z]{0,6}|d[eéi][cz][a-zé]{0,7}|enero|febrero";

    private const string Days = "(?:mon|tues|wednes|thurs|fri|satur|sun)day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo|midnight|noon|minuit|midi|medianoche|mediod[íi]a|tomorrow|demain|ma[ñn]ana";

    /// <summary>A day or an hour; a year alone is history.</summary>
    private const string Moment =
        @"(?:\b\d{1,2}(?:st|nd|rd|th|er|º|°|\.)?\s+(?:de\s+|of\s+)?(?:" + Months + @")\b|\b(?:" + Months + @")\.?\s+\d{1,2}\b|\b\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}\b|\b\d{4}-\d\d-\d\d\b"
        + @"|\b\d{1,2}\s?(?:[:.h]\s?\d\d|h\b|hrs\b|heures\b|horas\b|[ap]\.?m\b|o['’]clock)|\b(?:" + Days + @")\b)";

    private const string Until = @"(?:until|till|jusqu['’](?:au?x?|en)|hasta(?:\s+(?:el|las?))?)\b[^.;]{0,40}?";

    /// <summary>The start of a line or sentence, a dash or a bracket: not the middle of what somebody says of a trade.</summary>
    private const string Opening = @"(?:(?:^|\n)\W{0,10}|[\-–—.:;|(\[*/!]\s*)(?:(?:strictly|strictement|estrictamente|this\s+is)\s+)?";

    private const string Under = @"(?:embargoed|embargad[oa]|(?:under|sous|bajo)\s+(?:strict(?:o)?\s+)?embargo)";

    [GeneratedRegex(
        @"\b" + Under + @"\s+" + Until + Moment
        + @"|" + Opening + @"(?:"
            + @"embargo\s*(?:[:\-–—]\s*)?" + Until + Moment
            + @"|(?:lev[ée]e\s+(?:de\s+l['’]|d['’])\s?)?embargo[ \t\u00A0]*[:\-–—][^.;\n]{0,20}?" + Moment
            + @"|embargoed\s+(?:until|till|for\s+(?:release|publication))\b"
            + @"|" + Under + @"\s*[:\-–—]?\s*" + Moment
            + @"|" + Under + @"[ \t\u00A0]*[)\]!*:]*[ \t]*(?:\n|$))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Statement();

    [GeneratedRegex(@"\bnot\s+(?:to\s+be\s+(?:released|published)|for\s+(?:release|publication|broadcast|distribution|use))\s+(?:before|until|till|prior\s+to)\b|\bne\s+pas\s+(?:publier|diffuser)\s+avant\b|\bno\s+(?:publicar|difundir)\s+antes\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NotBefore();
}
