using System.Text.Json.Serialization;
using Syndication.Contracts;
using Syndication.Storage;
using Syndication.Translation.Translating;

namespace Syndication.Translation.Jobs;

/// <summary>One release in one language: what is wanted, what is made of it, what readers have.</summary>
internal sealed record TranslationJob : ILeased
{
    /// <summary>A due time that never comes.</summary>
    public const long Never = long.MaxValue;

    public static CollectionDefinition<TranslationJob> Collection { get; } =
        new CollectionDefinition<TranslationJob>("jobs", job => job.Id)
            .Index("due", job => job.DueAt)
            .Index("state", job => job.State, job => job.ChangedAt)
            .Index("language", job => job.Language, job => job.ChangedAt)
            .Index("release", job => job.Release, job => job.Language)
            .Index("all", job => job.ChangedAt);

    /// <summary>"{release}:{language}".</summary>
    public required string Id { get; init; }

    public required string Release { get; init; }
    public required string Language { get; init; }

    /// <summary>The original's language.</summary>
    public required string SourceLanguage { get; init; }

    public JobState State { get; init; } = JobState.Waiting;

    /// <summary>The version of the original that is wanted, or was last.</summary>
    public int SourceVersion { get; init; }

    /// <summary>Unix milliseconds of the store's clock; <see cref="Never"/> where nothing is to be done.</summary>
    public long DueAt { get; init; } = Never;

    /// <summary>How often in a row it failed, or was sent and not seen.</summary>
    public int Failures { get; init; }

    /// <summary>Why it is where it is, for the desk.</summary>
    public string? Reason { get; init; }

    /// <summary>What was made last: what waits for a person, is on its way, or is out.</summary>
    public TranslationDraft? Draft { get; init; }

    /// <summary>What the log has of this language.</summary>
    public PublishedText? Published { get; init; }

    /// <summary>A person holds it, whatever the policy.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long ChangedAt { get; init; }

    /// <summary>Counts the writes of this document; the guard of its compare-and-set.</summary>
    public long Stamp { get; init; }

    public long LeasedUntil { get; init; }
    public string? LeasedBy { get; init; }
    public int Attempt { get; init; }

    public static string IdOf(string release, string language) => $"{release}:{language}";
}

/// <summary>Where a translation stands.</summary>
[JsonConverter(typeof(TolerantEnumConverter<JobState>))]
internal enum JobState
{
    Other,

    /// <summary>To be made, now or when its due time comes.</summary>
    Waiting,

    /// <summary>Made; a person decides.</summary>
    Held,

    /// <summary>On its way to the log, and not seen there yet.</summary>
    Publishing,

    /// <summary>The log has it.</summary>
    Published,

    /// <summary>No engine offers the pair.</summary>
    Unavailable,

    /// <summary>Nothing is wanted: <see cref="TranslationJob.Reason"/> says why.</summary>
    Settled,
}

/// <summary>A translation as it was made.</summary>
internal sealed record TranslationDraft
{
    /// <summary>As it goes to the log, with source version and revision set.</summary>
    public required Release Text { get; init; }

    public required Significance Significance { get; init; }
    public string? Note { get; init; }
    public string? Actor { get; init; }

    /// <summary>Sentence by sentence; none for a text that a person gave whole.</summary>
    public IReadOnlyList<TranslatedSegment> Segments { get; init; } = [];

    public required DateTimeOffset At { get; init; }

    [JsonIgnore]
    public (int SourceVersion, int Revision) Pair => (Text.SourceVersion ?? 0, Text.Revision ?? 0);

    [JsonIgnore]
    public int Failed => Segments.Count(segment => segment.From == SegmentOrigin.Left);
}

/// <summary>What the log has of a language.</summary>
internal sealed record PublishedText(int SourceVersion, int Revision, Origin Origin, TranslationState State)
{
    [JsonIgnore]
    public (int SourceVersion, int Revision) Pair => (SourceVersion, Revision);

    public static PublishedText? Of(Release? text) => text is null
        ? null
        : new PublishedText(text.SourceVersion ?? 0, text.Revision ?? 0, text.Origin, text.Translation?.State ?? TranslationState.Current);
}
