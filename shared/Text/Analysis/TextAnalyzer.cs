using System.Collections.Concurrent;
using Syndication.Text.Analysis.Stemming;

namespace Syndication.Text.Analysis;

/// <summary>
/// Turns texts of one language into words: the one analysis of indexing, querying and highlighting. It remembers the forms
/// of words, for all threads.
/// </summary>
public sealed class TextAnalyzer
{
    /// <summary>Raised when the same text comes to other words: what was indexed before is then indexed anew.</summary>
    public const int Version = 1;

    private const int MostRemembered = 20_000;

    private static readonly Dictionary<string, TextAnalyzer> Analyzers =
        Languages.Stemmed.Append(Languages.Other).ToDictionary(language => language, language => new TextAnalyzer(language));

    private readonly string _language;
    private readonly Func<string, string>? _stem;
    private readonly string _mark;
    private readonly ConcurrentDictionary<string, (string Surface, string Stem, string? PlainStem)> _forms = [];
    private int _remembered;

    private TextAnalyzer(string language)
    {
        _language = language;
        _stem = StemmerOf(language);
        _mark = MarkOf(language);
    }

    /// <param name="language">BCP 47. French, English and Spanish are stemmed, every other language is folded only.</param>
    public static TextAnalyzer Of(string language) => Analyzers[Languages.Analysis(language)];

    /// <summary>The words of a text, in order. What folds to nothing is no word.</summary>
    public List<Word> Words(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = new List<Word>();
        foreach (var (start, length, isClitic) in WordBoundaries.Of(text))
        {
            var (surface, stem, plainStem) = Forms(text.AsSpan(start, length));
            if (surface.Length > 0)
            {
                words.Add(new Word(start, length, surface, stem, plainStem, isClitic));
            }
        }

        return words;
    }

    /// <summary>
    /// All stems that may stand in a text for a word of a query: its own, and those of the accented words that somebody
    /// who types no accents may mean.
    /// </summary>
    internal IEnumerable<string> StemsOf(string word)
    {
        var (_, stem, plainStem) = Forms(word);
        string?[] own = [stem, plainStem];
        return own.OfType<string>().Concat(MissingAccents.Restore(Folding.Lower(word), _language).Select(restored => Forms(restored).Stem));
    }

    private (string Surface, string Stem, string? PlainStem) Forms(ReadOnlySpan<char> word)
    {
        var remembered = _forms.GetAlternateLookup<ReadOnlySpan<char>>();
        if (remembered.TryGetValue(word, out var forms))
        {
            return forms;
        }

        forms = Compute(word);
        if (word.Length <= Folding.MaxLength && remembered.TryAdd(word, forms) && Interlocked.Increment(ref _remembered) >= MostRemembered)
        {
            // Not the dictionary's own count, which locks all of it.
            _forms.Clear();
            Interlocked.Exchange(ref _remembered, 0);
        }

        return forms;
    }

    private (string Surface, string Stem, string? PlainStem) Compute(ReadOnlySpan<char> word)
    {
        var surface = Folding.Fold(word);
        if (_stem is null || surface.Length == 0)
        {
            return (surface, surface, null);
        }

        // Stemmed as written and folded then: "réfugiés" and "refugies" have other endings to a stemmer.
        var stem = Folding.Fold(_stem(Folding.Lower(word)));
        var plainStem = _stem(surface);
        return (surface, stem + _mark, plainStem == stem ? null : plainStem + _mark);
    }

    // A character for private use: "refugi" comes from other words in French than in Spanish.
    private static string MarkOf(string language) => Languages.Primary(language) switch
    {
        "fr" => "\uE010",
        "en" => "\uE011",
        "es" => "\uE012",
        _ => "",
    };

    private static Func<string, string>? StemmerOf(string language) => Languages.Primary(language) switch
    {
        "fr" => FrenchStemmer.Stem,
        "en" => EnglishStemmer.Stem,
        "es" => SpanishStemmer.Stem,
        _ => null,
    };
}
