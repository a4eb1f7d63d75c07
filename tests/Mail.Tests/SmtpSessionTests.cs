using System.Text;
using Syndication.Mail.Mime;
using Syndication.Testing.Mail;

namespace Syndication.Mail.Tests;

/// <summary>The conversation, line by line.</summary>
public sealed class SmtpSessionTests
{
    private static readonly string[] Transaction = ["MAIL", "RCPT", "DATA"];

    public static TheoryData<bool> Pipelining => [true, false];

    [Theory]
    [MemberData(nameof(Pipelining))]
    public async Task Mails_share_a_connection_and_each_arrives_as_it_was_written(bool pipelines)
    {
        await using var server = SmtpServer.Start();
        server.Extensions = pipelines ? server.Extensions : ["8BITMIME"];
        var mails = Enumerable.Range(1, 5).Select(number => Drafts.Composed($"Mail {number}", $"reader{number}@example.org", $"m{number}")).ToList();
        var results = await Smtp.To(server.Uri).SendAllAsync(mails);

        Assert.All(results, result => Assert.Equal((MailOutcome.Accepted, MailStage.Content, 250), (result.Outcome, result.Stage, result.Reply.Code)));
        Assert.Equal(mails.Select(mail => Encoding.ASCII.GetString(mail.Content.Span)), server.Mails.Select(mail => mail.Content));
        Assert.Equal(mails.Select(mail => mail.Envelope.Recipients[0].ToString()), server.Mails.Select(mail => Assert.Single(mail.Recipients)));
        Assert.Equal(1, server.Sessions);
        Assert.Equal(
            ["EHLO", .. Enumerable.Repeat(Transaction, 5).SelectMany(verbs => verbs), "QUIT"],
            server.Transcript.Where(line => line[0] != '|').Select(line => line.Split(' ', '¶')[0]));
    }

    [Fact]
    public async Task The_next_envelope_travels_with_the_end_of_a_mail_and_its_content_waits()
    {
        await using var server = SmtpServer.Start();
        await using var session = await Smtp.To(server.Uri).OpenAsync(CancellationToken.None);
        var (one, two) = (Drafts.Composed("One", id: "m1"), Drafts.Composed("Two", "second@example.org", "m2"));
        await session.SendAsync(one, two.Envelope, CancellationToken.None);

        await Eventually.HoldsAsync(() => Task.FromResult(server.Transcript.Count(line => line.StartsWith("DATA", StringComparison.Ordinal)) == 2));
        Assert.Single(server.Mails);
        await Assert.ThrowsAsync<InvalidOperationException>(() => session.SendAsync(one, null, CancellationToken.None));

        await session.SendAsync(two, null, CancellationToken.None);
        Assert.Equal(2, server.Mails.Count);
    }

    [Fact]
    public async Task A_mail_that_was_announced_and_is_not_wanted_any_more_is_hung_up_on()
    {
        await using var server = SmtpServer.Start();
        await using (var session = await Smtp.To(server.Uri).OpenAsync(CancellationToken.None))
        {
            var one = Drafts.Composed("One", id: "m1");
            await session.SendAsync(one, Drafts.Composed("Two", "second@example.org", "m2").Envelope, CancellationToken.None);
        }

        Assert.Single(server.Mails);
        Assert.DoesNotContain(server.Transcript, line => line.Contains("Two", StringComparison.Ordinal) || line.StartsWith("QUIT", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pipelining))]
    public async Task A_mail_is_asked_for_when_the_server_waits_for_it_and_can_be_withheld_then(bool pipelines)
    {
        await using var server = SmtpServer.Start();
        server.Extensions = pipelines ? server.Extensions : [];
        var isAwaited = false;
        await using (var session = await Smtp.To(server.Uri).OpenAsync(CancellationToken.None))
        {
            var results = await session.SendAsync(
                Drafts.Composed().Envelope,
                _ =>
                {
                    isAwaited = server.Transcript.Any(line => line.StartsWith("DATA", StringComparison.Ordinal));
                    return new ValueTask<ReadOnlyMemory<byte>?>((ReadOnlyMemory<byte>?)null);
                },
                null,
                CancellationToken.None);
            Assert.Null(results);
            Assert.False(session.IsOpen);
        }

        Assert.True(isAwaited);
        Assert.Empty(server.Mails);
    }

    [Theory]
    [MemberData(nameof(Pipelining))]
    public async Task Each_recipient_has_a_result_and_one_that_is_refused_keeps_no_other_from_the_mail(bool pipelines)
    {
        await using var server = SmtpServer.Start();
        server.Extensions = pipelines ? server.Extensions : [];
        server.Answer = command => command switch
        {
            "RCPT TO:<gone@example.org>" => "550 5.1.1 <gone@example.org>: no such user",
            "RCPT TO:<later@example.org>" => "450 4.2.0 Greylisted, come again",
            _ => null,
        };
        var mail = Drafts.Composed();
        var all = mail with { Envelope = mail.Envelope with { Recipients = [Address("gone"), Address("reader"), Address("later")] } };
        var results = await Smtp.To(server.Uri).SendAllAsync(all, Drafts.Composed("Two", id: "m2"));

        Assert.Equal(
            [(MailOutcome.Refused, MailStage.Recipient, "5.1.1"), (MailOutcome.Accepted, MailStage.Content, "2.0.0"), (MailOutcome.Deferred, MailStage.Recipient, "4.2.0"), (MailOutcome.Accepted, MailStage.Content, "2.0.0")],
            results.Select(result => (result.Outcome, result.Stage, result.Reply.Status)));
        Assert.Equal("550 5.1.1 (address): no such user", results[0].Reply.ToString());
        Assert.Equal(["reader@example.org"], server.Mails.First().Recipients);
    }

    [Theory]
    [InlineData("MAIL", "451 4.3.0 Try later", true, MailOutcome.Deferred, MailStage.Sender)]
    [InlineData("MAIL", "550 5.7.1 Sender rejected", true, MailOutcome.Refused, MailStage.Sender)]
    [InlineData("RCPT", "550 5.1.1 No such user", true, MailOutcome.Refused, MailStage.Recipient)]
    [InlineData("DATA", "451 4.3.0 Try later", true, MailOutcome.Deferred, MailStage.Content)]
    [InlineData("DATA", "554 5.7.1 Not for us", true, MailOutcome.Refused, MailStage.Content)]
    [InlineData(".", "554 5.6.0 Not like this", true, MailOutcome.Refused, MailStage.Content)]
    [InlineData(".", "452 4.3.1 Out of disk", true, MailOutcome.Deferred, MailStage.Content)]
    [InlineData("MAIL", "550 5.7.1 Sender rejected", false, MailOutcome.Refused, MailStage.Sender)]
    [InlineData("RCPT", "450 4.2.0 Greylisted", false, MailOutcome.Deferred, MailStage.Recipient)]
    [InlineData(".", "554 5.6.0 Not like this", false, MailOutcome.Refused, MailStage.Content)]
    public async Task Whatever_is_refused_the_next_mail_goes_over_the_same_connection(string command, string answer, bool pipelines, MailOutcome outcome, MailStage stage)
    {
        await using var server = SmtpServer.Start();
        server.Extensions = pipelines ? server.Extensions : [];
        var refusals = 0;
        server.Answer = line => line.Split(' ')[0] == command && Interlocked.Increment(ref refusals) == 1 ? answer : null;
        var results = await Smtp.To(server.Uri).SendAllAsync(Drafts.Composed("One", id: "m1"), Drafts.Composed("Two", id: "m2"), Drafts.Composed("Three", id: "m3"));

        Assert.Equal((outcome, stage, answer), (results[0].Outcome, results[0].Stage, results[0].Reply.ToString()));
        Assert.All(results.Skip(1), result => Assert.Equal(MailOutcome.Accepted, result.Outcome));
        Assert.Equal(1, server.Sessions);
        Assert.Equal(["<m2@lake.example>", "<m3@lake.example>"], server.Mails.Select(mail => mail.Header("Message-ID")));
    }

    [Fact]
    public async Task A_server_that_waits_for_a_mail_that_nobody_gets_is_given_an_empty_one()
    {
        await using var server = SmtpServer.Start();
        var recipients = 0;
        server.Answer = command => command switch
        {
            ['R', 'C', ..] when Interlocked.Increment(ref recipients) == 1 => "550 5.1.1 No such user",
            "DATA" => "354 Go on",
            _ => null,
        };
        var results = await Smtp.To(server.Uri).SendAllAsync(Drafts.Composed("One", id: "m1"), Drafts.Composed("Two", id: "m2"));

        Assert.Equal([MailOutcome.Refused, MailOutcome.Accepted], results.Select(result => result.Outcome));
        Assert.Equal(["", "<m2@lake.example>"], server.Mails.Select(mail => mail.Header("Message-ID") ?? mail.Content));
    }

    [Fact]
    public async Task A_421_ends_the_connection_and_the_mail_is_put_off()
    {
        await using var server = SmtpServer.Start();
        var mails = 0;
        server.Answer = command => command == "." && Interlocked.Increment(ref mails) == 2 ? "421 4.3.2 Shutting down" : null;
        var results = await Smtp.To(server.Uri).SendAllAsync(Drafts.Composed("One", id: "m1"), Drafts.Composed("Two", id: "m2"), Drafts.Composed("Three", id: "m3"));

        Assert.Equal([MailOutcome.Accepted, MailOutcome.Deferred, MailOutcome.Accepted], results.Select(result => result.Outcome));
        Assert.Equal(2, server.Sessions);
    }

    [Theory]
    [InlineData("MAIL", false)]
    [InlineData("DATA", false)]
    [InlineData(".", true)]
    public async Task A_lost_connection_tells_whether_the_mail_may_have_been_taken(string command, bool mayBeTaken)
    {
        await using var server = SmtpServer.Start();
        server.Answer = line => line.Split(' ')[0] == command ? "drop" : null;

        var lost = await Assert.ThrowsAsync<MailTransportException>(() => Smtp.To(server.Uri).SendAllAsync(Drafts.Composed()));
        Assert.Equal(mayBeTaken, lost.MayBeTaken);
        Assert.Equal(mayBeTaken ? 1 : 0, server.Mails.Count);
    }

    [Fact]
    public async Task A_connection_is_retired_after_as_many_mails_as_it_may_carry()
    {
        await using var server = SmtpServer.Start();
        var options = Smtp.Options(server.Uri);
        options.MailsPerConnection = 2;
        var results = await new Mail.Smtp.SmtpTransport(options).SendAllAsync([.. Enumerable.Range(1, 5).Select(number => Drafts.Composed(id: $"m{number}"))]);

        Assert.All(results, result => Assert.Equal(MailOutcome.Accepted, result.Outcome));
        Assert.Equal((5, 3), (server.Mails.Count, server.Sessions));
    }

    [Theory]
    [InlineData("500 5.5.1 What?")]
    [InlineData("220-a\r\n220-b\r\n220-c\r\n250 sink.example", "does not speak SMTP")]
    [InlineData("Hello there", "does not speak SMTP")]
    [InlineData("99 short", "does not speak SMTP")]
    [InlineData("HTTP/1.1 400 Bad Request", "does not speak SMTP")]
    public async Task What_does_not_greet_as_a_server_should_is_told_in_a_sentence(string greeting, string? sentence = null)
    {
        await using var server = SmtpServer.Start();
        server.Answer = command => command == "connect" ? greeting : null;

        var refused = await Assert.ThrowsAsync<MailTransportException>(() => Smtp.To(server.Uri).OpenAsync(CancellationToken.None));
        Assert.Contains(sentence ?? "greets with 500 5.5.1 What?", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_without_end_and_an_answer_without_end_are_given_up()
    {
        await using var server = SmtpServer.Start();
        server.Answer = command => command == "connect" ? "220 " + new string('x', 5_000) : null;
        Assert.Contains("4096 octets", (await Assert.ThrowsAsync<MailTransportException>(() => Smtp.To(server.Uri).OpenAsync(CancellationToken.None))).Message, StringComparison.Ordinal);

        server.Answer = command => command == "connect" ? string.Concat(Enumerable.Repeat("220-more\r\n", 300)) + "220 end" : null;
        Assert.Contains("without end", (await Assert.ThrowsAsync<MailTransportException>(() => Smtp.To(server.Uri).OpenAsync(CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up_in_time()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var options = Smtp.Options($"smtp://127.0.0.1:{((System.Net.IPEndPoint)silent.LocalEndpoint).Port}");
        options.Timeout = TimeSpan.FromMilliseconds(200);

        Assert.Contains("did not answer", (await Assert.ThrowsAsync<MailTransportException>(() => new Mail.Smtp.SmtpTransport(options).OpenAsync(CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_beyond_ascii_goes_where_it_is_known_and_is_refused_where_not()
    {
        await using var server = SmtpServer.Start();
        var mail = Drafts.Composed(to: "réfugiés@example.org");
        Assert.Equal(MailOutcome.Accepted, (await Smtp.To(server.Uri).SendAllAsync(mail))[0].Outcome);
        Assert.Contains("MAIL FROM:<news@lake.example> BODY=8BITMIME SMTPUTF8¶", server.Transcript);
        Assert.Contains("RCPT TO:<réfugiés@example.org>¶", server.Transcript);

        server.Forget();
        server.Extensions = ["PIPELINING", "8BITMIME"];
        var results = await Smtp.To(server.Uri).SendAllAsync(mail, Drafts.Composed(id: "m2"));
        Assert.Equal([(MailOutcome.Refused, "5.6.7"), (MailOutcome.Accepted, "2.0.0")], results.Select(result => (result.Outcome, result.Reply.Status)));
        Assert.DoesNotContain(server.Transcript, line => line.Contains("réfugiés", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mail_that_is_too_large_for_the_server_is_not_sent()
    {
        await using var server = SmtpServer.Start();
        server.Extensions = ["PIPELINING", "SIZE 100"];

        var result = Assert.Single(await Smtp.To(server.Uri).SendAllAsync(Drafts.Composed()));
        Assert.Equal((MailOutcome.Refused, MailStage.Content, "5.3.4"), (result.Outcome, result.Stage, result.Reply.Status));
        Assert.Equal("DATA¶", server.Transcript.Last());
        Assert.Empty(server.Mails);
    }

    /// <summary>What goes over the wire differs from a harmless mail's in the harmless places alone.</summary>
    [Theory]
    [InlineData("\r\n.\r\nMAIL FROM:<evil@example.org>\r\nRCPT TO:<victim@example.org>\r\nDATA\r\n")]
    [InlineData("\n.\nMAIL FROM:<evil@example.org>\n")]
    [InlineData("\r.\rMAIL FROM:<evil@example.org>\r")]
    [InlineData("\n.\r\nRSET\r\n")]
    [InlineData("\r\nBcc: victim@example.org\r\n\r\nand a body")]
    [InlineData("\0\r\n.\r\n\0")]
    [InlineData("\u2028.\u2029\u0085.\u0085")]
    [InlineData("\u202Etxt.\u202D")]
    [InlineData(".\r\n..\r\n...")]
    public async Task Nothing_that_a_text_holds_becomes_a_command(string hostile)
    {
        await using var server = SmtpServer.Start();
        var harmless = await TranscriptAsync(server, "Harmless");
        var attacked = await TranscriptAsync(server, hostile);

        Assert.Equal(Commands(harmless), Commands(attacked));
        Assert.Equal(HeaderNames(harmless), HeaderNames(attacked));
        Assert.DoesNotContain(attacked, line => line.Contains('␊', StringComparison.Ordinal) || line.Contains('\r', StringComparison.Ordinal) || !line.EndsWith('¶'));
        Assert.Single(server.Mails);

        static IEnumerable<string> Commands(IReadOnlyList<string> transcript) => transcript.Where(line => line[0] != '|');
        static IEnumerable<string> HeaderNames(IReadOnlyList<string> transcript) => transcript
            .SkipWhile(line => line[0] != '|').TakeWhile(line => line != "| ¶")
            .Where(line => line[2] is not (' ' or '\t')).Select(line => line.Split(':')[0]);
    }

    /// <summary>Content of any making: what is no line break of SMTP's becomes one, and no line can end the mail.</summary>
    [Fact]
    public async Task Content_with_bare_line_breaks_and_dots_is_made_safe()
    {
        await using var server = SmtpServer.Start();
        var content = "A: b\n\n.\n.\r.\r\n..dots\rRSET\n.";
        var result = await Smtp.To(server.Uri).SendAllAsync(Drafts.Composed() with { Content = Encoding.ASCII.GetBytes(content) });

        Assert.Equal(MailOutcome.Accepted, result[0].Outcome);
        Assert.Equal("A: b\r\n\r\n.\r\n.\r\n.\r\n..dots\r\nRSET\r\n.\r\n", Assert.Single(server.Mails).Content);
    }

    private static EmailAddress Address(string name) => EmailAddress.Parse($"{name}@example.org")!;

    private static async Task<IReadOnlyList<string>> TranscriptAsync(SmtpServer server, string text)
    {
        server.Forget();
        var mail = new MailTemplate(Drafts.Of(text, text, $"<p>{text}</p>", name: text)).Write(Drafts.Copy("\"quoted local part\"@example.org", text));
        await Smtp.To(server.Uri).SendAllAsync(mail);
        return [.. server.Transcript];
    }
}
