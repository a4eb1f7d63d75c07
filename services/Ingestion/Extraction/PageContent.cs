using Syndication.Contracts;

namespace Syndication.Ingestion.Extraction;

/// <summary>A page without its furniture: what the steps that read prose start from.</summary>
internal sealed record PageContent
{
    /// <summary>Body, contacts and about paragraphs, still in one row.</summary>
    public required IReadOnlyList<Block> Blocks { get; init; }

    /// <summary>Every line of the page, furniture included: an embargo counts wherever it stands.</summary>
    public required IReadOnlyList<string> PageLines { get; init; }

    public string? Headline { get; init; }
    public string? Subheading { get; init; }

    /// <summary>A line of its own that gives place or day, found between headline and body.</summary>
    public string? DateLine { get; init; }

    public PageMetadata Metadata { get; init; } = new();
}
