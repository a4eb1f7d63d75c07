using System.Globalization;
using System.Text;

namespace Syndication.Ingestion.Extraction.Facts;

/// <summary>A word of a text.</summary>
/// <param name="Text">Small, without accents.</param>
/// <param name="IsUpper">It starts with a capital.</param>
/// <param name="IsAcronym">It is two capitals or more and nothing else.</param>
/// <param name="Index">Where it stands in the text.</param>
internal readonly record struct FoldedWord(string Text, bool IsUpper, bool IsAcronym, int Index, int Length);

/// <summary>A text as its words, folded once for all that look for phrases in it; a hyphen parts words as a space does.</summary>
internal sealed class FoldedWords
{
    private readonly List<FoldedWord> _words = [];

    public FoldedWords(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            var upper = 0;
            var isAscii = true;
            while (i < text.Length && (char.IsLetterOrDigit(text[i]) || char.GetUnicodeCategory(text[i]) is UnicodeCategory.NonSpacingMark))
            {
                upper += char.IsUpper(text[i]) ? 1 : 0;
                isAscii &= char.IsAscii(text[i]);
                i++;
            }

            if (i > start)
            {
                var word = text.AsSpan(start, i - start);
                _words.Add(new FoldedWord(isAscii ? upper == 0 ? word.ToString() : Lower(word) : Folded(word.ToString()), char.IsUpper(word[0]), upper > 1 && upper == word.Length, start, word.Length));
            }
            else
            {
                i++;
            }
        }
    }

    public int Count => _words.Count;

    public FoldedWord this[int index] => _words[index];

    private FoldedWords(IEnumerable<FoldedWord> words) => _words = [.. words];

    /// <summary>Each word without its plural's ending: as far as phrases have to be found, not as grammar has it.</summary>
    public FoldedWords Singular(string language) => new(_words.Select(word => word with { Text = Singular(word.Text, language) }));

    private static string Singular(string word, string language) => (language, word) switch
    {
        (_, { Length: < 4 }) => word,
        ("es", [.., 'n' or 'l' or 'r' or 'd' or 'z' or 's', 'e', 's']) => word[..^2],
        ("en", [.., 'i', 'e', 's']) => word[..^3] + 'y',
        (_, [.., 's', 's']) => word,
        ("fr", [.., 's' or 'x']) or (_, [.., 's']) => word[..^1],
        _ => word,
    };

    public FoldedWord[] ToArray() => [.. _words];

    private static string Lower(ReadOnlySpan<char> word) => string.Create(word.Length, word, (lower, source) => source.ToLowerInvariant(lower));

    private static string Folded(string word)
    {
        var folded = new StringBuilder(word.Length);
        foreach (var c in word.Normalize(NormalizationForm.FormKD))
        {
            if (char.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)
            {
                folded.Append(c switch { 'œ' or 'Œ' => "oe", 'æ' or 'Æ' => "ae", _ => char.ToLowerInvariant(c).ToString() });
            }
        }

        return folded.ToString();
    }
}
