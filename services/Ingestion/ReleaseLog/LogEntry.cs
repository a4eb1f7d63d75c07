using Syndication.Contracts;
using Syndication.Storage;

namespace Syndication.Ingestion.ReleaseLog;

/// <summary>One change, for good: the log is the one truth, everything else is made from it.</summary>
internal sealed record LogEntry
{
    public static CollectionDefinition<LogEntry> Collection { get; } =
        new CollectionDefinition<LogEntry>("log", entry => entry.Id)
            .Unique("sequence", entry => entry.Sequence)
            .Unique("change", entry => entry.Change)
            .Unique("request-key", entry => entry.RequestKey)
            .Index("track", entry => entry.Track, entry => entry.Sequence);

    /// <summary>The fact's event id.</summary>
    public required string Id { get; init; }

    public required long Sequence { get; init; }

    /// <summary>Release, version, language and revision; language and revision are empty for the release itself.</summary>
    public required string Change { get; init; }

    /// <summary>What changes follow one another in: the release, or one language of its translations.</summary>
    public required string Track { get; init; }

    /// <summary>Hash of API key and Idempotency-Key, or the entry's own id.</summary>
    public required string RequestKey { get; init; }

    /// <summary>Hash of the request, its address too; a replay must have the same.</summary>
    public string? RequestHash { get; init; }

    /// <summary>Hash of the draft that was given.</summary>
    public string? GivenHash { get; init; }

    /// <summary>For the desk alone: why a release was retracted.</summary>
    public string? Reason { get; init; }

    public required ReleaseFact Fact { get; init; }

    public static string TrackOf(Guid release, string? language = null) => language is null ? $"{release}" : $"{release}:{language}";
}
