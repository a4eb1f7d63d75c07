using System.Security.Cryptography;
using System.Text;
using Syndication.Digest.Sending;
using Syndication.Testing.Mail;

namespace Syndication.Digest.Tests.Running;

/// <summary>A real Postfix between us and the readers: encrypted, logged in, signed, read back by others' programs.</summary>
public sealed class RelayTests
{
    private static readonly string[] Names = ["anna", "boris", "clara"];

    [Fact]
    public async Task Digests_corrections_and_withdrawals_go_through_a_relay_signed_and_whole()
    {
        using var data = new TemporaryFolder();
        using var key = RSA.Create(2048);
        await File.WriteAllTextAsync(data["dkim.pem"], key.ExportPkcs8PrivateKeyPem());
        await using var sink = SmtpServer.Start();
        await using var postfix = await Postfix.StartAsync(sink.Port);
        await using var room = await MailRoom.StartAsync(
            data["data"],
            $"smtp://{Postfix.Login}@localhost:{postfix.Port}?tls=required",
            null,
            ("Mail:CertificateAuthority", postfix.Authority),
            ("Mail:Dkim:Domain", "lake.example"),
            ("Mail:Dkim:Selector", "s2026"),
            ("Mail:Dkim:Key", data["dkim.pem"]));
        var readers = await Task.WhenAll(Names.Select(name => room.SubscribeAsync($"{name}@example.org")));
        var release = await room.PublishAsync("L’été : “naïve” façade – Zürich");
        await ArrivedAsync(3);
        var corrected = await room.CorrectAsync(release, "L’été, corrigé");
        await ArrivedAsync(6);
        await room.RetractAsync(corrected);
        await ArrivedAsync(9);

        // The relay may have passed a mail on before its sender has read that it took it.
        foreach (var reader in readers)
        {
            await Eventually.HoldsAsync(async () => (await room.MailsAsync(reader)).All(mail => mail.State == MailState.Sent));
        }

        var contents = sink.Mails.Select(mail => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(mail.Content)).ToList();
        foreach (var content in contents)
        {
            var (isValid, asked, covered) = await PythonMail.VerifyAsync(content, key);
            Assert.True(isValid);
            Assert.Equal("s2026._domainkey.lake.example.", asked);
            Assert.Superset(new HashSet<string> { "from", "subject", "date", "message-id", "list-unsubscribe", "list-unsubscribe-post" }, covered.ToHashSet());
        }

        var mails = await PythonMail.ReadAsync(contents);
        Assert.All(mails, mail =>
        {
            Assert.Empty(mail.Defects);
            Assert.Equal(["multipart/alternative", "text/plain", "text/html"], mail.Parts.Select(part => part.Type));
            Assert.All(mail.Parts, part => Assert.Empty(part.Defects));
            Assert.Equal("List-Unsubscribe=One-Click", mail.Header("List-Unsubscribe-Post"));
            Assert.Contains(mail.Headers, header => header[0] == "Received" && header[1].Contains("ESMTPSA", StringComparison.Ordinal));
            Assert.True(mail.Longest <= 998 && mail.Bare == 0);
        });
        Assert.Equal(3, mails.Count(mail => mail.Header("Subject") == "L’été : “naïve” façade – Zürich"));
        Assert.Equal(9, mails.Select(mail => mail.Header("Message-ID")).Distinct().Count());

        Task ArrivedAsync(int count) => Eventually.HoldsAsync(() => Task.FromResult(sink.Mails.Count >= count));
    }
}
