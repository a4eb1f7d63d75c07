using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Syndication.Ingestion.Extraction;

/// <summary>Counts a source's lines over its pages, and tells which of them are furniture.</summary>
internal static class LineCounts
{
    public const int MaxLines = 5_000;
    public const int MaxPages = 1_000;

    // Two pages may be two versions of one release: what they share says nothing of the site.
    private const int FewestPages = 3;

    // A site in five languages shows each of its menus on a fifth of its pages.
    private const int LeastShare = 5;

    // A release that came in under several names, or a quotation used again, is no furniture yet.
    private const int FewestPagesOfSentence = 5;

    /// <param name="identity">Octets that stay the same whatever the page says today; its content where it has no name.</param>
    public static SourceProfile Count(SourceProfile profile, ReadOnlySpan<byte> identity, IEnumerable<string> lines)
    {
        var page = Convert.ToHexStringLower(SHA256.HashData(identity)[..12]);
        if (profile.Counted.Contains(page))
        {
            return profile;
        }

        var counts = new Dictionary<string, int>(profile.Lines);
        foreach (var key in lines.Select(Key).OfType<string>().ToHashSet())
        {
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        var grown = profile with { Pages = profile.Pages + 1, Lines = counts, Counted = [.. profile.Counted.TakeLast(MaxPages - 1), page] };
        return Bounded(grown.Pages >= MaxPages ? Halved(grown) : grown);
    }

    public static bool IsFurniture(SourceProfile profile, string line)
    {
        var pages = Pages(profile, line);
        return pages >= FewestPages && pages * LeastShare >= profile.Pages;
    }

    /// <summary>The same, but a sentence has to stand on most of many pages.</summary>
    public static bool IsSurelyFurniture(SourceProfile profile, string line)
    {
        var pages = Pages(profile, line);
        return LineShape.IsSentence(line)
            ? pages >= FewestPagesOfSentence && pages * 2 > profile.Pages
            : IsFurniture(profile, line);
    }

    private static int Pages(SourceProfile profile, string line) =>
        profile.Pages >= FewestPages && Key(line) is { } key ? profile.Lines.GetValueOrDefault(key) : 0;

    private static SourceProfile Halved(SourceProfile profile) => profile with
    {
        Pages = profile.Pages / 2,
        Lines = profile.Lines.Where(line => line.Value > 1).ToDictionary(line => line.Key, line => line.Value / 2),
    };

    private static SourceProfile Bounded(SourceProfile profile) => profile.Lines.Count <= MaxLines
        ? profile
        : profile with
        {
            Lines = profile.Lines
                .OrderByDescending(line => line.Value)
                .ThenBy(line => line.Key, StringComparer.Ordinal)
                .Take(MaxLines)
                .ToDictionary(),
        };

    /// <summary>"175 Etats" and "176 Etats" are one line; a line without a letter is none.</summary>
    private static string? Key(string line)
    {
        var masked = new StringBuilder(line.Length);
        var hasLetter = false;
        foreach (var c in line.Normalize(NormalizationForm.FormKC))
        {
            if (char.IsLetter(c))
            {
                masked.Append(char.ToLowerInvariant(c));
                hasLetter = true;
            }
            else if (char.IsDigit(c) && (masked.Length == 0 || masked[^1] != '#'))
            {
                masked.Append('#');
            }
            else if (char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark)
            {
                masked.Append(c);
            }
        }

        return hasLetter
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(masked.ToString()))[..8])
            : null;
    }
}
