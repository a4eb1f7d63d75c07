using System.Text.Json.Serialization;
using Syndication.Hosting.Sending;
using Syndication.Storage;
using Syndication.Text;

namespace Syndication.Webhooks.Delivering;

/// <summary>
/// One event's way to some sixty endpoints: the row that is claimed, and the ledger of who got which version. In which
/// batch of an event an endpoint is follows from their ids, so that planning twice, or in two processes, finds it there.
/// </summary>
/// <remarks>
/// A row an endpoint would be simpler and cost three writes a delivery; in a batch what came to an end at about the same time is
/// written at once. See docs/decisions/0010.
/// </remarks>
internal sealed record DeliveryBatch : ILeased
{
    /// <summary>Recipients that a batch is made for: few enough to be rewritten often.</summary>
    public const int Size = 64;

    /// <summary>A due time that never comes.</summary>
    public const long Never = long.MaxValue;

    /// <summary>Due once its release is no longer on hold.</summary>
    public const long Held = Never - 1;

    public static CollectionDefinition<DeliveryBatch> Collection { get; } =
        new CollectionDefinition<DeliveryBatch>("deliveries", batch => batch.Id)
            .Index("due", batch => batch.LeasedUntil, batch => batch.DueAt)
            .Index("leased", batch => batch.LeasedUntil)
            .Index("endpoint", batch => batch.Endpoints, batch => batch.At)
            .Index("release", batch => batch.Release, batch => batch.Sequence);

    /// <summary>A UUIDv5 of the event and the batch's number.</summary>
    public required string Id { get; init; }

    /// <summary>The <see cref="Messages.Message"/>, and <c>webhook-id</c>.</summary>
    public required string Message { get; init; }

    /// <summary>One of <see cref="Messages.EventTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>Null for a test event.</summary>
    public string? Release { get; init; }

    public string? Language { get; init; }

    /// <summary>Of the release; for a translation, of its original.</summary>
    public int Version { get; init; }

    /// <summary>For a translation.</summary>
    public int? Revision { get; init; }

    /// <summary>Whether it takes something back, or says what was wrong: who had that has to hear it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOwed { get; init; }

    /// <summary>Of the log's entry; 0 for what no entry caused.</summary>
    public long Sequence { get; init; }

    /// <summary>When it happened, Unix milliseconds.</summary>
    public long At { get; init; }

    /// <summary>Ids, in the order of <see cref="Recipients"/>.</summary>
    public IReadOnlyList<string> Endpoints { get; init; } = [];

    public IReadOnlyList<Recipient> Recipients { get; init; } = [];

    /// <summary>The earliest of its recipients; Unix milliseconds of the store's clock.</summary>
    public long DueAt { get; init; } = Never;

    /// <summary>Counts the writes of this document; the guard of its compare-and-set.</summary>
    public long Stamp { get; init; }

    public long LeasedUntil { get; init; }
    public string? LeasedBy { get; init; }
    public int Attempt { get; init; }

    [JsonIgnore]
    public (int Version, int Revision) Pair => (Version, Revision ?? 0);

    /// <summary>Whether a person has stopped it: its release, or everything.</summary>
    public bool IsHeldBy(HoldWatcher holds) =>
        Release is { } release ? holds.IsHeld(OutgoingChannels.Webhooks, Guid.Parse(release)) : holds.IsHeld(OutgoingChannels.Webhooks);

    public static string IdOf(string message, int number) => NamedGuid.Create(Guid.Parse(message), $"batch:{number}").ToString();

    /// <summary>The number of the batch, of so many, that an endpoint is in.</summary>
    public static int NumberOf(string endpoint, int batches)
    {
        // Ids are random or hashed already: any four of their bytes will do.
        Span<byte> bytes = stackalloc byte[16];
        Guid.Parse(endpoint).TryWriteBytes(bytes);
        return (int)(BitConverter.ToUInt32(bytes[12..]) % (uint)batches);
    }

    /// <summary>The recipient of an endpoint, or -1.</summary>
    public int IndexOf(string endpoint)
    {
        for (var i = 0; i < Endpoints.Count; i++)
        {
            if (Endpoints[i] == endpoint)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>This batch with other recipients, due when the first of them is.</summary>
    public DeliveryBatch With(IReadOnlyList<Recipient> recipients) => this with
    {
        Recipients = recipients,
        DueAt = recipients.Where(recipient => recipient.State == RecipientState.Open).Min(recipient => recipient.DueAt) ?? Never,
    };

    /// <summary>This batch with one recipient changed.</summary>
    public DeliveryBatch With(int index, Recipient recipient)
    {
        var recipients = Recipients.ToArray();
        recipients[index] = recipient;
        return With(recipients);
    }
}
