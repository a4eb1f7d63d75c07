namespace Syndication.Digest.Sending;

/// <summary>Why a mail was not sent, in sentences that the desk shows.</summary>
internal static class WhyNot
{
    public const string NotReachable = "The reader had left: not reachable.";
    public const string NothingLeft = "There was nothing left to tell.";
    public const string ToldAlready = "The reader had been told by another mail.";
    public const string Left = "The reader left before it was sent.";
    public const string OnHold = "On hold.";
    public const string Paused = "The reader has paused.";
}
