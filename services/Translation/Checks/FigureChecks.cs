using Syndication.Translation.Numerals;

namespace Syndication.Translation.Checks;

/// <summary>Numbers by their value, however they are written; dates by their day; units by what they are.</summary>
internal static class FigureChecks
{
    // A unit, and every way to write it in the languages that we have words in.
    private static readonly string[][] Units =
    [
        ["%", "pour cent", "percent", "per cent", "por ciento", "pourcentage", "porcentaje", "pct"],
        ["€", "euro", "euros", "EUR"],
        ["$", "dollar", "dollars", "dólar", "dólares", "dolar", "dolares", "USD"],
        ["£", "livres sterling", "livre sterling", "pound", "pounds", "libras", "libra esterlina", "GBP"],
        ["°"],
        ["km", "kilomètre", "kilomètres", "kilometre", "kilometres", "kilometer", "kilometers", "kilómetro", "kilómetros", "km/h", "km²", "kms", "kph"],
        ["kg", "kilo", "kilos", "kilogramme", "kilogrammes", "kilogram", "kilograms", "kilogramo", "kilogramos"],
    ];

    public static IEnumerable<Finding> Check(string from, string to, LanguagePair pair)
    {
        var (fromDates, toDates) = (DateReader.Read(from), DateReader.Read(to));
        return [.. Dates(from, fromDates, toDates), .. Numbers(from, to, fromDates, toDates, pair), .. Missing(from, to)];
    }

    private static IEnumerable<Finding> Dates(string text, IReadOnlyList<DateInText> from, IReadOnlyList<DateInText> to)
    {
        var left = to.ToList();
        foreach (var date in from)
        {
            var same = left.FirstOrDefault(other => other.IsSameDay(date))
                ?? left.FirstOrDefault(other => other.Month == date.Month && (other.Day ?? date.Day) == (date.Day ?? other.Day) && (other.Year ?? date.Year) == (date.Year ?? other.Year));
            if (same is null)
            {
                yield return new Finding(FindingKind.Date, $"The date \"{text.Substring(date.Start, date.Length)}\" is missing or changed.");
            }
            else
            {
                left.Remove(same);
            }
        }
    }

    private static IEnumerable<Finding> Numbers(string from, string to, IReadOnlyList<DateInText> fromDates, IReadOnlyList<DateInText> toDates, LanguagePair pair)
    {
        var wanted = Outside(NumberReader.Read(from, pair.Source), fromDates);
        var there = Outside(NumberReader.Read(to, pair.Target), toDates);
        LeaveOutSameTimes(from, to, wanted, there);

        // Digits pair off with digits and words with words first, so that "first" takes no "1"'s place.
        var open = there.ToList();
        var left = Unpaired(Unpaired(wanted, open, (one, other) => one.IsDigits == other.IsDigits), open, (_, _) => true);
        foreach (var number in left.Where(number => number.IsSure))
        {
            yield return new Finding(FindingKind.Number, $"The number \"{from.Substring(number.Start, number.Length)}\" is missing or changed.");
        }

        // One more than the source has is as wrong as one less.
        foreach (var number in open.Where(number => number.IsDigits && !wanted.Any(other => other.Means(number))))
        {
            yield return new Finding(FindingKind.Number, $"The number \"{to.Substring(number.Start, number.Length)}\" is not in the original.");
        }
    }

    private static List<NumberInText> Unpaired(IReadOnlyList<NumberInText> wanted, List<NumberInText> open, Func<NumberInText, NumberInText, bool> mayPair) =>
        [.. wanted.Where(number => open.FirstOrDefault(other => other.Means(number) && mayPair(number, other)) is not { } match || !open.Remove(match))];

    /// <summary>"15 h", "3 pm" and "15:00" are one time: their figures need no counterpart.</summary>
    private static void LeaveOutSameTimes(string from, string to, List<NumberInText> wanted, List<NumberInText> there)
    {
        var open = TimeReader.Read(to).ToList();
        foreach (var time in TimeReader.Read(from))
        {
            if (open.FirstOrDefault(time.IsSame) is { } same)
            {
                open.Remove(same);
                wanted.RemoveAll(number => IsWithin(number, time));
                there.RemoveAll(number => IsWithin(number, same));
            }
        }

        static bool IsWithin(NumberInText number, TimeInText time) => number.Start >= time.Start && number.Start < time.Start + time.Length;
    }

    private static List<NumberInText> Outside(IReadOnlyList<NumberInText> numbers, IReadOnlyList<DateInText> dates) =>
        [.. numbers.Where(number => !dates.Any(date => number.Start >= date.Start && number.Start < date.Start + date.Length))];

    private static IEnumerable<Finding> Missing(string from, string to) =>
        Units.Where(unit => IsIn(from, unit) && !IsIn(to, unit)).Select(unit => new Finding(FindingKind.Unit, $"The unit \"{unit[0]}\" is missing."));

    private static bool IsIn(string text, string[] unit)
    {
        foreach (var form in unit)
        {
            for (var at = text.IndexOf(form, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(form, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                // "%" and "€" stand beside a digit; words stand alone, and "km" may follow its figure at once.
                if (form == "°" && !char.IsAsciiDigit(text.AsSpan(0, at).TrimEnd() is [.., var before] ? before : ' '))
                {
                    // "n° 4" has no degrees.
                    continue;
                }

                if (!char.IsLetter(form[0]) || ((at == 0 || !char.IsLetter(text[at - 1])) && (at + form.Length == text.Length || !char.IsLetter(text[at + form.Length]))))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
