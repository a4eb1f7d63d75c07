namespace Syndication.Text.Analysis;

/// <summary>What one word of a pattern accepts.</summary>
/// <param name="Surface">The folded form.</param>
/// <param name="IsPrefix">Whether words that begin so will do.</param>
/// <param name="Stems">Stems that will do as well; null where only the form itself counts.</param>
public sealed record WordPattern(string Surface, bool IsPrefix, IReadOnlySet<string>? Stems)
{
    public bool Accepts(in Word word) =>
        word.Surface == Surface
        || (IsPrefix && word.Surface.StartsWith(Surface, StringComparison.Ordinal))
        || (Stems is not null && (Stems.Contains(word.Stem) || (word.PlainStem is not null && Stems.Contains(word.PlainStem))));
}

/// <summary>One thing that a query looks for: a word, or words that follow each other.</summary>
public sealed record TextPattern
{
    private TextPattern(IReadOnlyList<WordPattern> words, IReadOnlyList<IReadOnlyList<string>> stems)
    {
        Words = words;
        StemPhrases = stems;
    }

    public IReadOnlyList<WordPattern> Words { get; }

    /// <summary>
    /// The stems to look for, an alternative each: one after another for a pattern of several words. Empty where only the
    /// forms themselves count.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> StemPhrases { get; }

    public bool IsExact => StemPhrases.Count == 0;

    /// <summary>Words in any of their inflections; "anti-terroriste" is two that follow each other. Null where the text holds none.</summary>
    /// <param name="analyses">Of <see cref="Languages.Analyses"/>.</param>
    public static TextPattern? Inflected(string text, IReadOnlyList<string> analyses)
    {
        ArgumentNullException.ThrowIfNull(analyses);
        var analyzers = analyses.Select(TextAnalyzer.Of).ToList();
        var words = WordsOf(text).ToList();
        var stems = words.ConvertAll(word => analyzers.ConvertAll(analyzer => analyzer.StemsOf(text.Substring(word.Start, word.Length)).ToList()));
        return words.Count switch
        {
            0 => null,
            1 => new TextPattern(Patterns(), [.. stems[0].SelectMany(own => own).Distinct().Select(stem => new[] { stem })]),
            _ => new TextPattern(Patterns(), [.. analyses.Select((_, i) => stems.ConvertAll(word => word[i][0])).DistinctBy(phrase => string.Join(' ', phrase))]),
        };

        List<WordPattern> Patterns() =>
            [.. words.Select((word, i) => new WordPattern(word.Surface, IsPrefix: false, stems[i].SelectMany(own => own).ToHashSet()))];
    }

    /// <summary>Words exactly so, accents and case aside; null where the text holds none.</summary>
    public static TextPattern? Phrase(string text)
    {
        var words = TextAnalyzer.Of(Languages.Other).Words(text);
        return words.Count == 0 ? null : new TextPattern([.. words.Select(word => new WordPattern(word.Surface, IsPrefix: false, Stems: null))], []);
    }

    /// <summary>Words that begin so; null where the text holds none.</summary>
    public static TextPattern? Prefix(string text)
    {
        var words = TextAnalyzer.Of(Languages.Other).Words(text).SkipWhile(word => word.IsClitic).ToList();
        return words.Count == 0 ? null : new TextPattern([.. words.Select((word, i) => new WordPattern(word.Surface, i == words.Count - 1, Stems: null))], []);
    }

    private static IEnumerable<Word> WordsOf(string text)
    {
        var words = TextAnalyzer.Of(Languages.Other).Words(text);
        return words.All(word => word.IsClitic) ? words : words.Where(word => !word.IsClitic);
    }
}
