using System.Text.Json.Serialization;
using Syndication.Contracts;

namespace Syndication.Hosting.Sending;

/// <summary>Where something stands that is sent.</summary>
[JsonConverter(typeof(TolerantEnumConverter<DeliveryState>))]
public enum DeliveryState { Other, Pending, Sending, Sent, Deferred, Failed, Bounced, Suppressed, Held }

/// <summary>
/// What went, or has to go, to whom: an item of <c>GET /api/deliveries</c>, read from the rows by which it was sent.
/// </summary>
/// <param name="Channel">One of <see cref="OutgoingChannels"/>.</param>
/// <param name="Version">Of the release; for a translation, of its original.</param>
/// <param name="Revision">Of a translation.</param>
/// <param name="Event">What it told: "digest", "correction", "withdrawal", or the type of a webhook's event.</param>
/// <param name="Count">How many recipients.</param>
/// <param name="FirstAt">Of these recipients, when the first was reached, or tried.</param>
/// <param name="Recipient">An endpoint or a subscriber, by id; null for a sum over many.</param>
/// <param name="Result">The last answer in a sentence.</param>
/// <param name="To">The recipient as its owner calls it, or where it is; never a person's address.</param>
public sealed record Delivery(
    string Channel,
    string Language,
    int Version,
    int? Revision,
    string Event,
    DeliveryState State,
    long Count = 1,
    DateTimeOffset? FirstAt = null,
    DateTimeOffset? LastAt = null,
    string? Recipient = null,
    string? Result = null,
    int? Attempts = null,
    string? To = null);
