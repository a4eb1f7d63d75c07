using Syndication.Contracts;

namespace Syndication.Ingestion.Extraction;

/// <summary>A page without its furniture: what the steps that read prose start from.</summary>
internal sealed record PageContent
{
    /// <summary>Body, contacts and about paragraphs, still in one row.</summary>
    public required IReadOnlyList<Block> Blocks { get; init; }

    /// <summary>All that the page shows, furniture included, a line a line: an embargo counts wherever it stands.</summary>
    public required string PageText { get; init; }

    /// <summary>Characters of prose on the whole page, the text's own and other.</summary>
    public int Prose { get; init; }

    /// <summary>The text is not what the page shows, but what it gives to machines.</summary>
    public bool IsGiven { get; init; }

    /// <summary>Characters of the page's sentences that are links from end to end.</summary>
    public int LinkedProse { get; init; }

    public string? Headline { get; init; }
    public string? Subheading { get; init; }

    /// <summary>A line of its own that gives place or day, found between headline and body.</summary>
    public string? DateLine { get; init; }

    /// <summary>The day that a date beside the headline gives.</summary>
    public DateOnly? Day { get; init; }

    public PageMetadata Metadata { get; init; } = new();
}
