using Syndication.Mail.Smtp;
using Syndication.Testing.Mail;

namespace Syndication.Mail.Tests;

/// <summary>A real relay: encryption, logging in, greylisting, letters beyond ASCII.</summary>
public sealed class PostfixTests
{
    [Theory]
    [InlineData("plain login", false)]
    [InlineData("login", false)]
    [InlineData("plain", true)]
    public async Task It_relays_for_who_encrypts_and_logs_in(string mechanisms, bool isImplicit)
    {
        await using var sink = SmtpServer.Start();
        await using var postfix = await Postfix.StartAsync(sink.Port, mechanisms: mechanisms);
        var mails = Enumerable.Range(1, 3).Select(number => Drafts.Composed($"Réfugiés {number}", $"reader{number}@example.org", $"m{number}")).Append(Drafts.Composed("Four", "réfugiés@example.org", "m4")).ToList();
        var results = await To(postfix, isImplicit).SendAllAsync(mails);

        Assert.All(results, result => Assert.True(result.Outcome == MailOutcome.Accepted, result.Reply.ToString()));
        await Eventually.HoldsAsync(() => Task.FromResult(sink.Mails.Count == 4));
        Assert.Equal(["<m1@lake.example>", "<m2@lake.example>", "<m3@lake.example>", "<m4@lake.example>"], sink.Mails.Select(mail => mail.Header("Message-ID")).Order());
        var read = await PythonMail.ReadAsync([.. sink.Mails.Where(mail => mail.Header("Message-ID") == "<m1@lake.example>").Select(mail => (ReadOnlyMemory<byte>)System.Text.Encoding.UTF8.GetBytes(mail.Content))]);
        Assert.Equal("Réfugiés 1", read[0].Header("Subject"));
        Assert.Contains("ESMTPSA", read[0].Header("Received"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_a_wrong_password_nor_a_wrong_certificate_nor_the_lack_of_encryption_goes_unseen()
    {
        await using var sink = SmtpServer.Start();
        await using var postfix = await Postfix.StartAsync(sink.Port);

        await RefusedAsync($"smtp://digest:wrong@localhost:{postfix.Port}?tls=required", postfix.Authority, "does not accept the user and password");
        await RefusedAsync($"smtp://{Postfix.Login}@localhost:{postfix.Port}?tls=required", null, "can't be trusted");
        await RefusedAsync($"smtp://{Postfix.Login}@127.0.0.1:{postfix.Port}?tls=required", postfix.Authority, "can't be trusted");
        await RefusedAsync($"smtps://{Postfix.Login}@localhost:{postfix.ImplicitPort}", null, "can't be trusted");
        await RefusedAsync($"smtp://localhost:{sink.Port}?tls=required", postfix.Authority, "does not offer STARTTLS");
        await RefusedAsync($"smtp://u:p@localhost:{sink.Port}", postfix.Authority, "offers neither AUTH PLAIN nor AUTH LOGIN");

        // Without logging in it takes nothing, and says so of the recipient; without encryption it takes no sender.
        Assert.Equal(MailStage.Recipient, (await To($"smtp://localhost:{postfix.Port}?tls=required", postfix.Authority).SendAllAsync(Drafts.Composed()))[0].Stage);
        var inTheClear = (await To($"smtp://localhost:{postfix.Port}", postfix.Authority).SendAllAsync(Drafts.Composed()))[0];
        Assert.Equal((MailOutcome.Refused, MailStage.Sender, 530), (inTheClear.Outcome, inTheClear.Stage, inTheClear.Reply.Code));
        Assert.Empty(sink.Mails);
        Assert.DoesNotContain(Postfix.Password, postfix.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_greylisted_recipient_is_put_off_and_reached_later()
    {
        await using var sink = SmtpServer.Start();
        await using var postfix = await Postfix.StartAsync(sink.Port, greylist: TimeSpan.FromSeconds(2));
        var first = (await To(postfix).SendAllAsync(Drafts.Composed()))[0];
        Assert.Equal((MailOutcome.Deferred, MailStage.Recipient, "4.2.0"), (first.Outcome, first.Stage, first.Reply.Status));

        await Eventually.HoldsAsync(async () => (await To(postfix).SendAllAsync(Drafts.Composed()))[0].Outcome == MailOutcome.Accepted);
        await Eventually.HoldsAsync(() => Task.FromResult(sink.Mails.Count == 1));
    }

    private static SmtpTransport To(Postfix postfix, bool isImplicit = false) => To(
        isImplicit ? $"smtps://{Postfix.Login}@localhost:{postfix.ImplicitPort}" : $"smtp://{Postfix.Login}@localhost:{postfix.Port}?tls=required", postfix.Authority);

    private static SmtpTransport To(string uri, string? authority)
    {
        var options = Smtp.Options(uri);
        options.CertificateAuthority = authority;
        Assert.Empty(options.Faults());
        return new SmtpTransport(options);
    }

    private static async Task RefusedAsync(string uri, string? authority, string sentence)
    {
        var refused = await Assert.ThrowsAsync<MailTransportException>(() => To(uri, authority).OpenAsync(CancellationToken.None));
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Postfix.Password, refused.ToString(), StringComparison.Ordinal);
    }
}
