using Syndication.Storage;

namespace Syndication.Ingestion.ReleaseLog;

/// <summary>How far the log is published; whoever leases it publishes.</summary>
internal sealed record DispatchPointer : ILeased
{
    public static CollectionDefinition<DispatchPointer> Collection { get; } = new("pointers", pointer => pointer.Id);

    public string Id { get; init; } = "dispatcher";

    public long Through { get; init; }

    public long LeasedUntil { get; init; }
    public string? LeasedBy { get; init; }
    public int Attempt { get; init; }
}
