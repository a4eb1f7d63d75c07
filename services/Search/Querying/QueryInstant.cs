using System.Globalization;
using System.Text.RegularExpressions;

namespace Syndication.Search.Querying;

/// <summary>A bound on dates, as a day or as an instant.</summary>
internal static partial class QueryInstant
{
    /// <summary>Unix milliseconds; null where it is neither. A day as an end takes its last millisecond, in UTC.</summary>
    public static long? Parse(string text, bool isEnd)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            var start = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds();
            return isEnd ? start + (long)TimeSpan.FromDays(1).TotalMilliseconds - 1 : start;
        }

        return text.Length <= 40
            && Rfc3339().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
                ? instant.ToUnixTimeMilliseconds()
                : null;
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$", RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();
}
