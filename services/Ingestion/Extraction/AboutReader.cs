using System.Text.RegularExpressions;
using Syndication.Contracts;
using Syndication.Text;

namespace Syndication.Ingestion.Extraction;

/// <summary>The standing paragraphs about organisations, label cut off; several in one paragraph come apart.</summary>
internal static partial class AboutReader
{
    // "About" in the upper part of a release starts a sentence, not a standing paragraph.
    private const int LowerPart = 3;

    public static (IReadOnlyList<About> About, IReadOnlyList<Block> Left) Read(IReadOnlyList<Block> blocks)
    {
        var about = new List<About>();
        var rest = new List<Block>();
        for (var i = 0; i < blocks.Count; i++)
        {
            var text = BlockText.Render(blocks[i]);
            var isLow = i * LowerPart >= blocks.Count;
            if (i > 0 && IsLabel(text))
            {
                var end = SectionEnd(blocks, i);
                if (end > i + 1)
                {
                    about.Add(new About(Organisation(text), string.Join("\n\n", blocks.Skip(i + 1).Take(end - i - 1).Select(BlockText.Render))));
                    i = end - 1;
                    continue;
                }
            }

            if (isLow && blocks[i] is Paragraph && Inline(text) is { Count: > 0 } inline)
            {
                about.AddRange(inline);
            }
            else
            {
                rest.Add(blocks[i]);
            }
        }

        return (about, rest);
    }

    /// <summary>"About Globex", "À propos de l’OMD :", "Notes to editors", alone on their line.</summary>
    public static bool IsLabel(string text) =>
        text.Length <= 120 && LabelAlone().Match(text.Trim()) is { Success: true } match
        && (match.Groups["notes"].Success || IsOrganisation(match.Groups["org"].Value));

    /// <summary>Such a label, or a paragraph that starts with one.</summary>
    public static bool IsAbout(string text) => IsLabel(text) || Inline(text).Count > 0;

    private static string? Organisation(string label)
    {
        var match = LabelAlone().Match(label.Trim());
        return match.Groups["org"].Success ? match.Groups["org"].Value.Trim(' ', ':', '\u00A0') : null;
    }

    private static int SectionEnd(IReadOnlyList<Block> blocks, int label)
    {
        var end = label + 1;
        while (end < blocks.Count && blocks[end] is Paragraph or ListBlock)
        {
            var text = BlockText.Render(blocks[end]);
            if (IsLabel(text) || ContactReader.IsLeadIn(text) || Inline(text).Count > 0 || (end > label + 1 && LineShape.IsLabel(text)))
            {
                break;
            }

            end++;
        }

        return end;
    }

    /// <summary>Labels glued before their text: "A propos de l’OMD Créée en 1952 … A propos de l’OIM Fondée …".</summary>
    private static List<About> Inline(string text)
    {
        var labels = InlineLabel().Matches(text).Where(match => match.Index == 0 || LineShape.EndsSentence(text[Math.Max(0, match.Index - 8)..match.Index])).ToList();
        if (labels.Count == 0 || labels[0].Index != 0)
        {
            return [];
        }

        var about = new List<About>();
        for (var i = 0; i < labels.Count; i++)
        {
            var start = labels[i].Index + labels[i].Length;
            var part = text[start..(i + 1 < labels.Count ? labels[i + 1].Index : text.Length)];
            if (Split(part) is not { } split)
            {
                return [];
            }

            about.Add(new About(split.Organisation, split.Text));
        }

        return about;
    }

    private static (string Organisation, string Text)? Split(string part)
    {
        if (Separated().Match(part) is { Success: true } separated && IsOrganisation(separated.Groups["org"].Value))
        {
            return (separated.Groups["org"].Value.Trim(), Trimmed(part[separated.Length..]));
        }

        if (Acronym().Match(part) is { Success: true } acronym)
        {
            return (acronym.Groups["org"].Value.Trim(), Trimmed(part[acronym.Groups["text"].Index..]));
        }

        // "Globex Globex is …", "the Harbour Union The Harbour Union is …": the text starts by the name again.
        if (Capitalised().Match(part) is not { Success: true } names)
        {
            return null;
        }

        var words = names.Value.Split(' ');
        for (var length = words.Length - 1; length > 0; length--)
        {
            var name = string.Join(' ', words[..length]);
            var text = part[(name.Length + 1)..];
            var opening = Article().Replace(text, "");
            if (opening.StartsWith(name, StringComparison.Ordinal) || (length == words.Length - 1 && text.Length > 60))
            {
                return (name, Trimmed(text));
            }
        }

        return null;
    }

    private static bool IsOrganisation(string text) =>
        text.Trim() is { Length: > 1 } name && LineShape.Words(name) <= 12 && (char.IsUpper(name[0]) || name.Skip(1).Any(char.IsUpper)) && !name.Contains(',') && !LineShape.EndsSentence(name);

    private static string Trimmed(string text) => text.Trim(' ', '|', '\u00A0', '\n');

    [GeneratedRegex(@"^(?:(?:[àa]\s+propos\s+(?:de\s+l['’]\s?|de\s+la\s+|du\s+|des\s+|d['’]\s?|de\s+)|about\s+(?:the\s+)?|acerca\s+(?:del\s+|de\s+la\s+|de\s+)|sobre\s+(?:el\s+|la\s+|a\s+|o\s+)?|über\s+(?:die\s+|das\s+|den\s+)?)(?<org>[^:.\n]{2,90}):?|(?<notes>not[ae]s?\s+(?:to|for)\s+(?:the\s+)?editors?|editors?['’]?\s+notes?|not[ae]s?\s+(?:aux\s+(?:rédactions|rédacteurs|éditeurs)|à\s+la\s+rédaction|à\s+l['’]attention\s+des\s+rédactions|a\s+los\s+editores|para\s+(?:los\s+|las\s+)?(?:editores|redacciones)|a\s+la\s+redacción))\s*:?)$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex LabelAlone();

    [GeneratedRegex(@"\b(?:[ÀA]\s+propos\s+(?:de\s+l['’]\s?|de\s+la\s+|du\s+|des\s+|d['’]\s?|de\s+)|About\s+(?:the\s+)?|Acerca\s+(?:del\s+|de\s+la\s+|de\s+)|Über\s+(?:die\s+|das\s+|den\s+)?)", RegexOptions.NonBacktracking)]
    private static partial Regex InlineLabel();

    [GeneratedRegex(@"^(?<org>\p{Lu}[^:.\n,–—]{1,90}?)\s*(?:[:\n]|\s[–—-]\s)\s*", RegexOptions.NonBacktracking)]
    private static partial Regex Separated();

    [GeneratedRegex(@"^(?<org>[\p{Lu}\d][\p{Lu}\d.\-&]{1,14})\s+(?<text>[\p{Lu}«“""])", RegexOptions.NonBacktracking)]
    private static partial Regex Acronym();

    [GeneratedRegex(@"^\p{Lu}[\p{L}\p{N}'’&.\-]*(?: (?:of|for|and|de|du|des|la|les|et|y|del|para|pour|the|on|in|\p{Lu}[\p{L}\p{N}'’&.\-]*)){1,16}", RegexOptions.NonBacktracking)]
    private static partial Regex Capitalised();

    [GeneratedRegex("^(?:The|La|Le|Les|El|L['’])\\s*", RegexOptions.NonBacktracking)]
    private static partial Regex Article();
}
