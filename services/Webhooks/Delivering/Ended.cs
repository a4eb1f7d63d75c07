using Syndication.Webhooks.Endpoints;
using Syndication.Webhooks.Planning;

namespace Syndication.Webhooks.Delivering;

/// <summary>What came of one recipient.</summary>
/// <param name="Index">In its batch.</param>
/// <param name="Endpoint">Null where it is gone.</param>
/// <param name="Result">Null where nothing was sent.</param>
/// <param name="Note">Why it is never to be sent; null where it may be.</param>
/// <param name="Slot">To be freed once it is written down.</param>
internal sealed record Ended(int Index, WebhookEndpoint? Endpoint, SendResult? Result, string? Note, SendingSlots.Slot? Slot)
{
    /// <summary>0 to 1, drawn once, so that writing it down again gives the same.</summary>
    private readonly double _random = Random.Shared.NextDouble();

    /// <summary>The recipient, once this is known.</summary>
    /// <param name="now">Unix milliseconds of the store's clock.</param>
    public Recipient Next(Recipient recipient, long now)
    {
        if (Result is null)
        {
            return Note is null ? recipient : recipient.Suppressed(Note);
        }

        var tried = recipient.With(Result.AsAttempt());
        if (Result.IsDelivered)
        {
            return tried with { State = RecipientState.Sent, DueAt = null, Failures = 0, Note = null };
        }

        if (tried.State == RecipientState.Suppressed)
        {
            // Overtaken while it was under way: it is not tried again.
            return tried;
        }

        var failures = tried.Failures + 1;
        var pause = Result.IsGone ? null : RetrySchedule.After(failures, Result.RetryAfter, _random);
        return pause is { } wait
            ? tried with { State = RecipientState.Open, DueAt = now + (long)wait.TotalMilliseconds, Failures = failures }
            : tried with { State = RecipientState.Failed, DueAt = null, Failures = failures, Note = Result.IsGone ? Notes.Disabled : null };
    }
}
