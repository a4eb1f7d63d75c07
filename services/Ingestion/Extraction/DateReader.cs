using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Syndication.Ingestion.Extraction;

/// <summary>Days as prose writes them in the languages of Europe that newsrooms write most, and in figures where these are unambiguous.</summary>
internal static partial class DateReader
{
    private static readonly FrozenDictionary<string, int> Months = MonthNames();

    /// <summary>The first day named in the text; the year is 0 where the text has none.</summary>
    public static (DateOnly? Day, int Index, int Length)? Find(string text)
    {
        var inFigures = ((Match[])[Iso().Match(text), EastAsian().Match(text), Dotted().Match(text)]).Where(match => match.Success);
        var inWords = DayFirst().Matches(text).Concat(MonthFirst().Matches(text)).Where(match => Months.ContainsKey(match.Groups["m"].Value.ToLowerInvariant()));
        return inFigures.Concat(inWords).MinBy(match => match.Index) is { } first
            ? (Day(first.Groups["y"].Value, MonthOf(first.Groups["m"].Value), first.Groups["d"].Value), first.Index, first.Length)
            : null;
    }

    private static string MonthOf(string written) =>
        Months.TryGetValue(written.ToLowerInvariant(), out var month) ? month.ToString(CultureInfo.InvariantCulture) : written;

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
            "janvier janv jan january enero ene janeiro gennaio januar januari styczeń stycznia января січня ocak ιανουαρίου",
            "février fevrier févr fév fev feb february febrero fevereiro febbraio februar februari lutego февраля лютого şubat φεβρουαρίου pebruari",
            "mars mar march marzo março märz maart marca марта березня mart μαρτίου maret",
            "avril avr apr april abril abr aprile kwietnia апреля квітня nisan απριλίου",
            "mai may mayo maio maggio mei maj maja мая травня mayıs μαΐου",
            "juin jun june junio junho giugno juni czerwca июня червня haziran ιουνίου",
            "juillet juil jul july julio julho luglio juli lipca июля липня temmuz ιουλίου",
            "août aout aoû aug august agosto ago augustus augusti sierpnia августа серпня ağustos αυγούστου agustus",
            "septembre sept sep september septiembre setiembre setembro settembre września сентября вересня eylül σεπτεμβρίου",
            "octobre oct october octubre outubro ottobre oktober okt października октября жовтня ekim οκτωβρίου",
            "novembre nov november noviembre novembro ноября листопада kasım νοεμβρίου",
            "décembre decembre déc dec december diciembre dic dezembro dicembre dezember dez grudnia декабря грудня aralık δεκεμβρίου desember",
        ];
        return names
            .SelectMany((row, i) => row.Split(' ').Select(name => (name, month: i + 1)))
            .ToFrozenDictionary(pair => pair.name, pair => pair.month);
    }

    [GeneratedRegex(@"\b(?<y>(?:19|20)\d\d)-(?<m>\d\d)-(?<d>\d\d)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Iso();

    /// <summary>"2026年7月1日", "2026년 7월 1일".</summary>
    [GeneratedRegex(@"(?<y>(?:19|20)\d\d)\s?[年년]\s?(?<m>\d{1,2})\s?[月월]\s?(?<d>\d{1,2})\s?[日일]", RegexOptions.NonBacktracking)]
    private static partial Regex EastAsian();

    /// <summary>"21.05.2026": where days are written with dots, the day comes first.</summary>
    [GeneratedRegex(@"\b(?<d>\d{1,2})\.\s?(?<m>\d{1,2})\.\s?(?<y>(?:19|20)\d\d)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Dotted();

    [GeneratedRegex(@"\b(?<d>\d{1,2})(?:er|st|nd|rd|th|º|°|\.)?\s+(?:de\s+|of\s+)?(?<m>\p{L}{3,10})\.?,?(?:\s+(?:de\s+|del\s+)?(?<y>(?:19|20)\d\d)\b)?", RegexOptions.NonBacktracking)]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"\b(?<m>\p{L}{3,10})\.?\s+(?<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<y>(?:19|20)\d\d)\b", RegexOptions.NonBacktracking)]
    private static partial Regex MonthFirst();
}
