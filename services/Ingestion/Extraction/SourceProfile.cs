namespace Syndication.Ingestion.Extraction;

/// <summary>What a source's pages share: the lines that repeat, counted over distinct pages.</summary>
public sealed record SourceProfile
{
    /// <summary>The source's slug.</summary>
    public required string Id { get; init; }
}
