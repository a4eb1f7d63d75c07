using System.Globalization;
using System.Text.RegularExpressions;

namespace Syndication.Translation.Numerals;

/// <summary>
/// Finds times of day in digits: "15 h", "17 h 30", "15:00", "5.30 pm", "14.30 horas", "a las 14.30". With a dot and no word
/// that tells a time, it is a decimal number.
/// </summary>
internal static partial class TimeReader
{
    public static IReadOnlyList<TimeInText> Read(string text) =>
    [
        .. Form().Matches(text).Select(match =>
        {
            var hour = Number(match.Groups["hour"]) ?? 0;
            var half = match.Groups["half"].Value.ToLowerInvariant();
            var isAfternoon = half is ['p', ..] || half.EndsWith("tarde", StringComparison.Ordinal) || half.EndsWith("noche", StringComparison.Ordinal);
            var isWhole = half.Length == 0 ? hour is 0 or > 12 : true;
            return new TimeInText(match.Index, match.Length, isAfternoon && hour < 12 ? hour + 12 : hour, Number(match.Groups["minute"]) ?? 0, isWhole);
        }),
    ];

    private static int? Number(Group group) =>
        group.Success ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(
        """
        (?<![\d.,:\-–/])(?<hour>2[0-4]|1[0-9]|0?[0-9])
        (?:
            [\s\u00A0\u202F]?(?:h|heures?)(?:[\s\u00A0\u202F]?(?<minute>[0-5][0-9]))?(?![\p{L}\d])
          | (?:[:.](?<minute>[0-5][0-9]))?[\s\u00A0\u202F]?(?<half>[ap]\.?[\s\u00A0]?m\b\.?|de[\s\u00A0]la[\s\u00A0](?:mañana|tarde|noche))
          | [:.](?<minute>[0-5][0-9])(?=(?:[\s\u00A0](?:a|y|à|et)[\s\u00A0][0-9]{1,2}[:.][0-5][0-9])?[\s\u00A0\u202F]?(?:hr?s?|horas|heures)(?![\p{L}\d]))
          | :(?<minute>[0-5][0-9])(?![\d:])
          | (?<=\blas[\s\u00A0][0-9]{1,2})\.(?<minute>[0-5][0-9])(?![.,]?\d)
        )
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Form();
}

/// <summary>A time of day in a text.</summary>
/// <param name="Hour">0 to 24; with twelve hours where <paramref name="IsWhole"/> is false.</param>
/// <param name="IsWhole">Whether the half of the day is known.</param>
internal sealed record TimeInText(int Start, int Length, int Hour, int Minute, bool IsWhole)
{
    public bool IsSame(TimeInText other) =>
        Minute == other.Minute && (Hour % 24 == other.Hour % 24 || (!(IsWhole && other.IsWhole) && Hour % 12 == other.Hour % 12));
}
