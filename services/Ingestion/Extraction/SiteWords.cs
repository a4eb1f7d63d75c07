using System.Collections.Frozen;
using Syndication.Ingestion.Extraction.Facts;

namespace Syndication.Ingestion.Extraction;

/// <summary>What sites write around their texts in any language: "Share", "Lire aussi", "Publicidad", "Read more: …".</summary>
internal static class SiteWords
{
    // What opens like one and is longer is a sentence that only starts so.
    private const int LongestOpening = 220;
    private const int LongestLabel = 48;

    private static readonly FrozenSet<string> Calls;
    private static readonly string[] Walls;
    private static readonly string[] Notices;
    private static readonly FrozenSet<string> Labels;
    private static readonly FrozenDictionary<string, string[]> OpeningsByWord;

    static SiteWords()
    {
        var table = FactFile.Read<Table>("site-words.json");
        Walls = [.. table.Walls.Values.SelectMany(words => words).Select(FoldedText.Of)];
        Notices = [.. table.Notices.Values.SelectMany(words => words).Select(FoldedText.Of)];
        Calls = table.Calls.Values.SelectMany(words => words).Select(FoldedText.LettersOf).ToFrozenSet(StringComparer.Ordinal);
        Labels = table.Labels.Values.SelectMany(words => words).Select(FoldedText.LettersOf).Where(word => word.Length > 0).ToFrozenSet(StringComparer.Ordinal);
        OpeningsByWord = table.Openings.Values.SelectMany(words => words).Select(FoldedText.LettersOf)
            .GroupBy(FirstWord)
            .ToFrozenDictionary(group => group.Key, group => group.Distinct().ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The line is one of a site's labels and nothing else.</summary>
    public static bool IsLabel(string line) => line.Length <= LongestLabel && Labels.Contains(FoldedText.LettersOf(line));

    /// <summary>Such a label, or a short line that opens as a site's pointers to other pages do.</summary>
    public static bool IsPointer(string line)
    {
        if (line.Length > LongestOpening)
        {
            return false;
        }

        var folded = FoldedText.LettersOf(line);
        return (line.Length <= LongestLabel && Labels.Contains(folded))
            || (OpeningsByWord.TryGetValue(FirstWord(folded), out var openings)
                && openings.Any(opening => folded.Length >= opening.Length && folded.StartsWith(opening, StringComparison.Ordinal)
                    && (folded.Length == opening.Length || folded[opening.Length] == ' ')));
    }

    /// <summary>What a button says that asks readers to subscribe, register or give.</summary>
    public static bool IsCall(string text) => text.Length <= LongestOpening && Calls.Contains(FoldedText.LettersOf(text));

    /// <summary>The text says what sites say instead of one: that it is for subscribers, gone, or asks for consent.</summary>
    public static bool IsWall(string text) => FoldedText.Of(text) is var folded && Walls.Any(wall => folded.Contains(wall, StringComparison.Ordinal));

    /// <summary>The text is for readers of the site, not of the story: where to follow it, subscribe or sign in.</summary>
    public static bool IsNotice(string text) => FoldedText.Of(text) is var folded && Notices.Any(notice => folded.Contains(notice, StringComparison.Ordinal));

    private static string FirstWord(string folded) => folded.IndexOf(' ') is > 0 and var end ? folded[..end] : folded;

    private sealed record Table(Dictionary<string, string[]> Labels, Dictionary<string, string[]> Openings, Dictionary<string, string[]> Walls, Dictionary<string, string[]> Notices, Dictionary<string, string[]> Calls);
}
