using System.Text;
using Syndication.Contracts;

namespace Syndication.Text;

/// <summary>Blocks as plain text: a blank line between blocks, "- " before items, tabs between cells.</summary>
public static class BlockText
{
    public static string Render(IEnumerable<Block> blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        return string.Join("\n\n", blocks.Select(Render).Where(text => text.Length > 0));
    }

    /// <summary>The text alone: what is said of images is none of it.</summary>
    public static string RenderText(IEnumerable<Block> blocks) => Render(blocks.Where(block => block is not ImageBlock));

    /// <summary>One block; empty for an image without words and for a block of an unknown type.</summary>
    public static string Render(Block block) => block switch
    {
        Paragraph paragraph => Render(paragraph.Runs),
        Heading heading => Render(heading.Runs),
        ListBlock list => string.Join('\n', list.Items.Select((item, i) => (list.Ordered ? $"{i + 1}. " : "- ") + Render(item.Runs))),
        QuoteBlock quote => string.Join("\n\n", [.. quote.Paragraphs.Select(p => Render(p.Runs)), .. Attribution(quote)]),
        ImageBlock image => image.Caption ?? image.Alt ?? "",
        TableBlock table => string.Join('\n', [.. Caption(table), .. table.Rows.Select(row => string.Join('\t', row.Cells.Select(cell => Render(cell.Runs))))]),
        _ => "",
    };

    public static string Render(IReadOnlyList<Run> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return runs.Count == 1
            ? runs[0].Text
            : runs.Aggregate(new StringBuilder(), (text, run) => text.Append(run.Text)).ToString();
    }

    private static string[] Attribution(QuoteBlock quote) => quote.Attribution is { Length: > 0 } name ? ["— " + name] : [];

    private static string[] Caption(TableBlock table) => table.Caption is { Length: > 0 } caption ? [caption] : [];
}
