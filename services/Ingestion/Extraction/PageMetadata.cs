using Syndication.Contracts;

namespace Syndication.Ingestion.Extraction;

/// <summary>What a page says of itself to machines.</summary>
internal sealed record PageMetadata
{
    public string? Title { get; init; }
    public string? SiteName { get; init; }
    public string? Language { get; init; }
    public string? Description { get; init; }
    public string? Byline { get; init; }
    public string? Section { get; init; }
    public ImageBlock? Image { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }
    public string? CanonicalUrl { get; init; }
    public string? Rights { get; init; }

    /// <summary>The type of its JSON-LD or OpenGraph object ("NewsArticle", "website").</summary>
    public string? Type { get; init; }

    /// <summary>The text as the page gives it to machines: often whole, sometimes its beginning, with markup or without.</summary>
    public string? Body { get; init; }

    public IReadOnlyList<LanguageVersion> Alternates { get; init; } = [];
}
