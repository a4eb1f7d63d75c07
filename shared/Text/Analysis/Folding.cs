using System.Text;

namespace Syndication.Text.Analysis;

/// <summary>Forms of a word under which its spellings are one.</summary>
internal static class Folding
{
    /// <summary>Longest form that is kept; nobody looks for the rest of a longer word.</summary>
    public const int MaxLength = 64;

    /// <summary>Lower case and composed, accents kept: what stemmers read.</summary>
    public static string Lower(ReadOnlySpan<char> word)
    {
        var text = Cut(word);
        return (IsAscii(text) ? text : WithoutIgnorables(text).Normalize(NormalizationForm.FormKC)).ToLowerInvariant();
    }

    /// <summary>
    /// Letters and digits in lower case without accents: "Événement" is "evenement", "œuvre" is "oeuvre", "Straße" is
    /// "strasse", and Arabic and Hebrew lose their vowel signs. Marks that are letters of their script stay.
    /// </summary>
    public static string Fold(ReadOnlySpan<char> word)
    {
        var text = Cut(word);
        if (IsAscii(text))
        {
            return text.ToLowerInvariant();
        }

        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormKD).ToLowerInvariant().EnumerateRunes())
        {
            if (!IsAccent(rune.Value))
            {
                Append(folded, rune);
            }
        }

        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    private static void Append(StringBuilder folded, Rune rune)
    {
        switch (rune.Value)
        {
            case 'ß': folded.Append("ss"); break;
            case 'œ': folded.Append("oe"); break;
            case 'æ': folded.Append("ae"); break;
            case 'þ': folded.Append("th"); break;
            case 'ø': folded.Append('o'); break;
            case 'đ' or 'ð': folded.Append('d'); break;
            case 'ł': folded.Append('l'); break;
            case 'ħ': folded.Append('h'); break;
            case 'ŧ': folded.Append('t'); break;
            case 'ı': folded.Append('i'); break;
            case 'ς': folded.Append('σ'); break;
            case 'ى': folded.Append('ي'); break;
            case 'ة': folded.Append('ه'); break;
            case 'ـ': break;
            case var ascii when ascii < 128 && !char.IsAsciiLetterOrDigit((char)ascii): break;
            case var other when other <= char.MaxValue && (WordBoundaries.IsIgnorable((char)other) || char.IsPunctuation((char)other) || char.IsSymbol((char)other)): break;
            default: folded.Append(rune.ToString()); break;
        }
    }

    // Of Latin, Greek and Cyrillic; of Hebrew; of Arabic. Indic vowel signs and kana voicing are letters.
    private static bool IsAccent(int value) => value is
        (>= 0x0300 and <= 0x036F) or (>= 0x0591 and <= 0x05C7)
        or (>= 0x0610 and <= 0x061A) or (>= 0x064B and <= 0x065F) or 0x0670 or (>= 0x06D6 and <= 0x06ED);

    private static string WithoutIgnorables(string text) =>
        text.Any(WordBoundaries.IsIgnorable) ? string.Concat(text.Where(c => !WordBoundaries.IsIgnorable(c))) : text;

    private static string Cut(ReadOnlySpan<char> word)
    {
        var length = Math.Min(word.Length, MaxLength);
        return word[..(length < word.Length && char.IsHighSurrogate(word[length - 1]) ? length - 1 : length)].ToString();
    }

    private static bool IsAscii(string text) => Ascii.IsValid(text);
}
