namespace Syndication.Translation.Glossary;

/// <summary>What a term is called in each language, or that it is called the same in all, or that it may not be said.</summary>
internal sealed record GlossaryTerm
{
    /// <summary>Language to words; with <see cref="Forbidden"/>, the words that a translation may not have.</summary>
    public IReadOnlyDictionary<string, string> Terms { get; init; } = new Dictionary<string, string>();

    /// <summary>Language to words that will do as well where a person or an engine chose them: an acronym, a shorter name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Accept { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The same in every language: a name, a mark.</summary>
    public string? Keep { get; init; }

    /// <summary>These words may not stand in a translation.</summary>
    public bool Forbidden { get; init; }
}
