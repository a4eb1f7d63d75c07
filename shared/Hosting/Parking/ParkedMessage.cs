using Syndication.Contracts;
using Syndication.Storage;

namespace Syndication.Hosting.Parking;

/// <summary>A log entry that a consumer could not apply, and why: acknowledged, kept, and retried when somebody says so.</summary>
public sealed record ParkedMessage
{
    public static CollectionDefinition<ParkedMessage> Collection { get; } =
        new CollectionDefinition<ParkedMessage>("parked", parked => parked.Id).Index("parked-at", parked => parked.ParkedAt);

    /// <summary>"{consumer}:{sequence}".</summary>
    public required string Id { get; init; }

    public required string Consumer { get; init; }
    public required string Service { get; init; }
    public required ReleaseFact Message { get; init; }

    /// <summary>The exception's type and message; never the message's content.</summary>
    public required string Reason { get; init; }

    /// <summary>Type, message and stack, cut at 4,000 characters.</summary>
    public string? Exception { get; init; }

    public string? TraceId { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long ParkedAt { get; init; }

    /// <summary>How often it was retried since.</summary>
    public int Retries { get; init; }

    public static string IdOf(string consumer, long sequence) => $"{consumer}:{sequence}";
}
