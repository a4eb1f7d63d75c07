using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Syndication.Ingestion.Extraction;

/// <summary>
/// The instant that an embargo line names. Days and zones are where such lines go wrong, so each is checked: the weekday
/// against the date, summer time against the season; what is missing or contradicts itself names no instant.
/// </summary>
/// <param name="Until">Null where the line does not say it whole.</param>
/// <param name="Doubt">What is missing or wrong, a sentence.</param>
internal sealed partial record EmbargoMoment(DateTimeOffset? Until, string? Doubt)
{
    private static readonly FrozenDictionary<string, double> Offsets = Table(
        "gmt 0|utc 0|wet 0|bst 1|west 1|cet 1|cest 2|mez 1|mesz 2|eet 2|eest 3|msk 3|wat 1|cat 2|sast 2|eat 3|est -5|edt -4|cdt -5|mst -7|mdt -6|pst -8|pdt -7|jst 9|kst 9|hkt 8|sgt 8|aest 10|aedt 11|nzst 12|nzdt 13",
        value => double.Parse(value, CultureInfo.InvariantCulture));

    /// <summary>Where it is named beside the hour: "heure de Paris", "Geneva time", "hora de Madrid".</summary>
    private static readonly FrozenDictionary<string, string> Cities = Table(
        "paris Europe/Paris|bruxelles Europe/Brussels|brussels Europe/Brussels|bruselas Europe/Brussels|genève Europe/Zurich|geneva Europe/Zurich|ginebra Europe/Zurich|london Europe/London|londres Europe/London|madrid Europe/Madrid|rome Europe/Rome|roma Europe/Rome|berlin Europe/Berlin|berlín Europe/Berlin|vienna Europe/Vienna|vienne Europe/Vienna|viena Europe/Vienna|lisbon Europe/Lisbon|lisboa Europe/Lisbon|"
        + "york America/New_York|washington America/New_York|eastern America/New_York|et America/New_York|pacific America/Los_Angeles|pt America/Los_Angeles|bogotá America/Bogota|lima America/Lima|aires America/Argentina/Buenos_Aires|méxico America/Mexico_City|mexico America/Mexico_City|santiago America/Santiago|panama America/Panama|panamá America/Panama|"
        + "nairobi Africa/Nairobi|dakar Africa/Dakar|caire Africa/Cairo|cairo Africa/Cairo|lagos Africa/Lagos|abuja Africa/Lagos|johannesburg Africa/Johannesburg|pretoria Africa/Johannesburg|ababa Africa/Addis_Ababa|bangkok Asia/Bangkok|tokyo Asia/Tokyo|beijing Asia/Shanghai|pékin Asia/Shanghai|delhi Asia/Kolkata|amman Asia/Amman|beirut Asia/Beirut|beyrouth Asia/Beirut|sydney Australia/Sydney",
        value => value);

    private static readonly FrozenDictionary<string, int> Weekdays = Table(
        "sunday 0|monday 1|tuesday 2|wednesday 3|thursday 4|friday 5|saturday 6|dimanche 0|lundi 1|mardi 2|mercredi 3|jeudi 4|vendredi 5|samedi 6|domingo 0|lunes 1|martes 2|miércoles 3|miercoles 3|jueves 4|viernes 5|sábado 6|sabado 6|sonntag 0|montag 1|dienstag 2|mittwoch 3|donnerstag 4|freitag 5|samstag 6",
        value => int.Parse(value, CultureInfo.InvariantCulture));

    /// <summary>Null where the text states no embargo.</summary>
    public static EmbargoMoment? Read(string text)
    {
        EmbargoMoment? vague = null;
        foreach (var statement in Embargo.Statements(text))
        {
            var moment = Of(statement);
            if (moment.Until is not null)
            {
                return moment;
            }

            vague ??= moment;
        }

        return vague;
    }

    private static EmbargoMoment Of(string statement)
    {
        if (DateReader.Find(statement) is not { Day: { } day })
        {
            return new EmbargoMoment(null, "The line names no whole date.");
        }

        foreach (var word in Word().Matches(statement).Select(match => match.Value.ToLowerInvariant()))
        {
            if (Weekdays.TryGetValue(word, out var weekday) && (int)day.DayOfWeek != weekday)
            {
                return new EmbargoMoment(null, $"The line says {word}, but {day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)} is a {day.DayOfWeek}.");
            }
        }

        if (Hour(statement) is not { } hour)
        {
            return new EmbargoMoment(null, "The line names no hour.");
        }

        var local = day.ToDateTime(hour);
        return Offset(statement, local) switch
        {
            { Offset: { } offset } => new EmbargoMoment(new DateTimeOffset(local, offset), null),
            { Doubt: var doubt } => new EmbargoMoment(null, doubt ?? "The line names no time zone."),
        };
    }

    private static TimeOnly? Hour(string statement)
    {
        if (Noon().IsMatch(statement))
        {
            return new TimeOnly(12, 0);
        }

        foreach (Match match in Clock().Matches(statement))
        {
            var hour = int.Parse(match.Groups["h"].Value, CultureInfo.InvariantCulture);
            var minute = match.Groups["m"] is { Success: true, Length: > 0 } m ? int.Parse(m.Value, CultureInfo.InvariantCulture) : 0;
            var half = match.Groups["half"].Value.ToLowerInvariant();
            hour = half.StartsWith('p') && hour < 12 ? hour + 12 : half.StartsWith('a') && hour == 12 ? 0 : hour;
            if (hour < 24 && minute < 60)
            {
                return new TimeOnly(hour, minute);
            }
        }

        return null;
    }

    private static (TimeSpan? Offset, string? Doubt) Offset(string statement, DateTime local)
    {
        if (Shift().Match(statement) is { Success: true } shift)
        {
            var hours = double.Parse(shift.Groups["hours"].Value, CultureInfo.InvariantCulture);
            return (TimeSpan.FromHours(shift.Groups["sign"].Value == "+" ? hours : -hours), null);
        }

        foreach (var word in Word().Matches(statement).Select(match => match.Value))
        {
            var folded = word.ToLowerInvariant();
            if (Offsets.TryGetValue(folded, out var hours) && word.All(char.IsUpper))
            {
                var season = folded switch { "cet" or "cest" or "mez" or "mesz" => "Europe/Paris", "est" or "edt" => "America/New_York", "pst" or "pdt" => "America/Los_Angeles", _ => null };
                return season is not null && Zone(season) is { } zone && zone.GetUtcOffset(local) != TimeSpan.FromHours(hours)
                    ? (null, $"The line says {word}, which does not hold on that day.")
                    : (TimeSpan.FromHours(hours), null);
            }
        }

        var place = Word().Matches(statement).Select(match => match.Value.ToLowerInvariant()).FirstOrDefault(Cities.ContainsKey);
        return LocalTime().IsMatch(statement) && place is not null && Zone(Cities[place]) is { } named ? (named.GetUtcOffset(local), null) : (null, null);
    }

    private static TimeZoneInfo? Zone(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;

    private static FrozenDictionary<string, T> Table<T>(string rows, Func<string, T> value) =>
        rows.Split('|').Select(row => row.Split(' ')).ToFrozenDictionary(row => row[0], row => value(row[1]), StringComparer.Ordinal);

    [GeneratedRegex(@"\p{L}+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(?<h>\d{1,2})(?:\s?[:.hH]\s?(?<m>\d\d)(?:\s?(?<half>[ap]\.?m))?|\s?(?<half>[ap]\.?m)\b|\s?(?:h|hrs|heures?|horas|Uhr|o['’]clock)\b)", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Clock();

    [GeneratedRegex(@"\b(?:noon|midi|mediod[ií]a|mittag)\b", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Noon();

    [GeneratedRegex(@"\b(?:UTC|GMT)\s?(?<sign>[+\-−])\s?(?<hours>\d{1,2})\b", RegexOptions.NonBacktracking)]
    private static partial Regex Shift();

    [GeneratedRegex(@"\b(?:heures?\s+(?:de|d['’])|time\b|horas?\s+de|hora\s+de|ET\b|PT\b|Uhr)", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex LocalTime();
}
