namespace Syndication.Feeds.Rendering;

/// <summary>A feed, whatever it is going to be written in.</summary>
internal sealed record FeedDocument
{
    /// <summary>"urn:uuid:…" of the selection; the same on every host.</summary>
    public required string Id { get; init; }

    public required string Language { get; init; }
    public required string Title { get; init; }
    public required string Description { get; init; }

    /// <summary>The installation's name: the author where an entry has none.</summary>
    public required string Publisher { get; init; }

    /// <summary>The canonical address of the feed itself.</summary>
    public required string SelfUrl { get; init; }

    public required string HomeUrl { get; init; }

    /// <summary>The newest change that matters to readers; <see cref="NeverUpdated"/> for a feed without entries.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>The newest change of any kind, minor edits too: what Last-Modified says.</summary>
    public required DateTimeOffset Modified { get; init; }

    /// <summary>By publication, newest first.</summary>
    public required IReadOnlyList<FeedEntry> Entries { get; init; }

    /// <summary>Atom and HTTP want an instant where there is none.</summary>
    public static DateTimeOffset NeverUpdated { get; } = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
