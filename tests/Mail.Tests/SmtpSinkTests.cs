using Syndication.Testing.Mail;

namespace Syndication.Mail.Tests;

/// <summary>Postfix's smtp-sink, which refuses, hangs up and dawdles.</summary>
public sealed class SmtpSinkTests
{
    [Theory]
    [InlineData()]
    [InlineData("-p")]
    [InlineData("-e")]
    [InlineData("-w", "1")]
    [InlineData("-8", "-E", "-N", "-a")]
    public async Task Mails_arrive_whatever_the_server_knows(params string[] arguments)
    {
        Assert.SkipUnless(SmtpSink.IsInstalled, SmtpSink.Missing);
        await using var sink = await SmtpSink.StartAsync(arguments);
        var results = await Smtp.To(sink.Uri).SendAllAsync(Drafts.Composed(id: "m1"), Drafts.Composed(id: "m2"));

        Assert.All(results, result => Assert.Equal(MailOutcome.Accepted, result.Outcome));
        await Eventually.HoldsAsync(() => Task.FromResult(sink.MessageIds().Count == 2));
        Assert.Equal(["<m1@lake.example>", "<m2@lake.example>"], sink.MessageIds());
    }

    [Theory]
    [InlineData(MailOutcome.Deferred, MailStage.Recipient, "450 4.3.0 Error: command failed", "-r", "RCPT")]
    [InlineData(MailOutcome.Refused, MailStage.Recipient, "500 5.3.0 Error: command failed", "-f", "RCPT")]
    [InlineData(MailOutcome.Deferred, MailStage.Sender, "450 4.3.0 Error: command failed", "-r", "MAIL")]
    [InlineData(MailOutcome.Refused, MailStage.Sender, "500 5.3.0 Error: command failed", "-f", "MAIL")]
    [InlineData(MailOutcome.Deferred, MailStage.Content, "450 4.3.0 Error: command failed", "-r", "DATA")]
    [InlineData(MailOutcome.Refused, MailStage.Content, "500 5.3.0 Error: command failed", "-f", ".")]
    [InlineData(MailOutcome.Deferred, MailStage.Content, "450 4.3.0 Error: command failed", "-r", ".")]
    [InlineData(MailOutcome.Refused, MailStage.Recipient, "550 5.1.1 No such user", "-f", "RCPT", "-B", "550 5.1.1 No such user")]
    public async Task What_is_refused_says_what_and_for_how_long(MailOutcome outcome, MailStage stage, string reply, params string[] arguments)
    {
        Assert.SkipUnless(SmtpSink.IsInstalled, SmtpSink.Missing);
        await using var sink = await SmtpSink.StartAsync(arguments);
        var results = await Smtp.To(sink.Uri).SendAllAsync(Drafts.Composed(id: "m1"), Drafts.Composed(id: "m2"));

        Assert.All(results, result => Assert.Equal((outcome, stage, reply), (result.Outcome, result.Stage, result.Reply.ToString())));
    }

    [Theory]
    [InlineData(false, "-q", "MAIL")]
    [InlineData(false, "-q", "RCPT")]
    [InlineData(false, "-q", "DATA")]
    [InlineData(true, "-q", ".")]
    [InlineData(false, "-Q", "DATA")]
    [InlineData(false, "-Q", "MAIL")]
    public async Task A_server_that_hangs_up_is_told_from_one_that_may_have_taken_the_mail(bool mayBeTaken, params string[] arguments)
    {
        Assert.SkipUnless(SmtpSink.IsInstalled, SmtpSink.Missing);
        await using var sink = await SmtpSink.StartAsync(arguments);

        var lost = await Assert.ThrowsAsync<MailTransportException>(() => Smtp.To(sink.Uri).SendAllAsync(Drafts.Composed()));
        Assert.Equal(mayBeTaken, lost.MayBeTaken);
    }

    [Theory]
    [InlineData("-q", "CONNECT")]
    [InlineData("-f", "CONNECT")]
    [InlineData("-r", "EHLO")]
    [InlineData("-Q", "EHLO")]
    public async Task A_server_that_does_not_want_us_at_all_is_no_fault_of_a_recipient(params string[] arguments)
    {
        Assert.SkipUnless(SmtpSink.IsInstalled, SmtpSink.Missing);
        await using var sink = await SmtpSink.StartAsync(arguments);

        await Assert.ThrowsAsync<MailTransportException>(() => Smtp.To(sink.Uri).OpenAsync(CancellationToken.None));
    }
}
