namespace Syndication.Newsroom.Desk;

/// <summary>What the page after a form tells about it.</summary>
internal static class DeskNote
{
    public const string Accepted = "accepted";
    public const string Discarded = "discarded";
    public const string Retried = "retried";
    public const string KeyRevoked = "key-revoked";

    /// <summary>Somebody else was faster.</summary>
    public const string Gone = "gone";

    public const string NotDone = "not-done";
}
