using System.Text.Json.Serialization;
using Syndication.Contracts;
using Syndication.Webhooks.Endpoints;

namespace Syndication.Webhooks.Delivering;

/// <summary>Where one endpoint stands in a <see cref="DeliveryBatch"/>, and every attempt that was made for it.</summary>
internal sealed record Recipient
{
    /// <summary>More are made by hand only; the oldest are forgotten.</summary>
    private const int MostAttempts = 20;

    public RecipientState State { get; init; } = RecipientState.Open;

    /// <summary>Unix milliseconds of the store's clock; null where nothing is to be done, or where the endpoint fetches by itself.</summary>
    public long? DueAt { get; init; }

    /// <summary>Failures in a row on the schedule; a resend by hand starts it anew.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Failures { get; init; }

    /// <summary>It was suppressed while a process may have been sending it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsInDoubt { get; init; }

    /// <summary>It was due, and has to wait for its endpoint or for a place: not for its next attempt.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsPutOff { get; init; }

    /// <summary>Why it is suppressed.</summary>
    public string? Note { get; init; }

    public IReadOnlyList<Attempt> Attempts { get; init; } = [];

    /// <summary>Whether it has to go now, or had to and was put off.</summary>
    public bool IsToGo(long now) => State == RecipientState.Open && DueAt is { } due && (due <= now || IsPutOff);

    /// <summary>Whether its endpoint has to come for it.</summary>
    [JsonIgnore]
    public bool IsToBeFetched => State == RecipientState.Open && DueAt is null;

    public Recipient With(Attempt attempt) => this with { Attempts = [.. Attempts.TakeLast(MostAttempts - 1), attempt], IsPutOff = false };

    /// <param name="isInDoubt">Whether it may be under way.</param>
    public Recipient Suppressed(string note, bool isInDoubt = false) => this with { State = RecipientState.Suppressed, DueAt = null, Note = note, IsInDoubt = IsInDoubt || isInDoubt };

    /// <summary>To be sent now, from the start of the schedule; to be fetched, where its endpoint does that.</summary>
    public Recipient DueFor(WebhookEndpoint endpoint, long now) =>
        this with { State = RecipientState.Open, DueAt = endpoint.Kind == EndpointKind.Pull ? null : now, Failures = 0, Note = null };
}

/// <summary>One try.</summary>
/// <param name="At">Unix milliseconds, when it began.</param>
/// <param name="Took">Milliseconds.</param>
/// <param name="Status">The HTTP status; null where none came.</param>
/// <param name="Result">What was wrong, in a sentence; null where it arrived.</param>
/// <param name="Answer">The beginning of the answer where it was an error.</param>
internal sealed record Attempt(long At, int Took, int? Status = null, string? Result = null, string? Answer = null);

/// <summary>Where a recipient stands.</summary>
[JsonConverter(typeof(TolerantEnumConverter<RecipientState>))]
internal enum RecipientState
{
    Other,

    /// <summary>To be sent, now or at its due time, or to be fetched.</summary>
    Open,

    /// <summary>It answered 2xx, or fetched it.</summary>
    Sent,

    /// <summary>Every attempt failed.</summary>
    Failed,

    /// <summary>It is not to be sent: overtaken by a newer version, or the endpoint is disabled or gone.</summary>
    Suppressed,
}
