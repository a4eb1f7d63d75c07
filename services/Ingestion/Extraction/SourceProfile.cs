namespace Syndication.Ingestion.Extraction;

/// <summary>What a source's pages share: the lines that repeat, counted over distinct pages.</summary>
public sealed record SourceProfile
{
    /// <summary>The source's slug.</summary>
    public required string Id { get; init; }

    /// <summary>How many pages the counts stand for; halved with them now and then, so that what was is forgotten.</summary>
    public int Pages { get; init; }

    /// <summary>On how many pages a line stands; the key is a hash of the line with its numbers masked.</summary>
    public IReadOnlyDictionary<string, int> Lines { get; init; } = new Dictionary<string, int>();

    /// <summary>How many characters of text the pages counted last have, oldest first.</summary>
    public IReadOnlyList<int> Lengths { get; init; } = [];

    /// <summary>What lines that several pages have say, for the operator; the key is that of <see cref="Lines"/>.</summary>
    public IReadOnlyDictionary<string, string> Samples { get; init; } = new Dictionary<string, string>();

    /// <summary>How many pages in a row had next to nothing of what all the others have: the site may have changed.</summary>
    public int Strangers { get; init; }

    /// <summary>Hashes of what the pages counted last are called, oldest first.</summary>
    public IReadOnlyList<string> Counted { get; init; } = [];
}
