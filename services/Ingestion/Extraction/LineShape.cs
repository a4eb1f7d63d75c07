using System.Text.RegularExpressions;
using Syndication.Text;

namespace Syndication.Ingestion.Extraction;

/// <summary>What a line looks like, whatever it says.</summary>
internal static partial class LineShape
{
    // A menu entry longer than this is prose.
    private const int LongestLabel = 110;

    private const int FewestWords = 8;

    public static bool EndsSentence(string line)
    {
        var text = line.AsSpan().TrimEnd(" \u00A0\u202F|»”\"’')]");
        return text.Length > 0 && (text[^1] is '.' or '!' or '?' or '…' or '。' or '؟');
    }

    /// <summary>Ends a sentence, or leads into a list.</summary>
    public static bool EndsThought(string line) => EndsSentence(line) || line.AsSpan().TrimEnd() is [.., ':' or ';'];

    /// <summary>Prose, as a release has it: ends as a sentence does and has the words of one.</summary>
    public static bool IsSentence(string line) => EndsSentence(line) && Words(line) >= FewestWords;

    public static bool IsLoneBullet(string line) => LoneBullet().IsMatch(line);

    /// <summary>The text of a list item, or null where the line is none.</summary>
    public static string? BulletText(string line) => Bullet().Match(line) is { Success: true } match ? line[match.Length..] : null;

    /// <summary>The text of a numbered item ("2. ", "b) "), or null.</summary>
    public static string? NumberedText(string line) => Numbered().Match(line) is { Success: true } match ? line[match.Length..] : null;

    /// <summary>Short, and no sentence: a menu entry, a headline, a name.</summary>
    public static bool IsLabel(string line) => line.Length <= LongestLabel && !EndsThought(line);

    public static bool StartsLower(string line) => line.Length > 0 && char.IsLower(line[0]);

    /// <summary>Items glued on one line ("… international. - L'élaboration …"), apart.</summary>
    public static string[] Unglued(string line) => Glue().Replace(line, "$1\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Where the last of the items glued on a line starts; 0 where it is one.</summary>
    public static int LastGlue(string line) => Glue().Matches(line) is { Count: > 0 } glued ? glued[^1].Index + glued[^1].Length : 0;

    public static int Words(string text)
    {
        var words = 0;
        foreach (var part in text.AsSpan().SplitAny(' ', '\n', '\t', '\u00A0'))
        {
            words += part.End.Value > part.Start.Value ? 1 : 0;
        }

        return words;
    }

    /// <summary>One space for every run of white space but line feeds; no zero-width characters.</summary>
    public static string Folded(string text) => Spaces().Replace(Invisible().Replace(text, ""), " ").Trim();

    /// <summary>A text of a page on one line, without what no output may hold; empty where nothing is left of it.</summary>
    public static string OneLine(string? text) => Folded(XmlText.Clean(text ?? "").Replace('\n', ' '));

    [GeneratedRegex(@"([.;]) [-–•] (?=\p{Lu})")]
    private static partial Regex Glue();

    [GeneratedRegex(@"^\s*[-–—•·*▪◦‣|]+\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex LoneBullet();

    [GeneratedRegex(@"^\s*(?:[-–—*]\s+|[•·▪◦‣●■]\s*)", RegexOptions.NonBacktracking)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^\s*(?:\d{1,2}|[a-zA-Z])[.)]\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"[ \t\f\v\u2028\u2029]+", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();

    [GeneratedRegex("[\u00AD\u200B\u2060\uFEFF\u200E\u200F]", RegexOptions.NonBacktracking)]
    private static partial Regex Invisible();
}
