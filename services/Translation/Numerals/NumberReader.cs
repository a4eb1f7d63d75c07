using System.Text.RegularExpressions;

namespace Syndication.Translation.Numerals;

/// <summary>Finds the numbers of a text, in digits ("680 000", "1,5 million") and in words ("quatre-vingt-dix-sept").</summary>
internal static partial class NumberReader
{
    public static IReadOnlyList<NumberInText> Read(string text, string language)
    {
        var found = new List<NumberInText>();
        var words = NumberWords.Of(language);
        var tokens = Token().Matches(text);
        for (var i = 0; i < tokens.Count;)
        {
            var taken = char.IsAsciiDigit(tokens[i].ValueSpan[0])
                ? Digits(text, tokens, i, language, words, found)
                : words is null ? 1 : Words(text, tokens, i, words, found);
            i += taken;
        }

        return found;
    }

    /// <summary>A number in digits, and the scale after it: "1,5 million", "2.3bn", "3 mil millones".</summary>
    private static int Digits(string text, MatchCollection tokens, int first, string language, NumberWords? words, List<NumberInText> found)
    {
        var values = NumberText.ValuesOf(tokens[first].ValueSpan, language);
        var last = first;
        for (var next = first + 1; words is not null && next < tokens.Count && IsJoined(text, tokens[next - 1], tokens[next], isDigitBefore: last == first); next++)
        {
            // "2 miles de millones", "two thousand of millions".
            if (last > first && tokens[next].Value is "de" or "of")
            {
                continue;
            }

            if (!words.IsScale(tokens[next].Value, out var scale) || (tokens[next].Length == 1 && tokens[next].Index != tokens[last].Index + tokens[last].Length))
            {
                break;
            }

            // "130 miles" is a distance in one language and a number in another.
            values = [.. values.Select(value => value * scale), .. tokens[next].Value == "miles" ? values : []];
            last = next;
        }

        if (last == first && IsDecade(text, tokens, first, values[0]))
        {
            values = [.. values, values[0] % 100, 1900 + (values[0] % 100)];
        }

        found.Add(new NumberInText(tokens[first].Index, tokens[last].Index + tokens[last].Length - tokens[first].Index, values, IsDigits: true, IsSure: true));
        return last - first + 1;
    }

    /// <summary>"années 1980", "años 80", "the 80s": the decade by its number or by its year.</summary>
    private static bool IsDecade(string text, MatchCollection tokens, int at, decimal value)
    {
        if (value % 10 != 0 || value is not (>= 10 and <= 90 or >= 1900 and <= 1990))
        {
            return false;
        }

        var end = tokens[at].Index + tokens[at].Length;
        return (end < text.Length && text[end] == 's') || (at > 0 && tokens[at - 1].Value is "années" or "años");
    }

    private static int Words(string text, MatchCollection tokens, int first, NumberWords words, List<NumberInText> found)
    {
        decimal total = 0, group = 0;
        var last = first - 1;
        for (var next = first; next < tokens.Count; next++)
        {
            var word = tokens[next].Value;
            if (next > first && !IsJoined(text, tokens[next - 1], tokens[next], isDigitBefore: false))
            {
                break;
            }

            if (string.Equals(word, words.And, StringComparison.OrdinalIgnoreCase))
            {
                // Part of a number only before another word that goes on with it.
                if (last < first || next + 1 >= tokens.Count || !words.IsSmall(tokens[next + 1].Value, out var after) || !Continues(group, after))
                {
                    break;
                }
            }
            else if (words.IsSmall(word, out var small) && (last < first || Continues(group, small) || group == 0))
            {
                group = Join(group, small);
                last = next;
            }
            else if (words.IsScale(word, out var scale) && word.Length > 2)
            {
                total = scale >= 1_000_000 && total > 0 && total < scale ? (total + group) * scale : total + (Math.Max(group, 1) * scale);
                group = 0;
                last = next;
            }
            else
            {
                break;
            }
        }

        if (last < first)
        {
            if (Roman(tokens[first].ValueSpan) is { } numeral)
            {
                found.Add(new NumberInText(tokens[first].Index, tokens[first].Length, [numeral], IsDigits: false, IsSure: false));
            }

            return 1;
        }

        var value = total + group;
        var isDoubtful = last == first && (words.IsDoubtful(tokens[first].Value) || (value == 2 && first > 0 && words.IsDefinite(tokens[first - 1].Value)));
        var isSure = value > 1 && !isDoubtful;
        found.Add(new NumberInText(tokens[first].Index, tokens[last].Index + tokens[last].Length - tokens[first].Index, [value], IsDigits: false, isSure));
        return last - first + 1;
    }

    /// <summary>Of a century, a king, a chapter: "XIXe", "XXI"; null for other words, and for a lone "I" or "V".</summary>
    private static decimal? Roman(ReadOnlySpan<char> word)
    {
        var numeral = word.TrimEnd("eèm");
        if (numeral.Length < 2 || numeral.IndexOfAnyExcept("IVX") >= 0)
        {
            return null;
        }

        var total = 0;
        for (var i = 0; i < numeral.Length; i++)
        {
            var value = ValueOf(numeral[i]);
            total += i + 1 < numeral.Length && value < ValueOf(numeral[i + 1]) ? -value : value;
        }

        return total;

        static int ValueOf(char letter) => letter switch { 'I' => 1, 'V' => 5, _ => 10 };
    }

    /// <summary>Whether a word goes on with the number before it: "vingt" "deux", "soixante" "dix", "quatre" "vingts", "two" "hundred".</summary>
    private static bool Continues(decimal group, decimal next)
    {
        var rest = group % 100;
        return next switch
        {
            100 => group is > 1 and < 100,
            > 100 => group == 0,
            20 when rest == 4 => true,
            >= 10 and < 20 => rest is 60 or 80 || (rest == 0 && group >= 100),
            >= 20 => rest == 0 && group >= 100,
            _ => (rest >= 20 && rest % 10 == 0) || rest is 10 || (rest == 0 && group >= 100),
        };
    }

    private static decimal Join(decimal group, decimal next) => next switch
    {
        100 => Math.Max(group, 1) * 100,
        20 when group % 100 == 4 => group + 76,
        _ => group + next,
    };

    private static bool IsJoined(string text, Match one, Match next, bool isDigitBefore)
    {
        var between = text.AsSpan(one.Index + one.Length, next.Index - one.Index - one.Length);
        return between.Length <= 1 && (between.Length == 0 ? isDigitBefore : between[0] == '-' || between[0] == '\u2011' || char.IsWhiteSpace(between[0]));
    }

    // Groups of three are set off alike throughout, behind a first of one to three digits, and more digits in the same
    // manner make it no number: "2024 120" is a year and a number, "12.05.2024" and "22 717 91 11" are read piece by piece.
    [GeneratedRegex(
        """
        (?<![0-9][.,])
        (?:
            [0-9]{1,3}(?:(?:\.[0-9]{3})+(?:,[0-9]+)?
                       | (?:,[0-9]{3})+(?:\.[0-9]+)?
                       | (?:[\u0020\u00A0\u202F\u2009'’][0-9]{3})+(?:[.,][0-9]+)?(?![\u0020\u00A0\u202F\u2009'’][0-9]))
          | [0-9]+[.,][0-9]+
        )(?![.,]?[0-9])
        | [0-9]+
        | \p{L}+
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Token();
}
