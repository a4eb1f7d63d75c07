using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Syndication.Digest.Sending;
using Syndication.Digest.Subscriptions;
using Syndication.Testing.Mail;

namespace Syndication.Digest.Tests.Running;

/// <summary>What servers answer, and what comes back later.</summary>
public sealed class ReturnsTests
{
    [Fact]
    public async Task A_server_that_says_not_now_is_asked_again_and_one_that_says_never_is_believed()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        var asked = 0;
        server.Answer = command => command switch
        {
            "RCPT TO:<later@example.org>" when Interlocked.Increment(ref asked) <= 2 => "450 4.2.0 <later@example.org> is greylisted",
            "RCPT TO:<gone@example.org>" => "550 5.1.1 <gone@example.org>: no such user",
            "RCPT TO:<policy@example.org>" => "550 5.7.1 Not from you",
            _ => null,
        };
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri, null, ("Digest:FirstRetry", "00:00:00.2"), ("Digest:LongestRetry", "00:00:01"));
        var (later, gone, policy) = (await room.SubscribeAsync("later@example.org"), await room.SubscribeAsync("gone@example.org"), await room.SubscribeAsync("policy@example.org"));
        await room.PublishAsync("First");
        await Eventually.HoldsAsync(async () => (await room.MailsAsync(later)) is [{ State: MailState.Sent }]);
        await room.QuietAsync();
        Assert.Equal((MailState.Bounced, SubscriptionState.Unreachable), ((await room.MailsAsync(gone))[0].State, (await room.FindAsync(gone))!.State));
        Assert.Equal("550 5.1.1 (address): no such user", (await room.MailsAsync(gone))[0].Result);
        Assert.Equal((MailState.Failed, SubscriptionState.Active), ((await room.MailsAsync(policy))[0].State, (await room.FindAsync(policy))!.State));
        Assert.Equal(2, (await room.MailsAsync(later))[0].Failures);

        server.Forget();
        await room.PublishAsync("Second");
        await room.QuietAsync();
        Assert.DoesNotContain(server.Transcript, line => line.Contains("gone@", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("failed", "5.1.1", "bounce", true)]
    [InlineData("failed", "5.7.1", "failure", false)]
    [InlineData("failed", "5.1.8", "failure", false)]
    [InlineData("failed", "5.2.2", "failure", false)]
    [InlineData("failed", "4.4.7", "failure", false)]
    [InlineData("delayed", "4.4.1", "notice", false)]
    [InlineData("failed", "5.1.1", "bounce", true, "message/global-delivery-status", "message/global", "8bit")]
    [InlineData("failed", "5.1.1", "bounce", true, "message/global-delivery-status", "message/global-headers", "quoted-printable")]
    [InlineData("failed", "5.7.1", "failure", false, "message/global-delivery-status", "message/global", "base64")]
    public async Task A_status_notification_is_read(string action, string status, string kind, bool ends, string about = "message/delivery-status", string returned = "message/rfc822", string encoding = "7bit")
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri);
        var reader = await room.SubscribeAsync("reader@example.org");
        await room.PublishAsync("First");
        await room.QuietAsync();
        var mail = Assert.Single(server.Mails);
        Assert.StartsWith("bounces+", mail.Sender, StringComparison.Ordinal);
        var report = $"""
            Return-Path: <>
            Delivered-To: {mail.Sender.ToUpperInvariant()}
            From: MAILER-DAEMON@mx.example.org
            To: {mail.Sender}
            Subject: Undelivered
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status;
             boundary="b/1"

            --b/1
            Content-Type: text/plain

            It did not work.
            --b/1
            Content-Type: {about}
            Content-Transfer-Encoding: {encoding}

            {Encoded($"""
                Reporting-MTA: dns; mx.example.org
                Arrival-Date: Wed, 25 Nov 2026 10:00:00 +0000

                Final-Recipient: rfc822; reader@example.org
                Action: {action}
                Status: {status}
                Diagnostic-Code: smtp; 550 {status} something

                """, encoding)}
            --b/1
            Content-Type: {returned}
            Content-Transfer-Encoding: {encoding}

            {Encoded(mail.Content, encoding)}
            --b/1--
            """;
        Assert.Equal(kind, await PostAsync(room, report));
        Assert.Equal(kind, await PostAsync(room, report));
        Assert.Equal(ends ? SubscriptionState.Unreachable : SubscriptionState.Active, (await room.FindAsync(reader))!.State);
        Assert.Equal(ends ? MailState.Bounced : kind == "failure" ? MailState.Failed : MailState.Sent, (await room.MailsAsync(reader))[0].State);
    }

    [Fact]
    public async Task A_report_about_an_address_that_the_reader_has_left_ends_nothing()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri);
        var reader = await room.SubscribeAsync("old@example.org");
        await room.PublishAsync("First");
        await room.QuietAsync();
        await room.Service<Letters>().AskAsync(reader.Id, Syndication.Mail.EmailAddress.Parse("new@example.org")!, CancellationToken.None);
        var asked = (await room.FindAsync(reader))!;
        Assert.NotNull(await room.Service<SubscriptionActions>().ConfirmAddressAsync(new Link(LinkPurpose.Address, reader.Id, asked.Asked), CancellationToken.None));
        await room.PublishAsync("Second");
        await room.QuietAsync();

        static string ReportOf(ReceivedMail mail) => $"To: {mail.Sender}\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\nAction: failed\nStatus: 5.1.1\n";
        await PostAsync(room, ReportOf(server.Mails.First(mail => mail.Recipients[0] == "old@example.org")));
        Assert.Equal((SubscriptionState.Active, "new@example.org"), ((await room.FindAsync(reader))!.State, (await room.FindAsync(reader))!.Address));
        await PostAsync(room, ReportOf(server.Mails.Last(mail => mail.Header("Subject") == "Second")));
        Assert.Equal(SubscriptionState.Unreachable, (await room.FindAsync(reader))!.State);
    }

    [Theory]
    [InlineData(false, true, false)]
    [InlineData(false, true, true)]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    public async Task A_complaint_about_a_letter_is_that_of_the_one_who_got_it(bool isAskedForAnother, bool isNoted, bool isSubscribed)
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri);
        var reader = await room.SubscribeAsync("old@example.org");
        async Task<string> LetterAsync(string address)
        {
            await room.Service<Letters>().AskAsync(reader.Id, Syndication.Mail.EmailAddress.Parse(address)!, CancellationToken.None);
            await room.QuietAsync();
            return Assert.Single(server.Mails, mail => mail.Recipients[0] == address).Sender;
        }

        var stranger = isSubscribed ? await room.SubscribeAsync("new@example.org") : null;
        var letter = await LetterAsync("new@example.org");
        _ = isAskedForAnother ? await LetterAsync("newer@example.org") : null;
        if (!isNoted)
        {
            // As rows of before it was noted whom a letter goes to.
            var row = Assert.Single(await room.MailsAsync(reader));
            await room.Service<MailStore>().ChangeAsync(row, row with { AddressHash = null }, CancellationToken.None);
        }

        Assert.Equal("complaint", await PostAsync(room, ComplaintOf(letter)));

        var known = (await room.FindAsync(reader))!;
        Assert.Equal((SubscriptionState.Active, isAskedForAnother ? "newer@example.org" : null), (known.State, known.NewAddress));
        Assert.Equal(SuppressionReason.Complained, await SuppressionAsync(room, "new@example.org"));
        Assert.Null(await SuppressionAsync(room, "old@example.org"));
        Assert.True(stranger is null || (await room.FindAsync(stranger))!.State == SubscriptionState.Unreachable);
        await room.PublishAsync("First");
        await room.QuietAsync();
        Assert.Equal(("old@example.org", "First"), (server.Mails.Last().Recipients[0], server.Mails.Last().Header("Subject")));
    }

    [Fact]
    public async Task A_complaint_about_a_letter_to_one_s_own_address_ends_the_subscription()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri);
        var reader = await room.SubscribeAsync("reader@example.org");
        await room.SendAsync(HttpMethod.Post, "/api/subscriptions", new JsonObject { ["address"] = "reader@example.org" }, expected: System.Net.HttpStatusCode.Accepted);
        await Eventually.HoldsAsync(() => Task.FromResult(server.Mails.Count == 1));
        await room.QuietAsync();
        await PostAsync(room, ComplaintOf(Assert.Single(server.Mails).Sender));
        Assert.Equal(SubscriptionState.Unreachable, (await room.FindAsync(reader))!.State);
        Assert.Equal(SuppressionReason.Complained, await SuppressionAsync(room, "reader@example.org"));
    }

    [Fact]
    public async Task A_complaint_ends_a_subscription_and_only_an_operator_lets_it_begin_again()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        using var folder = new TemporaryFolder();
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri, null, ("Digest:BounceFolder", folder.Path));
        var reader = await room.SubscribeAsync("reader@example.org");
        await room.PublishAsync("First");
        await room.QuietAsync();
        var mail = Assert.Single(server.Mails);

        // What can't be read stops nothing.
        foreach (var name in new[] { "a", "b", "z" })
        {
            File.CreateSymbolicLink(folder[name], folder["nowhere"]);
        }

        await File.WriteAllTextAsync(folder["complaint"], $"""
            From: feedback@provider.example
            To: abuse@lake.example
            Content-Type: multipart/report; boundary=x; report-type=feedback-report

            --x
            Content-Type: message/feedback-report

            Feedback-Type: abuse
            User-Agent: Provider/1
            Version: 1

            --x
            Content-Type: text/rfc822-headers

            List-Unsubscribe: {mail.Header("List-Unsubscribe")}
            Subject: First
            --x--
            """);
        await Eventually.HoldsAsync(async () => (await room.FindAsync(reader))!.State == SubscriptionState.Unreachable);
        await Eventually.HoldsAsync(() => Task.FromResult(!File.Exists(folder["complaint"])));
        server.Forget();
        async Task AskAsync()
        {
            await room.SendAsync(HttpMethod.Post, "/api/subscriptions", new JsonObject { ["address"] = "reader@example.org" }, expected: System.Net.HttpStatusCode.Accepted);
            await room.QuietAsync();
        }

        await AskAsync();
        Assert.Empty(server.Mails);
        await room.SendAsync(HttpMethod.Post, "/api/subscriptions/release", new JsonObject { ["address"] = "reader@example.org" }, expected: System.Net.HttpStatusCode.NoContent);
        await AskAsync();
        Assert.Single(server.Mails);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Just a line")]
    [InlineData("To: bounces+00000000000000000000000000000000-0000000000@lake.example\n\nI am away.")]
    [InlineData("Content-Type: multipart/report; boundary=\"\"\n\n--\n")]
    [InlineData("Content-Type: multipart/report; boundary=a\n\n--a")]
    [InlineData("Content-Type: multipart/report; boundary=a\n\n--a\n--a\n--a--")]
    [InlineData("Content-Type: message/delivery-status\n\nAction: failed\nStatus: 5.1.1\n")]
    [InlineData("Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nOriginal-Mail-From: <bounces+0@lake.example>\n")]
    [InlineData(": \n:\n\n\u0000\u0001")]
    public async Task What_names_no_mail_of_ours_changes_nothing(string message)
    {
        using var data = new TemporaryFolder();
        await using var room = await MailRoom.StartAsync(data.Path);
        if (message.Length == 0)
        {
            await room.SendAsync(HttpMethod.Post, "/api/mail/inbound", null, expected: System.Net.HttpStatusCode.UnprocessableEntity);
            return;
        }

        Assert.Equal("none", await PostAsync(room, message));
    }

    private static string Encoded(string text, string encoding) => encoding switch
    {
        "base64" => Convert.ToBase64String(Encoding.UTF8.GetBytes(text), Base64FormattingOptions.InsertLineBreaks),
        "quoted-printable" => text.Replace("=", "=3D", StringComparison.Ordinal).Replace("e", "=65=\n", StringComparison.Ordinal),
        _ => text,
    };

    private static string ComplaintOf(string sender) => $"Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nOriginal-Mail-From: <{sender}>\n";

    private static async Task<SuppressionReason?> SuppressionAsync(MailRoom room, string address) =>
        (await room.Service<SuppressionStore>().FindAsync(room.Service<AddressHash>().Of(Syndication.Mail.EmailAddress.Parse(address)!), CancellationToken.None))?.Reason;

    private static async Task<string> PostAsync(MailRoom room, string message)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(message));
        content.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
        using var answer = await room.Admin.PostAsync(new Uri("/api/mail/inbound", UriKind.Relative), content);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["kind"]!.GetValue<string>();
    }
}
