using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Syndication.Translation.Numerals;

/// <summary>Finds dates that name their month: "8 mai 2018", "May 8, 2018", "8 de mayo", "mai 2018".</summary>
internal static partial class DateReader
{
    private static readonly FrozenDictionary<string, int> Months = new[]
        {
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
            "january february march april may june july august september october november december",
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
            "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
            "jan feb mar apr may jun jul aug sep oct nov dec",
            "janv févr mars avr mai juin juil août sept oct nov déc",
            "ene feb mar abr may jun jul ago setiembre oct nov dic",
        }
        .SelectMany(language => language.Split(' ').Select((name, i) => (name, Month: i + 1)))
        .DistinctBy(month => month.name)
        .ToFrozenDictionary(month => month.name, month => month.Month, StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<DateInText> Read(string text)
    {
        var found = new List<DateInText>();
        foreach (Match match in Form().Matches(text))
        {
            var month = Months[match.Groups["month"].Value];
            var day = Number(match.Groups["day"]) ?? Number(match.Groups["after"]);
            var year = Number(match.Groups["year"]);

            // "May" and "mars" alone, and "may" before a verb, are no months.
            if (day is null && year is null)
            {
                continue;
            }

            found.Add(new DateInText(match.Index, match.Length, year, month, day is >= 1 and <= 31 ? day : null));
        }

        return found;
    }

    private static int? Number(Group group) =>
        group.Success ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(
        """
        \b(?:(?<day>[0-9]{1,2})(?:er|st|nd|rd|th|º)?[\s\u00A0]+(?:de[\s\u00A0]+|of[\s\u00A0]+)?)?
        (?<month>janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre
        |january|february|march|april|may|june|july|august|september|october|november|december
        |enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)\b
        (?:[\s\u00A0]+(?<after>[0-9]{1,2})(?:st|nd|rd|th)?\b(?![.,]?[0-9]))?
        (?:,?[\s\u00A0]+(?:de[\s\u00A0]+|del[\s\u00A0]+)?(?<year>[12][0-9]{3})\b)?
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Form();
}

/// <summary>A date in a text.</summary>
internal sealed record DateInText(int Start, int Length, int? Year, int Month, int? Day)
{
    public bool IsSameDay(DateInText other) => (Year, Month, Day) == (other.Year, other.Month, other.Day);
}
