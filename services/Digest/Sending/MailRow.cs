using System.Text.Json.Serialization;
using Syndication.Contracts;
using Syndication.Digest.Composition;
using Syndication.Storage;
using Syndication.Text;

namespace Syndication.Digest.Sending;

/// <summary>What a mail is for.</summary>
[JsonConverter(typeof(TolerantEnumConverter<MailKind>))]
internal enum MailKind
{
    Other,

    /// <summary>News, and corrections that waited for them.</summary>
    Digest,

    /// <summary>A correction, by itself or carried by a digest.</summary>
    Correction,

    /// <summary>A withdrawal.</summary>
    Withdrawal,

    /// <summary>Asks an address to confirm what was asked for.</summary>
    Letter,
}

/// <summary>What became of a mail. While it is leased it is being sent, or was when its process died.</summary>
[JsonConverter(typeof(TolerantEnumConverter<MailState>))]
internal enum MailState
{
    Other,
    Pending,
    Sent,

    /// <summary>Put off until it is due again.</summary>
    Deferred,

    /// <summary>The address does not take mail.</summary>
    Bounced,

    /// <summary>Given up, or refused for what we are or sent; the address may be all right.</summary>
    Failed,

    /// <summary>Not to be sent any more: the reader left, or there is nothing left to tell.</summary>
    Suppressed,
}

/// <summary>
/// One mail to one person in one run: durable before it is sent, its id derived, so that a run happens once however often it
/// is found. Its Message-ID is made of its id. It knows the subscriber by id alone.
/// </summary>
internal sealed record MailRow : ILeased
{
    private static readonly Guid Namespace = new("5a0d5b5e-1c5e-4d0c-8a53-0c1f5ac1c5f1");

    public static CollectionDefinition<MailRow> Collection { get; } =
        new CollectionDefinition<MailRow>("mails", row => row.Id)
            .Index("due", row => row.DueAt)
            .Index("digest", row => row.Digest)
            .Index("subscriber", row => row.Subscriber, row => row.To)
            .Index("settled", row => row.Subscriber, row => row.SettledAt)
            .Index("waiting", row => row.Waits);

    public required string Id { get; init; }

    /// <summary>"daily:2026-05-12", "immediate:17", "change:{release}:{what}".</summary>
    public required string Run { get; init; }

    public required string Subscriber { get; init; }
    public MailKind Kind { get; init; }

    /// <summary>Of a letter: <see cref="Subscriptions.Subscription.AddressHash"/> of whom it goes to, which may be a stranger; null where that was not noted yet.</summary>
    public string? AddressHash { get; init; }

    /// <summary>The digest document, as planned until it is claimed, then as sent; null for a letter.</summary>
    public string? Digest { get; init; }

    /// <summary>The planner's position when the mail was planned: what came up to there, its reader was considered for.</summary>
    public long To { get; init; }

    /// <summary>Of a change: what its reader had when it was planned, and the mail that it is an answer to.</summary>
    public PlannedChange? Change { get; init; }

    /// <summary>Goes whatever the cadence or a pause.</summary>
    public bool IsUrgent { get; init; }

    public MailState State { get; init; } = MailState.Pending;

    /// <summary>Unix milliseconds of the store's clock; never for what is settled or waits for another mail.</summary>
    public long DueAt { get; init; }

    /// <summary>The subscriber, while a change waits to be carried by the next digest; else null.</summary>
    public string? Waits { get; init; }

    /// <summary>Of a change: the digest that carried it.</summary>
    public string? CarriedBy { get; init; }

    /// <summary>The changes that this digest carries.</summary>
    public IReadOnlyList<string> Carries { get; init; } = [];

    /// <summary>How often it was put off.</summary>
    public int Failures { get; init; }

    /// <summary>Unix milliseconds: planned, first tried, settled; 0 for not yet.</summary>
    public long PlannedAt { get; init; }

    /// <inheritdoc cref="PlannedAt" />
    public long TriedAt { get; init; }

    /// <inheritdoc cref="PlannedAt" />
    public long SettledAt { get; init; }

    /// <summary>The last answer, or why it was not sent; no address in it.</summary>
    public string? Result { get; init; }

    public long LeasedUntil { get; init; }
    public string? LeasedBy { get; init; }
    public int Attempt { get; init; }

    /// <summary>The <see cref="Attempt"/> whose holder has given it back: with an older one, the next finds that a holder died.</summary>
    public int GivenBack { get; init; }

    /// <summary>What its Message-ID is made of.</summary>
    [JsonIgnore]
    public string Message => MessageId ?? Id;

    [JsonIgnore]
    public bool IsSettled => SettledAt > 0;

    /// <summary>It may have been taken: the connection broke once it had gone in full, or its holder died.</summary>
    public bool IsInDoubt { get; init; }

    /// <summary>In its Message-ID instead of <see cref="Id"/>, where it says something else than what may have been taken; else null.</summary>
    public string? MessageId { get; init; }

    /// <summary>It is being sent, or was when its process died.</summary>
    [JsonIgnore]
    public bool IsOnItsWay => !IsSettled && LeasedBy is not null;

    /// <summary>Whether its reader has it, or may have it.</summary>
    [JsonIgnore]
    public bool MayBeSent => State == MailState.Sent || IsOnItsWay || IsInDoubt;

    public static string IdOf(string run, string subscriber) => NamedGuid.Create(Namespace, $"{run}:{subscriber}").ToString();

    /// <summary>This mail with another content: under another Message-ID where the old one may have been taken.</summary>
    public MailRow Saying(string digest) =>
        this with { Digest = digest, MessageId = IsInDoubt && digest != Digest ? NamedGuid.Create(Namespace, $"{Id}:{digest}").ToString() : MessageId };
}

/// <summary>A change that somebody is to be told of.</summary>
/// <param name="Had">What they had; looked at again when the mail is written.</param>
/// <param name="AnswerTo">The row of the mail that told them.</param>
internal sealed record PlannedChange(string Release, Told Had, string AnswerTo);
