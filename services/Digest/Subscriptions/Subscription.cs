using System.Text.Json.Serialization;
using Syndication.Contracts;
using Syndication.Digest.Runs;
using Syndication.Storage;

namespace Syndication.Digest.Subscriptions;

/// <summary>Where somebody stands with us.</summary>
[JsonConverter(typeof(TolerantEnumConverter<SubscriptionState>))]
internal enum SubscriptionState
{
    Other,

    /// <summary>Asked for, and not confirmed by whoever reads the address's mail.</summary>
    Requested,

    Active,

    /// <summary>Unsubscribed.</summary>
    Left,

    /// <summary>Mail to the address came back, or was complained about.</summary>
    Unreachable,
}

/// <summary>
/// One person, by address: the only document that holds one. Everything else knows the id. The planner moves
/// <see cref="Cursor"/> and <see cref="DueAt"/>, people the rest.
/// </summary>
internal sealed record Subscription
{
    /// <summary>A due time that never comes.</summary>
    public const long Never = long.MaxValue;

    public static CollectionDefinition<Subscription> Collection { get; } =
        new CollectionDefinition<Subscription>("subscriptions", subscription => subscription.Id)
            .Unique("address", subscription => subscription.AddressHash)
            .Index("due", subscription => subscription.DueAt)
            .Index("immediate", subscription => subscription.Immediate)
            .Index("state", subscription => subscription.State, subscription => subscription.ChangedAt)
            .Partial("new-address", subscription => subscription.NewAddressHash, subscription => subscription.NewAddressAt)
            .Partial("unconfirmed", subscription => subscription.NewAddressAt);

    public required string Id { get; init; }
    public required string Address { get; init; }

    /// <summary>Unix milliseconds: when it was confirmed in the place of another; 0 where it is the first.</summary>
    public long AddressSince { get; init; }

    /// <summary>Keyed hash of the address: what it is found by, and what is left when it is erased.</summary>
    public required string AddressHash { get; init; }

    public SubscriptionState State { get; init; }
    public required Preferences Preferences { get; init; }
    public bool IsPaused { get; init; }

    /// <summary>The head of the log when it was confirmed: what was published before is not news.</summary>
    public long Since { get; init; }

    /// <summary>
    /// The position up to which everything was considered for this person. Of cadence immediate it moves only with what was
    /// gathered: from there on the planner considers each arrival for all at once.
    /// </summary>
    public long Cursor { get; init; }

    /// <summary>Cadence immediate, and today's mails are used up, or the cadence was another until now: what comes is gathered until <see cref="DueAt"/>.</summary>
    public bool IsGathering { get; init; }

    /// <summary>Slots that were taken, oldest first, of the last days only.</summary>
    public IReadOnlyList<Slot> Slots { get; init; } = [];

    /// <summary>Local dates whose slots were taken ahead of their time, while the clock was wrong: they are taken once more when they come.</summary>
    public IReadOnlyList<string> Voided { get; init; } = [];

    /// <summary>Unix milliseconds: the next slot's instant; <see cref="Never"/> for none.</summary>
    public long DueAt { get; init; } = Never;

    /// <summary><see cref="Preferences.Audience"/> where arrivals are to be sent at once; else null.</summary>
    public string? Immediate { get; init; }

    /// <summary>What was asked for and waits to be confirmed.</summary>
    public Preferences? Wanted { get; init; }

    /// <summary>The address that was asked for and waits to be confirmed.</summary>
    public string? NewAddress { get; init; }

    /// <summary>Keyed hash of <see cref="NewAddress"/>, whose reader may be somebody else; null where there is none.</summary>
    public string? NewAddressHash { get => NewAddress is null ? null : field; init; }

    /// <summary>Unix milliseconds: when <see cref="NewAddress"/> was asked for last; 0 where there is none.</summary>
    public long NewAddressAt => NewAddress is not null && LettersAt is [.., var last] ? last : 0;

    /// <summary>Counts what was asked for: a link confirms only the last.</summary>
    public int Asked { get; init; }

    /// <summary>Unix milliseconds: when something was asked for, in the last day.</summary>
    public IReadOnlyList<long> LettersAt { get; init; } = [];

    /// <summary>Where consent comes from: "confirmed" by mail, or what an import says.</summary>
    public string? ConsentSource { get; init; }

    public DateTimeOffset? ConsentAt { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Unix milliseconds: when <see cref="State"/> last changed, or what is requested was asked for again.</summary>
    public long ChangedAt { get; init; }

    /// <summary>Counts the writes of this document; the guard of its compare-and-set.</summary>
    public long Stamp { get; init; }

    [JsonIgnore]
    public bool IsWrittenTo => State == SubscriptionState.Active;
}

/// <summary>What some immediate subscriptions have in common.</summary>
internal sealed record Audience(string Id, IReadOnlyList<string> Languages, Syndication.Text.Selection Selection)
{
    public static CollectionDefinition<Audience> Collection { get; } = new("audiences", audience => audience.Id);

    [JsonIgnore]
    public Preferences Preferences => new() { Languages = Languages, Selection = Selection };
}
