using System.Text.Json.Serialization;

namespace Syndication.Contracts;

/// <summary>
/// A fact of the release log. The order of facts is their <see cref="Sequence"/>; what a fact means for a release is
/// decided by version and history, never by the order in which facts arrive.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "fact")]
[JsonDerivedType(typeof(ReleaseCreated), "releaseCreated")]
[JsonDerivedType(typeof(ReleaseUpdated), "releaseUpdated")]
[JsonDerivedType(typeof(ReleaseRetracted), "releaseRetracted")]
[JsonDerivedType(typeof(ReleaseTranslated), "releaseTranslated")]
public abstract record ReleaseFact
{
    /// <summary>UUIDv5 of release, version, language and revision.</summary>
    public required Guid EventId { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it was logged.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>No side effect may follow: an archive import, a republication, old or undated at first sight.</summary>
    public bool Silent { get; init; }

    /// <summary>Of a correction: those who have an older version are told at once, whatever they asked for; else with what they get next.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Urgent { get; init; }

    /// <summary>The key or account that caused it. Never in a public answer.</summary>
    public string? Actor { get; init; }

    /// <summary>The way in: "api", "page", "folder", "file", "held", "quarantine", "desk", "translation". Never in a public answer.</summary>
    public string? Via { get; init; }

    /// <summary>W3C Trace Context of the request that caused it.</summary>
    public string? TraceParent { get; init; }

    public required Release Release { get; init; }
}

/// <summary>A release was published for the first time.</summary>
public sealed record ReleaseCreated : ReleaseFact;

/// <summary>A release was changed, or reinstated after a retraction.</summary>
public sealed record ReleaseUpdated : ReleaseFact;

/// <summary>A release was withdrawn, killed or redirected; <see cref="Release.Retraction"/> says how.</summary>
public sealed record ReleaseRetracted : ReleaseFact;

/// <summary>A translation, or a new revision of one, joined its release.</summary>
public sealed record ReleaseTranslated : ReleaseFact;
