using System.Collections.Frozen;

namespace Syndication.Ingestion.Extraction;

/// <summary>What of a text's words another text about the same has too, in the languages that inflect them or write none apart.</summary>
internal static class ContentWords
{
    private const int ShortestWord = 4;
    private const int Stem = 5;

    private static readonly FrozenSet<string> Inflecting = "ar bg cs el et fi hr hu ko lt lv pl ru sk sl tr uk".Split(' ').ToFrozenSet();

    /// <summary>The longer words; of languages that inflect, how these begin; of Chinese and Japanese, neighbouring characters.</summary>
    /// <param name="language">A BCP 47 tag, where it is known.</param>
    public static HashSet<string> Of(string? text, string? language)
    {
        var words = FoldedText.Of(text).Split(' ');
        var found = language?.Split('-')[0] switch
        {
            "zh" or "ja" => words.SelectMany(Pairs),
            { } primary when Inflecting.Contains(primary) => words.Where(word => word.Length >= ShortestWord).Select(word => word[..Math.Min(word.Length, Stem)]),
            _ => words.Where(word => word.Length >= ShortestWord),
        };
        return found.ToHashSet(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Pairs(string word) => Enumerable.Range(0, Math.Max(0, word.Length - 1)).Select(at => word.Substring(at, 2));
}
