using Syndication.Contracts;

namespace Syndication.Ingestion.Extraction;

/// <summary>A page without its furniture: what the steps that read prose start from.</summary>
internal sealed record PageContent
{
    /// <summary>Body, contacts and about paragraphs, still in one row.</summary>
    public required IReadOnlyList<Block> Blocks { get; init; }

    public string? Headline { get; init; }
    public string? Subheading { get; init; }

    /// <summary>A line of its own that gives place or day, found between headline and body.</summary>
    public string? DateLine { get; init; }

    public PageMetadata Metadata { get; init; } = new();
}

/// <summary>What a page says of itself to machines.</summary>
internal sealed record PageMetadata
{
    public string? Title { get; init; }
    public string? SiteName { get; init; }
    public string? Language { get; init; }
    public string? Description { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }
    public string? CanonicalUrl { get; init; }
    public string? Rights { get; init; }

    /// <summary>The type of its JSON-LD or OpenGraph object ("NewsArticle", "website").</summary>
    public string? Type { get; init; }

    public IReadOnlyList<LanguageVersion> Alternates { get; init; } = [];
}
