using Syndication.Digest.Sending;
using Syndication.Mail;

namespace Syndication.Digest.Tests;

/// <summary>Whose fault a refusal is (RFC 3463).</summary>
public sealed class SettlementTests
{
    [Theory]
    [InlineData(MailStage.Recipient, 550, "5.1.1", "Bounced", true)] // No such mailbox.
    [InlineData(MailStage.Recipient, 550, "5.2.1", "Bounced", true)] // Closed.
    [InlineData(MailStage.Recipient, 550, null, "Bounced", true)]
    [InlineData(MailStage.Content, 550, "5.1.1", "Bounced", true)] // After DATA, but of the mailbox.
    [InlineData(MailStage.Content, 554, null, "Failed", false)]
    [InlineData(MailStage.Recipient, 550, "5.7.1", "Failed", false)] // Policy against us.
    [InlineData(MailStage.Content, 550, "5.7.26", "Failed", false)] // Not authenticated.
    [InlineData(MailStage.Content, 554, "5.6.0", "Failed", false)] // What was sent.
    [InlineData(MailStage.Recipient, 553, "5.6.7", "Failed", false)] // SMTPUTF8 is not known.
    [InlineData(MailStage.Content, 552, "5.3.4", "Failed", false)] // Too large.
    [InlineData(MailStage.Content, 552, "5.2.3", "Failed", false)] // Too large for the mailbox.
    [InlineData(MailStage.Recipient, 552, "5.2.2", "Deferred", false)] // Full.
    [InlineData(MailStage.Content, 552, "5.2.2", "Deferred", false)]
    [InlineData(MailStage.Sender, 550, "5.1.8", "Deferred", false)] // Our own address.
    [InlineData(MailStage.Recipient, 550, "5.1.8", "Failed", false)] // The same, as Postfix says it: with the recipient.
    [InlineData(MailStage.Recipient, 553, "5.1.7", "Failed", false)]
    [InlineData(MailStage.Recipient, 504, "5.5.2", "Failed", false)] // Our name, in HELO.
    [InlineData(MailStage.Recipient, 450, "4.2.0", "Deferred", false)]
    public void Only_a_refusal_of_the_address_ends_it(MailStage stage, int code, string? status, string state, bool suppresses)
    {
        var result = new RecipientResult(
            EmailAddress.Parse("reader@example.org")!,
            code >= 500 ? MailOutcome.Refused : MailOutcome.Deferred,
            stage,
            new MailReply(code, status, "No."));
        var row = Settlement.Apply(new MailRow { Id = "1", Run = "daily:2026-05-12", Subscriber = "2" }, result, now: 1_000, new DigestOptions(), jitter: 0.5);

        Assert.Equal((state, suppresses), (row.State.ToString(), Settlement.Suppresses(result)));
        Assert.Equal(state != "Deferred", row.IsSettled);
    }
}
