namespace Syndication.Digest.Sending;

/// <summary>What the status of a mail that was refused for good means (RFC 3463), whether a server answered it or a report brought it.</summary>
internal static class Refusal
{
    /// <summary>The mailbox is full; it may have room again.</summary>
    public const string MailboxFull = "5.2.2";

    /// <summary>Whether the address takes no mail. Otherwise it may be all right.</summary>
    public static bool IsOfTheAddress(string status) => status switch
    {
        MailboxFull => false,

        // Our own address, and its domain.
        "5.1.7" or "5.1.8" => false,

        // Too large for the mailbox, or for the system.
        "5.2.3" or "5.3.4" => false,

        // Large providers answer so for mailboxes that they do not have.
        "5.5.0" => true,

        // How we speak, what was sent, and policy against who we are.
        _ => !status.StartsWith("5.5.", StringComparison.Ordinal)
            && !status.StartsWith("5.6.", StringComparison.Ordinal)
            && !status.StartsWith("5.7.", StringComparison.Ordinal),
    };
}
