using Syndication.Ingestion.Releases;
using Syndication.Storage;

namespace Syndication.Ingestion.Quarantine;

/// <summary>A page in doubt: a person accepts it, corrected or as it is, or discards it.</summary>
internal sealed record QuarantinedPage
{
    public static CollectionDefinition<QuarantinedPage> Collection { get; } =
        new CollectionDefinition<QuarantinedPage>("quarantine", page => page.Id)
            .Unique("request-key", page => page.RequestKey)
            .Index("quarantined-at", page => page.QuarantinedAt)
            .Index("release", page => page.Release);

    /// <summary>The id of the release that it would be, or of its own where that release exists.</summary>
    public required string Id { get; init; }

    /// <summary>The release's id.</summary>
    public required string Release { get; init; }

    public required string RequestKey { get; init; }

    /// <summary>Why, a sentence each.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>How far extraction trusted itself, 0 to 1.</summary>
    public double Confidence { get; init; }

    public required Submission Submission { get; init; }
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>SHA-256 of the page's octets.</summary>
    public required string Content { get; init; }

    /// <summary>What the page says, without what was recognised as furniture.</summary>
    public required string BodyText { get; init; }

    /// <summary>The page as it came in, decoded, its beginning; null where it was an item of a feed.</summary>
    public string? PageText { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long QuarantinedAt { get; init; }

    public required string Actor { get; init; }

    /// <summary>The way in: "page", "folder" or "file".</summary>
    public required string Via { get; init; }
}
