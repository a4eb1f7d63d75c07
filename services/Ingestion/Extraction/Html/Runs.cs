using System.Text;
using Syndication.Contracts;
using Syndication.Text;

namespace Syndication.Ingestion.Extraction.Html;

/// <summary>Stretches of text as elements gave them, made into those that a block holds.</summary>
internal static class Runs
{
    /// <summary>Cut at blank lines; one line feed where the page breaks a line.</summary>
    public static IEnumerable<List<Run>> Paragraphs(IReadOnlyList<Run> runs)
    {
        var paragraph = new List<Run>();
        var breaks = 0;
        foreach (var run in runs)
        {
            if (run.Text == "\n")
            {
                breaks++;
            }
            else if (!string.IsNullOrWhiteSpace(run.Text))
            {
                if (breaks > 1 && Tidy(paragraph) is { Count: > 0 } done)
                {
                    yield return done;
                    paragraph.Clear();
                }
                else if (breaks == 1)
                {
                    paragraph.Add(new Run("\n"));
                }

                breaks = 0;
                paragraph.Add(run);
            }
            else if (breaks == 0)
            {
                paragraph.Add(run);
            }
        }

        if (Tidy(paragraph) is { Count: > 0 } last)
        {
            yield return last;
        }
    }

    /// <summary>White space folded over the whole row, neighbours of one style joined, nothing empty.</summary>
    public static List<Run> Tidy(IReadOnlyList<Run> runs)
    {
        var tidy = new List<(Run Style, StringBuilder Text)>();
        foreach (var run in runs)
        {
            var isBreak = run.Text == "\n" && tidy.Count > 0;
            var style = isBreak ? tidy[^1].Style : run with { Text = "" };
            if (tidy.Count == 0 || tidy[^1].Style != style)
            {
                tidy.Add((style, new StringBuilder()));
            }

            foreach (var c in XmlText.Clean(run.Text))
            {
                Append(tidy, c);
            }

            if (tidy[^1].Text.Length == 0)
            {
                tidy.RemoveAt(tidy.Count - 1);
            }
        }

        while (tidy.Count > 0 && Trimmed(tidy[^1].Text).Length == 0)
        {
            tidy.RemoveAt(tidy.Count - 1);
        }

        return [.. tidy.Select(run => run.Style with { Text = run.Text.ToString() }).Where(run => run.Text.Length > 0)];
    }

    private static void Append(List<(Run Style, StringBuilder Text)> tidy, char c)
    {
        var text = tidy[^1].Text;
        switch (c)
        {
            case '\n':
                Trimmed(text).Append('\n');
                break;
            case ' ' or '\t' or '\f' or '\r' or '\v' or '\u3000':
                if (Last(tidy) is not (' ' or '\n' or '\0'))
                {
                    text.Append(' ');
                }

                break;
            case '\u00AD' or '\u200B' or '\u2060' or '\uFEFF':
                break;
            default:
                text.Append(c);
                break;
        }
    }

    private static char Last(List<(Run Style, StringBuilder Text)> tidy) => tidy switch
    {
        [.., { Text: { Length: > 0 } text }] => text[^1],
        [.., { Text: { Length: > 0 } before }, _] => before[^1],
        _ => '\0',
    };

    private static StringBuilder Trimmed(StringBuilder text)
    {
        while (text.Length > 0 && char.IsWhiteSpace(text[^1]))
        {
            text.Length--;
        }

        return text;
    }
}
