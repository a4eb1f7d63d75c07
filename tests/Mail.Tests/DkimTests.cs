using System.Security.Cryptography;
using System.Text;
using Syndication.Mail.Dkim;
using Syndication.Mail.Mime;
using Syndication.Testing.Mail;

namespace Syndication.Mail.Tests;

/// <summary>Signatures, checked by Debian's python3-dkim.</summary>
public sealed class DkimTests : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);
    private readonly DkimSigner _signer;

    public DkimTests() => _signer = new DkimSigner("lake.example", "s2026", _key, new ManualClock());

    public void Dispose() => _key.Dispose();

    [Theory]
    [InlineData("Forty buoys", "Forty buoys were laid.\n")]
    [InlineData("Des bouées posées à l’aube, près d’Évian — première étape, et une ligne qui ne finit pas", "Un  texte\tavec   des espaces \n\n\n\n")]
    [InlineData("Empty", "")]
    [InlineData("وضع أربعين عوامة في البحيرة", "\r\n\r\n.\r\n")]
    public async Task A_signature_holds_and_covers_what_it_has_to(string subject, string text)
    {
        var mail = new MailTemplate(Drafts.Of(subject, text, $"<p>{text}</p>", name: subject), _signer).Write(Drafts.Copy(name: subject));
        var (isValid, asked, headers) = await PythonMail.VerifyAsync(mail.Content, _key);

        Assert.True(isValid);
        Assert.Equal("s2026._domainkey.lake.example.", asked);
        Assert.Superset(new HashSet<string> { "from", "subject", "date", "message-id", "list-unsubscribe", "list-unsubscribe-post", "to", "mime-version", "content-type" }, headers.ToHashSet());

        // Each once more than it is there: none can be added.
        Assert.All(headers.GroupBy(name => name), name => Assert.Equal(2, name.Count()));
    }

    [Theory]
    [InlineData("Subject: Forty", "Subject: Fifty")]
    [InlineData("buoys were laid", "buoys were sunk")]
    [InlineData("subscriptions/abc", "subscriptions/xyz")]
    [InlineData("One-Click", "Two-Click")]
    [InlineData("To: reader", "Subject: Another\r\nTo: reader")]
    [InlineData("To: reader", "List-Unsubscribe: <https://evil.example/>\r\nTo: reader")]
    public async Task Nothing_that_is_covered_can_be_changed_or_added(string is_, string becomes)
    {
        var mail = Encoding.UTF8.GetString(new MailTemplate(Drafts.Of("Forty buoys"), _signer).Write(Drafts.Copy()).Content.Span);
        var changed = mail.Replace(is_, becomes, StringComparison.Ordinal);

        Assert.NotEqual(mail, changed);
        Assert.False((await PythonMail.VerifyAsync(Encoding.UTF8.GetBytes(changed), _key)).IsValid);
    }

    [Fact]
    public async Task What_relays_do_to_white_space_breaks_nothing()
    {
        var mail = Encoding.UTF8.GetString(new MailTemplate(Drafts.Of("Forty buoys", "Two  spaces stay one.\n"), _signer).Write(Drafts.Copy()).Content.Span);
        var relayed = "Received: from a by b;\r\n\tTue, 12 May 2026 12:00:01 +0000\r\n"
            + mail.Replace("Subject: Forty", "SUBJECT:   Forty", StringComparison.Ordinal).Replace("Two  spaces", "Two   spaces", StringComparison.Ordinal) + "\r\n\r\n";

        Assert.True((await PythonMail.VerifyAsync(Encoding.UTF8.GetBytes(relayed), _key)).IsValid);
    }

    [Fact]
    public async Task One_key_signs_for_many_threads_at_once()
    {
        var template = new MailTemplate(Drafts.Of("Forty buoys"), _signer);
        var mails = await Task.WhenAll(Enumerable.Range(0, 64).Select(number => Task.Run(() => template.Write(Drafts.Copy($"reader{number}@example.org", id: $"m{number}")))));

        Assert.True((await PythonMail.VerifyAsync(mails[17].Content, _key)).IsValid);
        Assert.Equal(64, mails.Select(mail => Encoding.UTF8.GetString(mail.Content.Span)).Distinct().Count());
    }
}
