using Syndication.Hosting.Sending;
using Syndication.Storage;

namespace Syndication.Newsroom.Holds;

/// <summary>A hold as it is stored.</summary>
internal sealed record HoldRow
{
    public static CollectionDefinition<HoldRow> Collection { get; } = new("holds", row => row.Id);

    public required string Id { get; init; }
    public string? Channel { get; init; }
    public Guid? Release { get; init; }
    public required string Reason { get; init; }
    public required string By { get; init; }
    public DateTimeOffset Since { get; init; }

    /// <summary>One hold a channel and release: given twice, it is the same.</summary>
    public static string IdOf(string? channel, Guid? release) => $"{channel ?? "all"}-{release?.ToString() ?? "all"}";

    public Hold AsHold() => new(Id, Channel, Release, Reason, By, Since);
}
