using System.Text.Json.Nodes;
using Syndication.Hosting.Sending;
using Syndication.Webhooks.Delivering;

namespace Syndication.Webhooks.Reading;

/// <summary>An event as its endpoint's owner sees it: what, where it stands, and every attempt.</summary>
/// <param name="Id">The <c>webhook-id</c>.</param>
/// <param name="At">When it happened.</param>
/// <param name="NextAt">Of the next attempt.</param>
/// <param name="Note">Why it is not sent.</param>
/// <param name="Payload">Where one delivery was asked for.</param>
internal sealed record DeliveryResponse(
    string Id,
    string Type,
    string? Release,
    string? Language,
    int? Version,
    int? Revision,
    DeliveryState State,
    DateTimeOffset At,
    DateTimeOffset? NextAt,
    string? Note,
    IReadOnlyList<AttemptResponse> Attempts,
    JsonNode? Payload = null)
{
    /// <param name="isHeld">Whether a person has stopped it.</param>
    public static DeliveryResponse Of(DeliveryBatch batch, int index, bool isHeld, JsonNode? payload = null)
    {
        var recipient = batch.Recipients[index];
        return new DeliveryResponse(
            batch.Message,
            batch.Type,
            batch.Release,
            batch.Language,
            batch.Release is null ? null : batch.Version,
            batch.Revision,
            StateOf(batch, recipient, isHeld),
            Instant(batch.At),
            recipient is { State: RecipientState.Open, DueAt: { } due } ? Instant(due) : null,
            recipient.Note,
            [.. recipient.Attempts.Select(attempt => new AttemptResponse(Instant(attempt.At), attempt.Took, attempt.Status, attempt.Result, attempt.Answer))],
            payload);
    }

    /// <summary>Where it stands, in the words of all channels.</summary>
    public static DeliveryState StateOf(DeliveryBatch batch, Recipient recipient, bool isHeld) => recipient.State switch
    {
        RecipientState.Open when isHeld => DeliveryState.Held,
        RecipientState.Open when recipient.Attempts.Count > 0 && recipient.Failures > 0 => DeliveryState.Deferred,
        RecipientState.Open when batch.LeasedUntil > 0 && recipient.DueAt is not null => DeliveryState.Sending,
        RecipientState.Open => DeliveryState.Pending,
        RecipientState.Sent => DeliveryState.Sent,
        RecipientState.Failed => DeliveryState.Failed,
        RecipientState.Suppressed => DeliveryState.Suppressed,
        _ => DeliveryState.Other,
    };

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}

/// <param name="Milliseconds">How long it took.</param>
/// <param name="Status">Of the answer; null where none came.</param>
/// <param name="Result">What was wrong; null where it arrived.</param>
/// <param name="Answer">The beginning of the answer where it was an error.</param>
internal sealed record AttemptResponse(DateTimeOffset At, int Milliseconds, int? Status, string? Result, string? Answer);
