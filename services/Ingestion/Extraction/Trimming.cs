using System.Text.RegularExpressions;
using Syndication.Contracts;
using Syndication.Text;

namespace Syndication.Ingestion.Extraction;

/// <summary>
/// Takes from a body what stands between, above and below its paragraphs and is none of them: a site's labels and
/// pointers to other pages, bylines above the first paragraph, captions beside their pictures, what is said twice.
/// </summary>
internal static partial class Trimming
{
    // A body of fewer paragraphs than this may be made of short lines itself.
    private const int FewestParagraphs = 3;
    private const int LongestHeadLabel = 90;
    private const int LongestCredit = 30;
    private const int LongestNotice = 300;
    private const int ShortestPull = 30;
    private const int LongestPull = 300;
    private const int MostCompared = 200;
    private const int LongestCompared = 5_000;
    private const int MostPulls = 50;

    public static IReadOnlyList<Block> Trim(IReadOnlyList<Block> blocks)
    {
        var lines = blocks.Select(block => new Line(block, BlockText.Render(block))).ToList();
        lines = [.. WithoutPointers(lines).Where(line => !EndMark().IsMatch(line.Text))];
        lines = WithoutCaptions(lines);
        lines = WithoutRepeats(lines);
        lines = WithoutHead(lines);
        return [.. WithoutTail(lines).Select(line => line.Block)];
    }

    /// <summary>Labels and pointers, and with a label such as "Related" the links below it.</summary>
    private static List<Line> WithoutPointers(List<Line> lines)
    {
        var kept = new List<Line>();
        var isBelowPointer = false;
        foreach (var line in lines)
        {
            if (line.Block is Paragraph or Heading && SiteWords.IsPointer(line.Text))
            {
                isBelowPointer = line.Block is Heading || line.Text[^1] == ':';
                continue;
            }

            if (isBelowPointer && (line.IsLinks || line.Block is ListBlock))
            {
                continue;
            }

            isBelowPointer = false;
            kept.Add(line.Block is ListBlock list ? WithoutLabels(list, line) : line);
        }

        return [.. kept.Where(line => line.Block is not ListBlock { Items.Count: 0 })];
    }

    private static Line WithoutLabels(ListBlock list, Line line)
    {
        var items = list.Items.Where(item => !SiteWords.IsLabel(BlockText.Render(item.Runs))).ToList();
        return items.Count == list.Items.Count ? line : new Line(list with { Items = items }, "");
    }

    /// <summary>A short line below a picture that says what the picture's description says is its caption.</summary>
    private static List<Line> WithoutCaptions(List<Line> lines)
    {
        var kept = new List<Line>();
        foreach (var line in lines)
        {
            if (line.Block is Paragraph paragraph && kept is [.., { Block: ImageBlock image }] && (IsSame(image.Alt, line.Text) || IsCredit(paragraph, line.Text)))
            {
                continue;
            }

            kept.Add(line);
        }

        return kept;
    }

    private static bool IsSame(string? alt, string text)
    {
        var (one, other) = (FoldedText.Of(alt), FoldedText.Of(text));
        if (one.Length <= 3 || other.Length <= 3)
        {
            return false;
        }

        var words = other.Split(' ').Distinct().ToList();
        return one.StartsWith(other, StringComparison.Ordinal)
            || (other.Length < one.Length * 2 && (other.StartsWith(one, StringComparison.Ordinal) || !LineShape.EndsThought(text) && one.Split(' ').ToHashSet(StringComparer.Ordinal) is var said && words.Count(said.Contains) * 10 > words.Count * 7));
    }

    /// <summary>A few words right below a picture, in no way set off: whose it is.</summary>
    private static bool IsCredit(Paragraph paragraph, string text) =>
        text.Length <= LongestCredit && !LineShape.EndsThought(text) && paragraph.Runs.All(run => !run.Strong && run.Href is null);

    /// <summary>What is said twice: paragraphs and headings word for word, quotes and headings as part of a paragraph, where they were pulled from.</summary>
    private static List<Line> WithoutRepeats(List<Line> lines)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        List<string>? paragraphs = null;
        var asked = 0;
        return [.. lines.Where(line => line.Block switch
        {
            QuoteBlock or Heading when IsPulled(line) => false,
            Paragraph or Heading => line.Text.Length < 12 || seen.Add(line.Text),
            _ => true,
        })];

        bool IsPulled(Line line)
        {
            if (line.Text.Length is < ShortestPull or > LongestPull || ++asked > MostPulls || FoldedText.Of(line.Text) is not { Length: >= ShortestPull } folded)
            {
                return false;
            }

            paragraphs ??= [.. lines.Where(other => other.Block is Paragraph && other.Text.Length <= LongestCompared).Take(MostCompared).Select(other => FoldedText.Of(other.Text))];
            return paragraphs.Any(text => text.Contains(folded, StringComparison.Ordinal));
        }
    }

    /// <summary>Above the first paragraph stand names, dates and places of pictures.</summary>
    private static List<Line> WithoutHead(List<Line> lines)
    {
        var first = lines.FindIndex(line => line.IsProse || line.Block is Heading);
        if (first <= 0 || lines.Count(line => line.IsProse) < FewestParagraphs)
        {
            return lines;
        }

        return [.. lines.Where((line, i) => i >= first || line.Block is not Paragraph || line.Text.Length > LongestHeadLabel || LineShape.EndsThought(line.Text))];
    }

    /// <summary>Headings at the end head nothing; and there sites ask to be followed or lead elsewhere.</summary>
    private static List<Line> WithoutTail(List<Line> lines)
    {
        while (lines is [.., { Block: Heading }] || (lines.Count > FewestParagraphs && lines is [.., { Block: Paragraph paragraph } last] && last.Text.Length <= LongestNotice
            && (last.IsLinks || SiteWords.IsNotice(last.Text) || paragraph.Runs.Any(run => LeadsToNetwork(run.Href)))))
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return lines;
    }

    private static bool LeadsToNetwork(string? href) => Uri.TryCreate(href, UriKind.Absolute, out var url) && Networks.IsOne(url);

    /// <summary>Where press offices say that a release ends: "ENDS", "-30-", "FIN", "###".</summary>
    [GeneratedRegex(@"^[\s*#\-–—_./\[(]*(?:(?:the\s+)?ends?|fin(?:\s+d[ue]l?\s+\w+)?|ende|fine|fim|30)?[\s*#\-–—_./\])]*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex EndMark();

    private sealed record Line(Block Block, string Text)
    {
        public bool IsProse => Block is Paragraph && (Text.Length > 100 || (Text.Length >= 40 && LineShape.EndsSentence(Text)));

        public bool IsLinks => Block is Paragraph paragraph && paragraph.Runs.Where(run => run.Href is not null).Sum(run => run.Text.Length) * 2 > Text.Length;
    }
}
