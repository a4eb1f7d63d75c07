using System.Text.RegularExpressions;
using Syndication.Contracts;
using Syndication.Text;

namespace Syndication.Ingestion.Extraction.Dumps;

/// <summary>A plain-text dump to content: furniture off, lines joined, the headline found.</summary>
internal static partial class DumpReader
{
    private const int LongestHeadline = 250;

    // A headline has more words than a category above it or a place below it.
    private const int FewestWords = 4;

    /// <exception cref="UnreadablePageException">More text than a page shows.</exception>
    public static IReadOnlyList<string> CheckedLines(string text)
    {
        PageLimits.Check(text.Length, text.AsSpan().Count('\n'));
        return Lines(text);
    }

    /// <summary>What a source's profile counts of a page.</summary>
    /// <exception cref="UnreadablePageException">More text than a page shows.</exception>
    public static PageTrace Trace(string text)
    {
        var lines = CheckedLines(text);
        return new PageTrace(lines, lines.Where(LineShape.IsSentence).Sum(line => line.Length));
    }

    public static IReadOnlyList<string> Lines(string text) => [.. TextRepair.Debris(text).Split('\n').Select(LineShape.Folded)];

    public static PageContent Read(string text, SourceProfile profile)
    {
        var pageLines = CheckedLines(text);
        var lines = DumpFurniture.Strip(pageLines, profile);
        var blocks = TextRepair.Words(DumpBlocks.Parse(lines));
        var labels = Leading(blocks);
        var (headline, subheading) = Headline([.. labels.Where(label => !IsDateLine(label) && !Embargo.IsStated(label))]);
        return new PageContent
        {
            Blocks = [.. blocks.Skip(headline is null ? 0 : labels.Count)],
            PageText = string.Join('\n', pageLines),
            Headline = headline,
            Subheading = subheading,
            DateLine = labels.FirstOrDefault(IsDateLine),
        };
    }

    /// <summary>The lines above the first prose: headline, subheading, date, category.</summary>
    private static List<string> Leading(IReadOnlyList<Block> blocks)
    {
        var labels = new List<string>();
        foreach (var block in blocks)
        {
            var text = BlockText.Render(block);
            if (block is not (Paragraph or Heading) || ContactReader.IsLeadIn(text) || !(IsDateLine(text) || IsHeadline(text, labels.Count)))
            {
                break;
            }

            labels.Add(text);
        }

        // What is nothing but labels has no headline above a body.
        return labels.Count == blocks.Count ? [] : labels;
    }

    private static bool IsHeadline(string text, int before) =>
        text.Length <= LongestHeadline
        && (!LineShape.EndsThought(text) || (before == 0 && text.Length <= 120 && text[^1] is '?' or '!'))
        && DatelineReader.Read(text) is not { Date: not null };

    private static bool IsDateLine(string text) =>
        DateReader.Alone(text) is not null || (text.Length <= 80 && !LineShape.EndsSentence(text) && DatelineReader.Read(text) is { Date: not null });

    private static (string? Headline, string? Subheading) Headline(List<string> labels)
    {
        labels = labels.Count > 1 ? [.. labels.Where(label => !Category().IsMatch(label) && !SiteWords.IsPointer(label))] : labels;
        return labels switch
        {
            [] => (null, null),
            [.., var first, var second] when LineShape.Words(first) >= FewestWords && LineShape.Words(second) > FewestWords => (first, second),
            _ => (labels.TakeLast(3).LastOrDefault(label => LineShape.Words(label) >= FewestWords) ?? labels[^1], null),
        };
    }

    [GeneratedRegex(@"^(?:(?:press|news|media)\s+(?:release|statement|note)s?|news|communiqués?(?:\s+de\s+presse)?|actualités?|comunicados?(?:\s+de\s+prensa)?|nota\s+de\s+prensa|noticias?|for\s+immediate\s+release|pour\s+diffusion\s+immédiate|para\s+(?:publicación|difusión)\s+inmediata|pour\s+publication\s+immédiate|sofortige\s+veröffentlichung|pressemitteilung|comunicato\s+stampa)$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Category();
}
