using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Syndication.Ingestion.Intake;

/// <summary>The dates of the samples, which are written as distances from a day so that they are never stale.</summary>
/// <param name="day">The day that they count from.</param>
internal sealed partial class SampleDates(DateOnly day)
{
    /// <summary>Puts dates where placeholders stand: <c>{{date:-3:fr}}</c>, <c>{{iso:-3T09:00}}</c>, <c>{{rfc822:-3T09:00}}</c>.</summary>
    public byte[] Expand(byte[] content) => Encoding.UTF8.GetBytes(Expand(Encoding.UTF8.GetString(content)));

    public string Expand(string text) => Placeholder().Replace(text, Date);

    private string Date(Match placeholder)
    {
        var date = day.AddDays(int.Parse(placeholder.Groups["days"].Value, CultureInfo.InvariantCulture));
        if (placeholder.Groups["language"].Value is { Length: > 0 } language)
        {
            return LongDate(date, language);
        }

        var time = TimeOnly.ParseExact(placeholder.Groups["time"].Value, "HH:mm", CultureInfo.InvariantCulture);
        var format = placeholder.Groups["form"].Value == "iso" ? "yyyy-MM-ddTHH:mm:ssZ" : "R";
        return date.ToDateTime(time, DateTimeKind.Utc).ToString(format, CultureInfo.InvariantCulture);
    }

    private static string LongDate(DateOnly date, string language)
    {
        var month = date.ToString("MMMM", CultureInfo.GetCultureInfo(language));
        return language switch
        {
            "fr" => $"{date.Day}{(date.Day == 1 ? "er" : "")} {month} {date.Year}",
            "es" => $"{date.Day} de {month} de {date.Year}",
            _ => $"{date.Day} {month} {date.Year}",
        };
    }

    [GeneratedRegex(@"\{\{(?:date:(?<days>-?\d+):(?<language>fr|en|es)|(?<form>iso|rfc822):(?<days>-?\d+)T(?<time>\d\d:\d\d))\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
