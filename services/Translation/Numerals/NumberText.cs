using System.Globalization;

namespace Syndication.Translation.Numerals;

/// <summary>Numbers in digits: what they mean in a language, and how another writes them.</summary>
internal static class NumberText
{
    /// <summary>What digits with their separators can mean; first what they mean in this language.</summary>
    public static IReadOnlyList<decimal> ValuesOf(ReadOnlySpan<char> digits, string language)
    {
        var (whole, fraction) = Parts(digits, DecimalOf(language));
        var (otherWhole, otherFraction) = Parts(digits, DecimalOf(language) == '.' ? ',' : '.');
        var values = new List<decimal>();
        foreach (var text in new[] { $"{whole}.{fraction}", $"{otherWhole}.{otherFraction}" })
        {
            if (decimal.TryParse(text.Length > 28 ? text[..28] : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && !values.Contains(value))
            {
                values.Add(value);
            }
        }

        return values;
    }

    /// <summary>The same digits as another language sets them: "680 000" is "680,000" in English, "1.5" is "1,5" in French.</summary>
    public static string Rewrite(string digits, string from, string to)
    {
        var (whole, fraction) = Parts(digits, DecimalOf(from));
        var isGrouped = digits.Length > whole.Length + fraction.Length + (fraction.Length > 0 ? 1 : 0);
        return (isGrouped ? Grouped(whole, SeparatorOf(to)) : whole) + (fraction.Length > 0 ? DecimalOf(to) + fraction : "");
    }

    /// <summary>Digits alone, with the decimal sign of the language: what engines are given.</summary>
    public static string Bare(string digits, string language)
    {
        var (whole, fraction) = Parts(digits, DecimalOf(language));
        return fraction.Length > 0 ? whole + DecimalOf(language) + fraction : whole;
    }

    private static (string Whole, string Fraction) Parts(ReadOnlySpan<char> digits, char decimalSign)
    {
        var at = -1;
        for (var i = 0; i < digits.Length; i++)
        {
            // "1.5" in a French text is no thousand: its dot is followed by other than three digits.
            var isLast = digits[(i + 1)..].IndexOfAny('.', ',') < 0;
            if (digits[i] == decimalSign || (digits[i] is '.' or ',' && isLast && digits.Length - i - 1 != 3))
            {
                at = i;
            }
        }

        // "1,234,567" with the comma as decimal sign: there is but one of those in a number.
        if (at >= 0 && digits.Count(digits[at]) > 1)
        {
            at = -1;
        }

        var whole = at < 0 ? digits : digits[..at];
        return (Clean(whole), at < 0 ? "" : Clean(digits[(at + 1)..]));
    }

    private static string Clean(ReadOnlySpan<char> digits)
    {
        Span<char> clean = stackalloc char[Math.Min(digits.Length, 64)];
        var length = 0;
        foreach (var letter in digits)
        {
            if (char.IsAsciiDigit(letter) && length < clean.Length)
            {
                clean[length++] = letter;
            }
        }

        return clean[..length].ToString();
    }

    private static string Grouped(string whole, string separator)
    {
        var text = whole;
        for (var i = whole.Length - 3; i > 0; i -= 3)
        {
            text = text.Insert(i, separator);
        }

        return text;
    }

    private static char DecimalOf(string language) => language.StartsWith("en", StringComparison.Ordinal) ? '.' : ',';

    private static string SeparatorOf(string language) => language.Split('-')[0] switch
    {
        "en" => ",",
        "es" => ".",
        _ => "\u00A0",
    };
}
