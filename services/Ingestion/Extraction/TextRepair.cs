using System.Text;
using System.Text.RegularExpressions;
using Syndication.Contracts;

namespace Syndication.Ingestion.Extraction;

/// <summary>Mends what conversions broke: lost ligatures, text encoded twice, debris of links.</summary>
internal static partial class TextRepair
{
    // Only remainders that are no words themselves: "sur", "murs", "vu" and "il" can't be told from sœur, mœurs, vœu and œil.
    private static readonly Dictionary<string, string> Ligatures = new(StringComparer.Ordinal)
    {
        ["uvre"] = "œuvre",
        ["uvres"] = "œuvres",
        ["uvrer"] = "œuvrer",
        ["uvrent"] = "œuvrent",
        ["uvrant"] = "œuvrant",
        ["uvré"] = "œuvré",
        ["cur"] = "cœur",
        ["curs"] = "cœurs",
        ["nud"] = "nœud",
        ["nuds"] = "nœuds",
        ["buf"] = "bœuf",
        ["bufs"] = "bœufs",
        ["vux"] = "vœux",
        ["chur"] = "chœur",
        ["churs"] = "chœurs",
        ["cuménique"] = "œcuménique",
        ["cuméniques"] = "œcuméniques",
        ["manuvre"] = "manœuvre",
        ["manuvres"] = "manœuvres",
    };

    /// <summary>Mends a whole text before it is cut into lines.</summary>
    public static string Debris(string text)
    {
        var mended = MailLink().Replace(text, "$1");
        return DoubleEncoded().IsMatch(mended) ? Redecoded(mended) : mended;
    }

    /// <summary>Mends the words of blocks, once their lines are joined.</summary>
    public static IReadOnlyList<Block> Words(IReadOnlyList<Block> blocks) => [.. blocks.Select(Words)];

    /// <summary>"main-d'uvre" is "main-d'œuvre", "mise en uvre" is "mise en œuvre"; what is a word as it stands is left.</summary>
    public static string Words(string text) =>
        LostLigature().Replace(text, match =>
            Ligatures.GetValueOrDefault(match.Value, match.Value));

    private static Block Words(Block block) => block switch
    {
        Paragraph paragraph => paragraph with { Runs = Words(paragraph.Runs) },
        Heading heading => heading with { Runs = Words(heading.Runs) },
        ListBlock list => list with { Items = [.. list.Items.Select(item => new ListItem(Words(item.Runs)))] },
        QuoteBlock quote => quote with { Paragraphs = [.. quote.Paragraphs.Select(p => new Paragraph(Words(p.Runs)))] },
        _ => block,
    };

    private static List<Run> Words(IReadOnlyList<Run> runs) => [.. runs.Select(run => run with { Text = Words(run.Text) })];

    /// <summary>"Ã©" is UTF-8 that was read as windows-1252: two characters stand for one.</summary>
    private static string Redecoded(string text) => DoubleEncoded().Replace(text, match =>
    {
        var windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        var once = Encoding.UTF8.GetString(windows1252.GetBytes(match.Value));
        return once.Contains('\uFFFD') ? match.Value : once;
    });

    [GeneratedRegex("\"?mailto:[^\">\\s<]{1,200}\">\\s*([^\\s<>\"]{1,200})", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex MailLink();

    [GeneratedRegex("\u00C3[\u0080-\u00BF\u0152\u0153\u0160\u0161\u0178\u017D\u017E\u0192\u02C6\u02DC\u2013-\u203A\u20AC\u2122]|\u00C5[\u201C\u2019]|\u00C2[\u00A0-\u00BF]|\u00E2\u20AC[\u2122\u0153\u009D\u201D\u201C\u00A6\u02DC]", RegexOptions.NonBacktracking)]
    private static partial Regex DoubleEncoded();

    [GeneratedRegex(@"\b(?:(?:man)?uvr(?:e|es|er|ent|ant|é)|curs?|nuds?|bufs?|vux|churs?|cuméniques?)\b", RegexOptions.NonBacktracking)]
    private static partial Regex LostLigature();
}
