using System.Globalization;
using System.Text;

namespace Syndication.Text.Analysis;

/// <summary>
/// Cuts a text of any script into words: runs of letters, digits and their marks. Scripts that put no space between words
/// (Han, kana, Thai, Lao, Khmer, Burmese) are cut into characters, and a word of them is a phrase of characters.
/// </summary>
internal static class WordBoundaries
{
    private const string Apostrophes = "'’‘ʼ＇";
    private static readonly string[] Elided = ["l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"];

    /// <summary>Start, length, and whether the word is a clitic.</summary>
    public static IEnumerable<(int Start, int Length, bool IsClitic)> Of(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = EndOfWord(text, start);
            if (end > start)
            {
                yield return (start, end - start, IsClitic(text, start, end));
                start = end;
            }
            else
            {
                start++;
            }
        }
    }

    /// <summary>Whether the character joins no word and splits none: a soft hyphen, a joiner, a direction mark.</summary>
    public static bool IsIgnorable(char c) =>
        c is '\u00AD' or '\u061C' or (>= '\u200C' and <= '\u200F') or '\u2060' or '\uFEFF';

    private static int EndOfWord(string text, int start)
    {
        var isSingle = false;
        var i = start;
        while (i < text.Length && Rune.TryGetRuneAt(text, i, out var rune))
        {
            if (IsLetter(rune))
            {
                if (i > start && (isSingle || IsWordByItself(rune)))
                {
                    break;
                }

                isSingle = IsWordByItself(rune);
            }
            else if (i == start || !IsMark(rune))
            {
                break;
            }

            i += rune.Utf16SequenceLength;
        }

        return i;
    }

    private static bool IsLetter(Rune rune) =>
        rune.IsAscii ? char.IsAsciiLetterOrDigit((char)rune.Value) : Rune.IsLetterOrDigit(rune) && rune.Value != 'ʼ';

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
        || (rune.IsBmp && IsIgnorable((char)rune.Value));

    private static bool IsWordByItself(Rune rune) => rune.Value is
        (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
        or (>= 0x3005 and <= 0x3007) or (>= 0x3040 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF)
        or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0x20000 and <= 0x3FFFF);

    private static bool IsClitic(string text, int start, int end)
    {
        var word = text.AsSpan(start, end - start);
        if (end + 1 < text.Length && Apostrophes.Contains(text[end]) && char.IsLetter(text[end + 1]))
        {
            foreach (var elided in Elided)
            {
                if (word.Equals(elided, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return word is "s" or "S" && start > 1 && Apostrophes.Contains(text[start - 1]) && char.IsLetterOrDigit(text[start - 2]);
    }
}
