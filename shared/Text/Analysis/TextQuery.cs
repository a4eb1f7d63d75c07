namespace Syndication.Text.Analysis;

/// <summary>What somebody looks for: one pattern of each group, and none of those left out.</summary>
public sealed record TextQuery(IReadOnlyList<IReadOnlyList<TextPattern>> Groups, IReadOnlyList<TextPattern> Excluded)
{
    public static TextQuery Everything { get; } = new([], []);

    /// <summary>Nothing answers to it: something was asked for, but no word.</summary>
    public bool IsUnanswerable { get; init; }

    /// <summary>The patterns that a text may show.</summary>
    public IEnumerable<TextPattern> Wanted => Groups.SelectMany(group => group);
}
