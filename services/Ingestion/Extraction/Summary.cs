using System.Text.RegularExpressions;
using Syndication.Contracts;
using Syndication.Text;

namespace Syndication.Ingestion.Extraction;

/// <summary>The first sentences of a body, whole.</summary>
internal static partial class Summary
{
    private const int Longest = 300;

    // One sentence is always given whole, but not a page without a full stop.
    private const int LongestSentence = 600;

    private const int Window = 4_000;

    public static string? Of(IReadOnlyList<Block> body)
    {
        if (body.OfType<Paragraph>().Select(p => LineShape.Folded(BlockText.Render(p)).Replace('\n', ' ')).FirstOrDefault(text => text.Length > 0) is not { } text)
        {
            return null;
        }

        text = text[..Math.Min(text.Length, Window)];
        var end = 0;
        foreach (var stop in SentenceEnd().Matches(text).Select(match => match.Index + match.Length).Append(text.Length))
        {
            if (end > 0 && stop > Longest)
            {
                break;
            }

            if (!Abbreviation().IsMatch(text[Math.Max(0, stop - 12)..stop].TrimEnd()))
            {
                end = stop;
            }
        }

        var summary = text[..(end == 0 ? text.Length : end)].Trim();
        return summary.Length <= LongestSentence ? summary : Cut(summary);
    }

    private static string Cut(string text)
    {
        var space = text.LastIndexOf(' ', Longest);
        return text[..(space > 0 ? space : Longest - 1)].TrimEnd(',', ';', ':', ' ') + "…";
    }

    [GeneratedRegex(@"[.!?…]+[»”""’)]?[\s\u00A0]+|[»”] (?=\p{Lu})")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"(?:^|[\s(’'.])(?:M|MM|Mme|Mr|Mrs|Ms|Dr|Prof|St|Sr|Sra|Dra|No|n°|art|vs|etc|\p{Lu})\.$", RegexOptions.NonBacktracking)]
    private static partial Regex Abbreviation();
}
