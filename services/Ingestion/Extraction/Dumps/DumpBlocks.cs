using System.Text;
using Syndication.Contracts;

namespace Syndication.Ingestion.Extraction.Dumps;

/// <summary>Lines to blocks: hard-wrapped lines are joined into paragraphs, items glued on one line come apart.</summary>
internal static class DumpBlocks
{
    private const int LongestHeadline = 250;

    private enum Shape
    {
        Text,
        Item,
        Numbered,
    }

    public static IReadOnlyList<Block> Parse(IReadOnlyList<string> lines) => Group(Join(lines));

    private static List<(Shape Shape, string Text)> Join(IReadOnlyList<string> lines)
    {
        var wrap = LineWrap.Of([.. lines.Select(line => LineShape.BulletText(line) ?? line)]);
        var hasBlankLines = lines.Any(line => line.Length == 0);
        var units = new List<(Shape Shape, StringBuilder Text)>();
        string? last = null;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line.Length == 0 || LineShape.IsLoneBullet(line))
            {
                last = null;
            }
            else if (LineShape.BulletText(line) is { Length: > 0 } item)
            {
                units.Add((Shape.Item, new StringBuilder(item)));
                last = line;
            }
            else if (LineShape.NumberedText(line) is { Length: > 0 } numbered && (units.Count == 0 || units[^1].Shape == Shape.Numbered || last is null || LineShape.EndsThought(last)))
            {
                units.Add((Shape.Numbered, new StringBuilder(numbered)));
                last = line;
            }
            else if (last is not null && Continues(last, line, wrap, hasBlankLines) && !IsBelowHeadline(units[^1].Text, line))
            {
                units[^1].Text.Append(EndsInBrokenWord(last) ? "" : " ").Append(line);
                last = line;
            }
            else
            {
                units.Add((Shape.Text, new StringBuilder(line)));
                last = line;
            }
        }

        return [.. units.Select(unit => (unit.Shape, unit.Text.ToString()))];
    }

    private static bool Continues(string line, string next, LineWrap? wrap, bool hasBlankLines)
    {
        if (wrap is null || (ContactReader.IsContactLine(next) && !((LineShape.StartsLower(next) || char.IsDigit(next[0])) && (wrap.IsForced(line, next) || wrap.IsBeyond(line)))))
        {
            return false;
        }

        var isInBrackets = next[0] == '(' && !LineShape.EndsThought(line);
        var opensParagraph = !LineShape.StartsLower(next) && !char.IsDigit(next[0]) && !isInBrackets;
        if (opensParagraph && wrap.IsBeyond(line))
        {
            return false;
        }

        if (LineShape.EndsThought(line) && opensParagraph)
        {
            // A full line may end a paragraph by chance; where blank lines part the paragraphs, it doesn't.
            return hasBlankLines && wrap.IsForced(line, next) && !line.EndsWith(':');
        }

        return !opensParagraph || wrap.IsForced(line, next);
    }

    /// <summary>A line that opens with a dateline starts a paragraph, though its first word would not have fitted the headline's line.</summary>
    private static bool IsBelowHeadline(StringBuilder unit, string next) =>
        unit.Length <= LongestHeadline && !LineShape.StartsLower(next) && DatelineReader.Read(next) is { Date: not null } && !LineShape.EndsThought(unit.ToString());

    // "bien-" / "être" is one word, "Paris -" / "Berlin" is not.
    private static bool EndsInBrokenWord(string line) => line is [.., var letter, '-'] && char.IsLetter(letter);

    private static List<Block> Group(List<(Shape Shape, string Text)> units)
    {
        var blocks = new List<Block>();
        for (var i = 0; i < units.Count;)
        {
            var shape = units[i].Shape;
            var end = i + 1;
            while (end < units.Count && units[end].Shape == shape)
            {
                end++;
            }

            var texts = units[i..end].Select(unit => unit.Text);
            switch (shape)
            {
                case Shape.Text:
                    blocks.AddRange(texts.Select(text => new Paragraph([new Run(text)])));
                    break;
                case Shape.Item when end == i + 1 && IsEntryLabel(units, i):
                    blocks.Add(new Heading(2, [new Run(units[i].Text)]));
                    break;
                case Shape.Numbered when end == i + 1:
                    blocks.Add(new Paragraph([new Run(units[i].Text)]));
                    break;
                default:
                    blocks.Add(new ListBlock(shape == Shape.Numbered, [.. texts.SelectMany(LineShape.Unglued).Select(text => new ListItem([new Run(text)]))]));
                    break;
            }

            i = end;
        }

        return blocks;
    }

    /// <summary>A lone short item with prose below it heads that prose, as the entries of a directory do.</summary>
    private static bool IsEntryLabel(List<(Shape Shape, string Text)> units, int i) =>
        LineShape.IsLabel(units[i].Text) && LineShape.Words(units[i].Text) <= 8
        && i + 1 < units.Count && units[i + 1].Text.Length > 100
        && (i == 0 || !units[i - 1].Text.EndsWith(':'));
}
