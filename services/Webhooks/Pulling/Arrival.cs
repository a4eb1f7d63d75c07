using System.Globalization;
using Syndication.Storage;

namespace Syndication.Webhooks.Pulling;

/// <summary>
/// An event in the order in which an endpoint that fetches finds it. Numbers have no gaps and none is visible before the
/// one below it, as in the release log, so that a cursor never passes anything.
/// </summary>
internal sealed record Arrival
{
    public static CollectionDefinition<Arrival> Collection { get; } =
        new CollectionDefinition<Arrival>("arrivals", arrival => arrival.Id)
            .Index("number", arrival => arrival.Endpoint, arrival => arrival.Number)
            .Unique("delivery", arrival => arrival.Endpoint, arrival => arrival.Delivery);

    /// <summary>"{endpoint}:{number}".</summary>
    public required string Id { get; init; }

    public required string Endpoint { get; init; }

    /// <summary>From 1.</summary>
    public required long Number { get; init; }

    /// <summary>The batch that the endpoint is a recipient of.</summary>
    public required string Batch { get; init; }

    /// <summary>The batch and how often it was fetched before: an event that is sent again arrives again.</summary>
    public required string Delivery { get; init; }

    public static string IdOf(string endpoint, long number) => string.Create(CultureInfo.InvariantCulture, $"{endpoint}:{number}");
}
