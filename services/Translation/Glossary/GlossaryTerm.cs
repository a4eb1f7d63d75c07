namespace Syndication.Translation.Glossary;

/// <summary>What a term is called in each language, or that it is called the same in all, or that it may not be said.</summary>
internal sealed record GlossaryTerm
{
    /// <summary>Language to words; with <see cref="Forbidden"/>, the words that a translation may not have.</summary>
    public IReadOnlyDictionary<string, string> Terms { get; init; } = new Dictionary<string, string>();

    /// <summary>The same in every language: a name, a mark.</summary>
    public string? Keep { get; init; }

    /// <summary>These words may not stand in a translation.</summary>
    public bool Forbidden { get; init; }
}
