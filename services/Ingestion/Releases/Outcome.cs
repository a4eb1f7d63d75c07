using Syndication.Contracts;
using Syndication.Ingestion.Held;
using Syndication.Ingestion.Quarantine;

namespace Syndication.Ingestion.Releases;

/// <summary>What became of something that came in.</summary>
internal abstract record Outcome
{
    /// <summary>Logged as a new release.</summary>
    public sealed record Created(ReleaseFact Fact) : Outcome;

    /// <summary>Logged as a new version of a release.</summary>
    public sealed record Changed(ReleaseFact Fact) : Outcome;

    /// <summary>Known already, exactly so: nothing happened.</summary>
    public sealed record Unchanged(Release Current) : Outcome;

    /// <summary>Waits for its time.</summary>
    public sealed record Waiting(HeldRelease Held) : Outcome;

    /// <summary>Waited for its time, and no longer does: it was never published.</summary>
    public sealed record Cancelled : Outcome;

    /// <summary>Waits for a person.</summary>
    public sealed record InDoubt(QuarantinedPage Page) : Outcome;

    /// <summary>Contradicts what is there.</summary>
    public sealed record Conflict(string Detail, Release? Current) : Outcome
    {
        /// <summary>The same may pass later, though nothing of it changes.</summary>
        public bool IsPassing { get; init; }
    }

    /// <summary>It is of a source that the caller may not write: of the one it is known under, whatever the caller calls it.</summary>
    public sealed record Forbidden : Outcome;

    /// <summary>There is no such release.</summary>
    public sealed record Unknown : Outcome;
}
