using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Syndication.Ingestion.Extraction;

/// <summary>Counts a source's lines over its pages, and tells which of them are furniture.</summary>
internal static class LineCounts
{
    public const int MaxLines = 5_000;
    public const int MaxPages = 1_000;
    public const int MaxSamples = 400;
    private const int LongestSample = 160;

    // A redesign shows itself by pages without the menus that all the others have; two may be something else.
    private const int FewestStrangers = 3;
    private const int FewestToKnow = 6;
    private const int FewestUsual = 5;
    public const int MaxLengths = 200;

    // Two pages may be two versions of one release: what they share says nothing of the site.
    private const int FewestPages = 3;

    // A site in five languages shows each of its menus on a fifth of its pages.
    private const int LeastShare = 5;

    // A release that came in under several names, or a quotation used again, is no furniture yet.
    private const int FewestPagesOfSentence = 5;

    /// <param name="identity">Octets that stay the same whatever the page says today; its content where it has no name.</param>
    public static SourceProfile Count(SourceProfile profile, ReadOnlySpan<byte> identity, PageTrace trace)
    {
        var page = Convert.ToHexStringLower(SHA256.HashData(identity)[..12]);
        if (profile.Counted.Contains(page))
        {
            return profile;
        }

        var lines = new Dictionary<string, string>();
        foreach (var line in trace.Lines)
        {
            if (Key(line) is { } key)
            {
                lines.TryAdd(key, line);
            }
        }

        var strangers = IsStranger(profile, lines) ? profile.Strangers + 1 : 0;
        var known = strangers >= FewestStrangers ? new SourceProfile { Id = profile.Id, Counted = profile.Counted } : profile with { Strangers = strangers };
        var counts = new Dictionary<string, int>(known.Lines);
        var samples = new Dictionary<string, string>(known.Samples);
        foreach (var (key, line) in lines)
        {
            var count = counts[key] = counts.GetValueOrDefault(key) + 1;
            if (count == 2 && samples.Count < MaxSamples)
            {
                samples[key] = line.Length <= LongestSample ? line : line[..LongestSample] + "…";
            }
        }

        var grown = known with
        {
            Pages = known.Pages + 1,
            Lines = counts,
            Samples = samples,
            Counted = [.. known.Counted.TakeLast(MaxPages - 1), page],
            Lengths = [.. known.Lengths.TakeLast(MaxLengths - 1), trace.Length],
        };
        return Bounded(grown.Pages >= MaxPages ? Halved(grown) : grown);
    }

    /// <summary>What the source's pages repeat, the most frequent first, and on how many pages it stands.</summary>
    public static IEnumerable<(string Line, int Pages)> Furniture(SourceProfile profile) => profile.Samples
        .Where(sample => IsFrequent(profile, profile.Lines.GetValueOrDefault(sample.Key)))
        .Select(sample => (sample.Value, profile.Lines.GetValueOrDefault(sample.Key)))
        .OrderByDescending(sample => sample.Item2)
        .ThenBy(sample => sample.Value, StringComparer.Ordinal);

    /// <summary>The page has next to nothing of what most of the source's pages have.</summary>
    private static bool IsStranger(SourceProfile profile, Dictionary<string, string> lines)
    {
        if (profile.Pages < FewestToKnow)
        {
            return false;
        }

        var usual = profile.Lines.Where(line => line.Value * 10 > profile.Pages * 6).Select(line => line.Key).ToList();
        return usual.Count >= FewestUsual && usual.Count(lines.ContainsKey) * 5 < usual.Count;
    }

    public static bool IsFurniture(SourceProfile profile, string line) => IsFrequent(profile, Pages(profile, line));

    private static bool IsFrequent(SourceProfile profile, int pages) => pages >= FewestPages && pages * LeastShare >= profile.Pages;

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
        Samples = profile.Samples.Where(sample => profile.Lines.GetValueOrDefault(sample.Key) > 3).ToDictionary(),
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
