using Syndication.Storage;
using Syndication.Webhooks.Endpoints;

namespace Syndication.Webhooks.Messages;

/// <summary>What is sent of one event, byte for byte, to everyone and at every attempt. Never changed once stored.</summary>
internal sealed record Message
{
    public static CollectionDefinition<Message> Collection { get; } =
        new CollectionDefinition<Message>("messages", message => message.Id).Index("created", message => message.CreatedAt);

    /// <summary>The <c>webhook-id</c>: a UUIDv5 of release, language, version and revision, so that whoever plans an event plans the same.</summary>
    public required string Id { get; init; }

    /// <summary>One of <see cref="EventTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>JSON, the release in it.</summary>
    public required string Full { get; init; }

    /// <summary>JSON, with the address of the release.</summary>
    public required string Thin { get; init; }

    /// <summary>Over how many batches its recipients are spread; see <see cref="Delivering.DeliveryBatch"/>.</summary>
    public int Batches { get; init; } = 1;

    /// <summary>Unix milliseconds.</summary>
    public long CreatedAt { get; init; }

    /// <summary>The payload as an endpoint takes it.</summary>
    public string Of(PayloadForm form) => form == PayloadForm.Thin ? Thin : Full;
}
