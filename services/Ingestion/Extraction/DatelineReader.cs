using System.Text.RegularExpressions;
using Syndication.Contracts;

namespace Syndication.Ingestion.Extraction;

/// <summary>"Genève/Bruxelles - Le 8 mai 2018, …", "NAIROBI (12 May) — …": where and when a release was written.</summary>
internal static partial class DatelineReader
{
    private const int LongestPlace = 60;
    private const int Window = 110;

    /// <summary>The dateline that a first paragraph, or a line of its own, starts with; the text itself stays as it is.</summary>
    public static Dateline? Read(string text)
    {
        var head = text[..Math.Min(text.Length, Window)];
        foreach (var dash in Dash().Matches(head).Take(3))
        {
            if (Of(head[..dash.Index], head[(dash.Index + dash.Length)..]) is { } dateline)
            {
                return dateline;
            }
        }

        return Undashed(head, isWhole: head.Length == text.Length);
    }

    private static Dateline? Of(string left, string right)
    {
        if (DateReader.Find(left) is { } inLeft)
        {
            var place = Place(left[..inLeft.Index]);
            return place is not null && left.Length - inLeft.Index - inLeft.Length <= 8 ? new Dateline(place, inLeft.Day) : null;
        }

        if (Place(left) is not { } alone)
        {
            return null;
        }

        var opening = right[..Math.Min(right.Length, 40)];
        var day = DateReader.Find(opening) is { Day: not null } inRight && inRight.Index <= 14 && !opening[..inRight.Index].Contains(',')
            ? inRight.Day
            : null;
        return day is not null || right is [>= 'A' and <= 'Z' or > '\u00BF' or '«' or '“' or '"', ..] ? new Dateline(alone, day) : null;
    }

    /// <summary>"Genève, le 8 mai 2018." or the same as a line of its own.</summary>
    private static Dateline? Undashed(string head, bool isWhole)
    {
        if (DateReader.Find(head) is not { Day: { } day } found || !head[..found.Index].Contains(','))
        {
            return null;
        }

        var rest = head[(found.Index + found.Length)..].TrimStart();
        return Place(head[..found.Index]) is { } place && (rest is ['.' or ':' or '–' or '—', ..] || (isWhole && rest.Length == 0))
            ? new Dateline(place, day)
            : null;
    }

    /// <summary>Capitalised words ("Genève/Bruxelles", "Port-au-Prince", "Washington D.C."), or null.</summary>
    private static string? Place(string text)
    {
        var place = Article().Replace(text.Trim(), "").Trim(' ', ',', '(', '.', ':', '\u00A0');
        if (place.Length is < 2 or > LongestPlace)
        {
            return null;
        }

        var country = Country().Match(place);
        var named = country.Success ? place[..country.Index] : place;
        place = country is { Success: true } && !place.EndsWith(')') ? place + ")" : place;
        var words = named.Split([' ', '/', ',', '\u00A0'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length <= 6 && char.IsUpper(place[0])
            && words.All(word => char.IsUpper(word[0]) || Connector().IsMatch(word))
            && words.Count(word => char.IsUpper(word[0])) <= 5
            ? place
            : null;
    }

    [GeneratedRegex(@"\s*(?:\s[-–—]+|[–—]+)\s+|\)\s*[-–—:]\s*", RegexOptions.NonBacktracking)]
    private static partial Regex Dash();

    /// <summary>"Marseille (France)", with the bracket or without.</summary>
    [GeneratedRegex(@"\s*\(\p{Lu}[^()\d]{1,30}\)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Country();

    [GeneratedRegex(@"[,\s]+(?:le|the|el|on|il|den|em|a|al)?\s*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Article();

    [GeneratedRegex("^(?:and|et|y|e|de|du|des|del|la|le|el|of|the|au|aux|les|und|es|in|sur|sous|upon|am|an|der)$", RegexOptions.NonBacktracking)]
    private static partial Regex Connector();
}
