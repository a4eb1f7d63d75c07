using System.Text;
using Syndication.Text.Analysis;

namespace Syndication.Search.Querying;

/// <summary>
/// Reads what people type: words (all must match), "phrases", -exclusions, beginnings*, and OR between two of them, which
/// binds them together first. Everything else is text; nothing is an error.
/// </summary>
internal static class TextQueryParser
{
    private const string OpeningQuotes = "\"“”„«";
    private const string ClosingQuotes = "\"”“»";
    // The index keeps beginnings of three letters; shorter ones would have to read a tenth of all words.
    private const int ShortestPrefix = 3;

    /// <param name="analyses">Of <see cref="Languages.Analyses"/>.</param>
    public static TextQuery Parse(string text, IReadOnlyList<string> analyses)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return TextQuery.Everything;
        }

        var groups = new List<List<TextPattern>>();
        var excluded = new List<TextPattern>();
        var parts = Split(text).ToList();
        var isAlternative = false;
        for (var i = 0; i < parts.Count; i++)
        {
            if (IsOr(parts, i))
            {
                isAlternative = groups.Count > 0;
                continue;
            }

            if (PatternOf(parts[i], analyses) is { } pattern)
            {
                if (parts[i].IsExcluded)
                {
                    excluded.Add(pattern);
                }
                else if (isAlternative)
                {
                    groups[^1].Add(pattern);
                }
                else
                {
                    groups.Add([pattern]);
                }
            }

            isAlternative = false;
        }

        return new TextQuery(groups, excluded) { IsUnanswerable = groups.Count == 0 && excluded.Count == 0 };
    }

    private static bool IsOr(List<Part> parts, int i) =>
        parts[i] is { Text: "OR", IsQuoted: false, IsExcluded: false }
        && i > 0 && !parts[i - 1].IsExcluded
        && i + 1 < parts.Count && !parts[i + 1].IsExcluded;

    private static TextPattern? PatternOf(Part part, IReadOnlyList<string> analyses)
    {
        if (part.IsQuoted)
        {
            return TextPattern.Phrase(part.Text);
        }

        var prefix = part.Text.EndsWith('*') ? TextPattern.Prefix(part.Text) : null;
        return prefix?.Words[^1].Surface.Length >= ShortestPrefix ? prefix : TextPattern.Inflected(part.Text, analyses);
    }

    private static IEnumerable<Part> Split(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }

            var isExcluded = IsExclusion(text, i);
            i += isExcluded ? 1 : 0;
            var isQuoted = OpeningQuotes.Contains(text[i]);
            i += isQuoted ? 1 : 0;
            var end = isQuoted
                ? text.AsSpan(i).IndexOfAny(ClosingQuotes) is var quote and >= 0 ? i + quote : text.Length
                : EndOfWord(text, i);
            yield return new Part(text[i..end], isQuoted, isExcluded);
            i = isQuoted ? end + 1 : end;
        }
    }

    // A hyphen leaves a word out only where a word or a quotation follows it; inside a word it is a part of it.
    private static bool IsExclusion(string text, int i) =>
        text[i] == '-' && i + 1 < text.Length
        && (OpeningQuotes.Contains(text[i + 1]) || (Rune.TryGetRuneAt(text, i + 1, out var next) && Rune.IsLetterOrDigit(next)));

    private static int EndOfWord(string text, int start)
    {
        var end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && (end == start || !OpeningQuotes.Contains(text[end])))
        {
            end++;
        }

        return end;
    }

    private sealed record Part(string Text, bool IsQuoted, bool IsExcluded);
}
