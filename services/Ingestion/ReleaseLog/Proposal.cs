using Syndication.Contracts;
using Syndication.Text;

namespace Syndication.Ingestion.ReleaseLog;

/// <summary>A change that somebody wants logged; the appender gives it its sequence.</summary>
/// <param name="Fact">Complete but for the sequence.</param>
/// <param name="RequestKey">Null where the request brought none.</param>
internal sealed record Proposal(ReleaseFact Fact, string? RequestKey = null, string? RequestHash = null, string? GivenHash = null, string? Reason = null)
{
    private static readonly Guid Namespace = new("7d3f6a0e-50c1-4c55-9a43-5f3a6f6c4e51");

    public string EventId => Fact.EventId.ToString();

    /// <summary>Derived, so that the same change logged twice is the same event.</summary>
    public static Guid EventIdOf(Guid release, int version, string? language = null, int? revision = null) =>
        NamedGuid.Create(Namespace, ChangeOf(release, version, language, revision));

    public LogEntry At(long sequence) => new()
    {
        Id = EventId,
        Sequence = sequence,
        Change = Fact is ReleaseTranslated
            ? ChangeOf(Fact.Release.Id, Fact.Release.SourceVersion ?? 0, Fact.Release.Language, Fact.Release.Revision)
            : ChangeOf(Fact.Release.Id, Fact.Release.Version, null, null),
        Track = LogEntry.TrackOf(Fact.Release.Id, Fact is ReleaseTranslated ? Fact.Release.Language : null),
        RequestKey = RequestKey ?? EventId,
        RequestHash = RequestHash,
        GivenHash = GivenHash,
        Reason = Reason,
        Fact = Fact with { Sequence = sequence },
    };

    /// <summary>Release, version, language and revision as one string: no two entries of the log have the same.</summary>
    public static string ChangeOf(Guid release, int version, string? language = null, int? revision = null) => $"{release}:{version}:{language}:{revision}";
}

/// <summary>What became of a <see cref="Proposal"/>.</summary>
internal abstract record AppendResult
{
    /// <summary>It is in the log, durably.</summary>
    public sealed record Appended(LogEntry Entry) : AppendResult;

    /// <summary>A request with this key was logged before: its entry.</summary>
    public sealed record Replayed(LogEntry Entry) : AppendResult;

    /// <summary>That version (or revision) of the release exists already: its newest entry.</summary>
    public sealed record Conflicting(LogEntry Current) : AppendResult;
}
