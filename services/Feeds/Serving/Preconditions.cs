using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Syndication.Feeds.Serving;

/// <summary>Conditional GET and HEAD (RFC 9110 section 13).</summary>
internal static class Preconditions
{
    private static readonly string[] HttpDates = ["r", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy", "ddd MMM  d HH:mm:ss yyyy"];

    /// <summary>Whether the client's copy is still good: the answer is 304.</summary>
    public static bool IsNotModified(IHeaderDictionary request, string tag, DateTimeOffset lastModified) =>
        request.IfNoneMatch is { Count: > 0 } tags
            ? Matches(tags, tag)
            : request.IfModifiedSince is { Count: 1 } since && IsSince(since[0], lastModified);

    private static bool Matches(StringValues header, string tag)
    {
        foreach (var line in header)
        {
            if (line == tag || Matches(line.AsSpan().Trim(), tag))
            {
                return true;
            }
        }

        return false;
    }

    // Entity tags may hold commas: a list is walked, not split. The comparison is weak, W/ is passed over.
    private static bool Matches(ReadOnlySpan<char> list, string tag)
    {
        if (list is "*")
        {
            return true;
        }

        while (list.Length > 0)
        {
            list = list.TrimStart(" \t,");
            list = list.StartsWith("W/") ? list[2..] : list;
            var length = list is ['"', ..] ? list[1..].IndexOf('"') : -1;
            if (length < 0)
            {
                return false;
            }

            if (list[..(length + 2)].SequenceEqual(tag))
            {
                return true;
            }

            list = list[(length + 2)..];
        }

        return false;
    }

    // The very date: a feed's goes back where its newest entry leaves it, and a copy of before is not good any more.
    private static bool IsSince(string? header, DateTimeOffset lastModified) =>
        DateTimeOffset.TryParseExact(header, HttpDates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since)
        && lastModified == since;
}
