using Syndication.Webhooks.Delivering;
using Syndication.Webhooks.Messages;

namespace Syndication.Webhooks.Planning;

/// <summary>What was planned for an endpoint of a release.</summary>
/// <param name="MayHaveArrived">It did, or nobody can say that it did not.</param>
internal sealed record Holding(string Language, int Version, int Revision, bool IsRetraction, bool MayHaveArrived)
{
    public (int Version, int Revision) Pair => (Version, Revision);

    public static Holding Of(DeliveryBatch batch, Recipient recipient) => new(
        batch.Language ?? "",
        batch.Version,
        batch.Revision ?? 0,
        batch.Type == EventTypes.Retracted,
        MayHave(batch, recipient));

    // A batch that was claimed and not settled may have been sent by a process that died.
    private static bool MayHave(DeliveryBatch batch, Recipient recipient) => recipient.State switch
    {
        RecipientState.Sent or RecipientState.Failed => true,
        RecipientState.Open => recipient.Attempts.Count > 0 || batch.Attempt > 0,
        _ => recipient.Attempts.Count > 0 || recipient.IsInDoubt,
    };
}
