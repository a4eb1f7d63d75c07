using Syndication.Hosting.Health;

namespace Syndication.Newsroom.Desk.Watching;

/// <summary>How a process is: what it did not answer is null.</summary>
/// <param name="Name">The services that run in it.</param>
/// <param name="Lag">How far its consumers are behind the log.</param>
/// <param name="Health">Part by part.</param>
internal sealed record ServiceState(string Name, Quietness? Lag, HealthReport? Health, ParkedList? Parked)
{
    public bool Answers => Lag is not null || Health is not null;
}

/// <summary>The answer of <c>/health/ready</c>.</summary>
internal sealed record HealthReport(string Status, IReadOnlyDictionary<string, HealthPart> Parts);

internal sealed record HealthPart(string Status, string? Description);

/// <summary>The answer of <c>/api/parked</c>.</summary>
internal sealed record ParkedList(IReadOnlyList<ParkedItem> Items, long? Total);

/// <summary>A log entry that a consumer could not apply.</summary>
internal sealed record ParkedItem(
    string Id,
    string Service,
    string Consumer,
    long Sequence,
    Guid Release,
    int Version,
    string Language,
    string Reason,
    string? Exception,
    string? TraceId,
    DateTimeOffset ParkedAt,
    int Retries);
