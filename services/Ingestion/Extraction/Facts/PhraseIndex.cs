using System.Text;

namespace Syndication.Ingestion.Extraction.Facts;

/// <summary>
/// Finds many phrases in a text at whole words, the longest at each place, in time linear in the text: accents are
/// folded, capitals are too unless a phrase asks for its own.
/// </summary>
/// <param name="phrases">A phrase and what it stands for; one that has capitals is found with a capital only.</param>
internal sealed class PhraseIndex<T>(IEnumerable<(string Phrase, T Value)> phrases)
{
    private readonly Dictionary<string, List<(string[] Words, bool IsName, T Value)>> _byFirstWord = Index(phrases);

    public IEnumerable<(T Value, int Index, int Length)> Find(string text)
    {
        var words = Words(text);
        for (var i = 0; i < words.Count;)
        {
            var (length, value, found) = Longest(words, i);
            if (found)
            {
                yield return (value!, words[i].Index, words[i + length - 1].Index + words[i + length - 1].Length - words[i].Index);
            }

            i += found ? length : 1;
        }
    }

    private (int Length, T? Value, bool Found) Longest(List<(string Word, bool IsUpper, int Index, int Length)> words, int at)
    {
        (int Length, T? Value, bool Found) best = default;
        foreach (var (phrase, isName, value) in _byFirstWord.GetValueOrDefault(words[at].Word, []))
        {
            if (phrase.Length > best.Length && at + phrase.Length <= words.Count && (!isName || words[at].IsUpper)
                && phrase.AsSpan().SequenceEqual([.. words.Skip(at).Take(phrase.Length).Select(word => word.Word)]))
            {
                best = (phrase.Length, value, true);
            }
        }

        return best;
    }

    private static Dictionary<string, List<(string[] Words, bool IsName, T Value)>> Index(IEnumerable<(string Phrase, T Value)> phrases)
    {
        var index = new Dictionary<string, List<(string[] Words, bool IsName, T Value)>>();
        foreach (var (phrase, value) in phrases)
        {
            var words = Words(phrase);
            if (!index.TryGetValue(words[0].Word, out var list))
            {
                index[words[0].Word] = list = [];
            }

            list.Add(([.. words.Select(word => word.Word)], words[0].IsUpper, value));
        }

        return index;
    }

    /// <summary>Runs of letters and digits, folded; a hyphen parts words as a space does.</summary>
    private static List<(string Word, bool IsUpper, int Index, int Length)> Words(string text)
    {
        var words = new List<(string Word, bool IsUpper, int Index, int Length)>();
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            while (i < text.Length && (char.IsLetterOrDigit(text[i]) || char.GetUnicodeCategory(text[i]) is System.Globalization.UnicodeCategory.NonSpacingMark))
            {
                i++;
            }

            if (i > start)
            {
                words.Add((Folded(text[start..i]), char.IsUpper(text[start]), start, i - start));
            }
            else
            {
                i++;
            }
        }

        return words;
    }

    private static string Folded(string word)
    {
        var folded = new StringBuilder(word.Length);
        foreach (var c in word.Normalize(NormalizationForm.FormKD))
        {
            if (char.GetUnicodeCategory(c) is not System.Globalization.UnicodeCategory.NonSpacingMark)
            {
                folded.Append(c switch { 'œ' or 'Œ' => "oe", 'æ' or 'Æ' => "ae", _ => char.ToLowerInvariant(c).ToString() });
            }
        }

        return folded.ToString();
    }
}
