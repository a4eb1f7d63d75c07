using Syndication.Ingestion.Releases;
using Syndication.Storage;

namespace Syndication.Ingestion.Held;

/// <summary>A release that waits for its time: known here and nowhere else.</summary>
internal sealed record HeldRelease : ILeased
{
    public static CollectionDefinition<HeldRelease> Collection { get; } =
        new CollectionDefinition<HeldRelease>("held", held => held.Id)
            .Unique("request-key", held => held.RequestKey)
            .Index("due", held => held.DueAt)
            .Index("unprepared", held => held.IsPrepared, held => held.DueAt);

    /// <summary>The release's id.</summary>
    public required string Id { get; init; }

    public required string RequestKey { get; init; }
    public string? RequestHash { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long DueAt { get; init; }

    public required Submission Submission { get; init; }
    public required IReadOnlyList<string> Aliases { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset HeldAt { get; init; }

    /// <summary>Hash of the draft that came in, and of the octets that it came in, if it was a page.</summary>
    public required string GivenHash { get; init; }

    public string? Content { get; init; }

    /// <summary>Whether Translation has been given it as it is now.</summary>
    public bool IsPrepared { get; init; }

    /// <summary>Counts the edits; the guard of its compare-and-set.</summary>
    public int Stamp { get; init; } = 1;

    public long LeasedUntil { get; init; }
    public string? LeasedBy { get; init; }
    public int Attempt { get; init; }
}
