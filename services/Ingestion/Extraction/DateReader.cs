using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Syndication.Ingestion.Extraction;

/// <summary>Days as prose writes them in French, English, Spanish, Portuguese, Italian and German.</summary>
internal static partial class DateReader
{
    private static readonly FrozenDictionary<string, int> Months = MonthNames();

    /// <summary>The first day named in the text; the year is 0 where the text has none.</summary>
    public static (DateOnly? Day, int Index, int Length)? Find(string text)
    {
        if (Iso().Match(text) is { Success: true } iso)
        {
            return (Day(iso.Groups["y"].Value, iso.Groups["m"].Value, iso.Groups["d"].Value), iso.Index, iso.Length);
        }

        foreach (var match in DayFirst().Matches(text).Concat(MonthFirst().Matches(text)).OrderBy(match => match.Index))
        {
            if (Months.TryGetValue(match.Groups["m"].Value.ToLowerInvariant(), out var month))
            {
                return (Day(match.Groups["y"].Value, month.ToString(CultureInfo.InvariantCulture), match.Groups["d"].Value), match.Index, match.Length);
            }
        }

        return null;
    }

    /// <summary>The text is a day and nothing else but an article, a weekday or "published on".</summary>
    public static DateOnly? Alone(string text) =>
        text.Length <= 60 && Find(text) is { Day: { } day } found && text.Length - found.Length <= 24 && LineShape.Words(text.Remove(found.Index, found.Length)) <= 3
            ? day
            : null;

    private static DateOnly? Day(string year, string month, string day) =>
        int.TryParse(year, CultureInfo.InvariantCulture, out var y)
        && int.TryParse(month, CultureInfo.InvariantCulture, out var m)
        && int.TryParse(day, CultureInfo.InvariantCulture, out var d)
        && y is > 1900 and < 2200 && m is > 0 and <= 12 && d > 0 && d <= DateTime.DaysInMonth(y, m)
            ? new DateOnly(y, m, d)
            : null;

    private static FrozenDictionary<string, int> MonthNames()
    {
        string[] names =
        [
            "janvier janv jan january enero ene janeiro gennaio januar",
            "février fevrier févr fév fev feb february febrero fevereiro febbraio februar",
            "mars mar march marzo março märz",
            "avril avr apr april abril abr aprile",
            "mai may mayo maio maggio",
            "juin jun june junio junho giugno juni",
            "juillet juil jul july julio julho luglio juli",
            "août aout aoû aug august agosto ago",
            "septembre sept sep september septiembre setiembre setembro settembre",
            "octobre oct october octubre outubro ottobre oktober okt",
            "novembre nov november noviembre novembro",
            "décembre decembre déc dec december diciembre dic dezembro dicembre dezember dez",
        ];
        return names
            .SelectMany((row, i) => row.Split(' ').Select(name => (name, month: i + 1)))
            .ToFrozenDictionary(pair => pair.name, pair => pair.month);
    }

    [GeneratedRegex(@"\b(?<y>(?:19|20)\d\d)-(?<m>\d\d)-(?<d>\d\d)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Iso();

    [GeneratedRegex(@"\b(?<d>\d{1,2})(?:er|st|nd|rd|th|º|°|\.)?\s+(?:de\s+|of\s+)?(?<m>\p{L}{3,10})\.?,?(?:\s+(?:de\s+|del\s+)?(?<y>(?:19|20)\d\d)\b)?", RegexOptions.NonBacktracking)]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"\b(?<m>\p{L}{3,10})\.?\s+(?<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<y>(?:19|20)\d\d)\b", RegexOptions.NonBacktracking)]
    private static partial Regex MonthFirst();
}
