namespace Syndication.Newsroom.Desk.Watching;

/// <summary>A page of one of Ingestion's lists.</summary>
internal sealed record ListOf<T>(IReadOnlyList<T> Items, string? Next, long? Total);

/// <summary>A page that waits for a person.</summary>
/// <param name="BodyText">What extraction makes of the body.</param>
/// <param name="PageText">The page as it came in: shown as text, never as markup.</param>
internal sealed record QuarantinedItem(
    string QuarantineId,
    DateTimeOffset QuarantinedAt,
    IReadOnlyList<string> Reasons,
    string? Headline,
    string? Subheading,
    string? Language,
    string? Source,
    string? CanonicalUrl,
    DateTimeOffset? PublishedAt,
    DateTimeOffset? EmbargoUntil,
    string? BodyText,
    string? PageText)
{
    /// <summary>Where its time can't be told, Ingestion says so in its reasons alone.</summary>
    public bool IsUnderEmbargo => EmbargoUntil is not null || Reasons.Any(reason => reason.Contains("embargo", StringComparison.OrdinalIgnoreCase));
}

/// <summary>A release that waits for its time.</summary>
internal sealed record HeldItem(string Id, string? Headline, string? Language, string? Source, DateTimeOffset? PublishAt, DateTimeOffset? EmbargoUntil, string? Status)
{
    /// <summary>When it is published: the later of the two.</summary>
    public DateTimeOffset? Until => PublishAt is null || EmbargoUntil > PublishAt ? EmbargoUntil : PublishAt;
}
