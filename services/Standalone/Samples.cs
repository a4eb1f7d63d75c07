using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Syndication.Ingestion.Intake;

namespace Syndication.Standalone;

/// <summary>Invented releases, their dates counted from the day on which a folder first had them.</summary>
internal sealed partial class Samples(DateOnly day)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "samples");

    public static Samples StartedOn(DataFolder folder, TimeProvider time)
    {
        var file = Path.Combine(folder.Path, "samples.day");
        if (!File.Exists(file))
        {
            File.WriteAllText(file, time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "\n");
        }

        return new Samples(DateOnly.ParseExact(File.ReadAllText(file).Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    /// <summary>The pages, sorted by path, and the feed.</summary>
    public static IReadOnlyList<PageFile> Files() => [.. PageFiles.In(Folder), .. PageFiles.In(Path.Combine(Folder, "feed.xml"))];

    /// <summary>Puts dates where placeholders stand: <c>{{date:-3:fr}}</c>, <c>{{iso:-3T09:00}}</c>, <c>{{rfc822:-3T09:00}}</c>.</summary>
    public byte[] Expand(byte[] content) => Encoding.UTF8.GetBytes(Placeholder().Replace(Encoding.UTF8.GetString(content), Date));

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
