using Syndication.Contracts;

namespace Syndication.Ingestion.Releases;

/// <summary>A draft that somebody wants published, and how.</summary>
internal sealed record Submission
{
    public required Draft Draft { get; init; }
    public string? Source { get; init; }
    public string? ExternalId { get; init; }

    /// <summary>The release that this is another language of: its id, or the URL of its page.</summary>
    public string? TranslationOf { get; init; }

    public DateTimeOffset? PublishAt { get; init; }
    public DateTimeOffset? EmbargoUntil { get; init; }
    public Significance Significance { get; init; } = Significance.Minor;
    public string? ChangeNote { get; init; }

    /// <summary>Overrides what is silent by rule.</summary>
    public bool? Notify { get; init; }

    /// <summary>Of a correction: told at once to those who have an older version.</summary>
    public bool Urgent { get; init; }

    /// <summary>Both have to be over.</summary>
    public DateTimeOffset? DueAt => PublishAt > EmbargoUntil || EmbargoUntil is null ? PublishAt : EmbargoUntil;
}
