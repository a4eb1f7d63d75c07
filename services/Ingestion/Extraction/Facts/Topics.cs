using System.Collections.Frozen;

namespace Syndication.Ingestion.Extraction.Facts;

/// <summary>The taxonomy: slugs, and the terms that tell that a text is about one of them.</summary>
internal static class Topics
{
    // A term marked "?" says little by itself; that many of them say as much as one that is not.
    private const int WeakPerStrong = 4;
    private const string WeakMark = "?";

    // A headline is part of the text, and counts again.
    private const int Headline = 1;

    private static readonly Dictionary<string, Topic> Table = FactFile.Read<Dictionary<string, Topic>>("topics.json");
    private static readonly FrozenDictionary<string, PhraseIndex<(string Slug, int Weight)>> ByLanguage = Load();

    public static IReadOnlyCollection<string> Slugs => Table.Keys;

    /// <summary>Slugs of the topics that a text is about, sorted; a headline counts for more than a body.</summary>
    public static IReadOnlyList<string> In(string? headline, FoldedWords body, string? language)
    {
        var known = FactFile.Language(language);
        var scores = new Dictionary<string, int>();
        Count(new FoldedWords(headline ?? ""), times: Headline);
        Count(body, times: 1);
        return [.. scores.Where(score => score.Value >= Table[score.Key].Least * WeakPerStrong).Select(score => score.Key).Order(StringComparer.Ordinal)];

        void Count(FoldedWords words, int times)
        {
            foreach (var (topic, _, _) in ByLanguage[known].Find(words.Singular(known)))
            {
                scores[topic.Slug] = scores.GetValueOrDefault(topic.Slug) + (topic.Weight * times);
            }
        }
    }

    private static FrozenDictionary<string, PhraseIndex<(string Slug, int Weight)>> Load() =>
        FactFile.Languages.ToFrozenDictionary(language => language, language => new PhraseIndex<(string Slug, int Weight)>(
            Table.SelectMany(topic => topic.Value.Terms(language).Select(term =>
                (term.TrimStart('?'), (topic.Key, term.StartsWith(WeakMark, StringComparison.Ordinal) ? 1 : WeakPerStrong)))), language));

    private sealed record Topic(string[] Fr, string[] En, string[] Es, int Least = 1)
    {
        public string[] Terms(string language) => language switch { "fr" => Fr, "es" => Es, _ => En };
    }
}
