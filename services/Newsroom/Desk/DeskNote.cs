namespace Syndication.Newsroom.Desk;

/// <summary>What the page after a form tells about it.</summary>
internal static class DeskNote
{
    public const string Accepted = "accepted";
    public const string Discarded = "discarded";
    public const string Retried = "retried";
    public const string Forgotten = "forgotten";
    public const string SendingStopped = "sending-stopped";
    public const string SendingGoesOn = "sending-goes-on";
    public const string Retracted = "retracted";
    public const string KeyRevoked = "key-revoked";

    public const string SubscriberErased = "subscriber-erased";
    public const string SuppressionLifted = "suppression-lifted";

    public const string TranslationApproved = "translation-approved";
    public const string TranslationHeld = "translation-held";
    public const string TranslationLifted = "translation-lifted";
    public const string TranslationWithdrawn = "translation-withdrawn";
    public const string TranslationRestored = "translation-restored";
    public const string TranslationEdited = "translation-edited";

    /// <summary>Somebody else was faster.</summary>
    public const string Gone = "gone";

    public const string NotDone = "not-done";
}
