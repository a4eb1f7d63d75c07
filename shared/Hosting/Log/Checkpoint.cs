using Syndication.Storage;

namespace Syndication.Hosting.Log;

/// <summary>How far a consumer is, kept in its own service's store.</summary>
public sealed record Checkpoint
{
    public static CollectionDefinition<Checkpoint> Collection { get; } = new("checkpoints", checkpoint => checkpoint.Id);

    /// <summary>The consumer's queue, without prefix.</summary>
    public required string Id { get; init; }

    public long Stamp { get; init; }

    /// <summary>Everything up to here is applied or parked.</summary>
    public long Through { get; init; }

    public IReadOnlyList<SequenceRange> Above { get; init; } = [];

    /// <summary>Raised when an entry at or below <see cref="Through"/> was applied after all.</summary>
    public long Generation { get; init; }
}
