namespace Syndication.Text.Analysis;

/// <summary>Languages as the analysis sees them.</summary>
public static class Languages
{
    /// <summary>Those with a stemmer.</summary>
    public static IReadOnlyList<string> Stemmed { get; } = ["fr", "en", "es"];

    /// <summary>Stands for all languages without a stemmer: "undetermined" of BCP 47.</summary>
    public const string Other = "und";

    /// <summary>"fr" of "fr-CA".</summary>
    public static string Primary(string language)
    {
        ArgumentNullException.ThrowIfNull(language);
        var hyphen = language.IndexOf('-', StringComparison.Ordinal);
        return (hyphen < 0 ? language : language[..hyphen]).ToLowerInvariant();
    }

    /// <summary>The analyses that a query over these languages needs, all of them where none is named.</summary>
    public static IReadOnlyList<string> Analyses(IReadOnlyCollection<string> languages) =>
        languages.Count == 0
            ? [.. Stemmed, Other]
            : [.. languages.Select(Analysis).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The analysis of a language: its primary one where that has a stemmer, else <see cref="Other"/>.</summary>
    internal static string Analysis(string language) => Primary(language) is var primary && Stemmed.Contains(primary) ? primary : Other;
}
