using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Mail.Mime;
using Syndication.Mail.Smtp;
using Syndication.Testing.Mail;

namespace Syndication.Mail.Tests;

/// <summary>What <c>Mail__…</c> chooses, and what is said of what it can't.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("smtp://relay.example", "relay.example", 587, SmtpSecurity.StartTls)]
    [InlineData("smtp://relay.example:2525", "relay.example", 2525, SmtpSecurity.StartTls)]
    [InlineData("smtps://relay.example", "relay.example", 465, SmtpSecurity.Implicit)]
    [InlineData("smtp://127.0.0.1", "127.0.0.1", 25, SmtpSecurity.None)]
    [InlineData("smtp://localhost:1025", "localhost", 1025, SmtpSecurity.None)]
    [InlineData("smtp://localhost:587?tls=required", "localhost", 587, SmtpSecurity.StartTls)]
    [InlineData("smtp://relay.internal?tls=none", "relay.internal", 587, SmtpSecurity.None)]
    public void A_relay_is_encrypted_unless_it_is_this_machine_or_somebody_says_so(string uri, string host, int port, object security)
    {
        var address = SmtpAddress.Parse(uri, out var fault);

        Assert.Null(fault);
        Assert.Equal((host, port, (SmtpSecurity)security), (address!.Host, address.Port, address.Security));
    }

    [Theory]
    [InlineData("http://relay.example")]
    [InlineData("smtp:")]
    [InlineData("relay.example:25")]
    [InlineData("smtp://relay.example/path")]
    [InlineData("smtp://\uFFFF")]
    [InlineData("smtp://relay.example?tls=maybe")]
    [InlineData("smtps://relay.example?tls=none")]
    [InlineData("smtp://user:s3cret@relay.example?tls=none")]
    public void What_is_no_relay_is_refused_without_repeating_a_password(string uri)
    {
        Assert.Null(SmtpAddress.Parse(uri, out var fault));
        Assert.DoesNotContain("s3cret", fault!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_is_read_as_it_was_escaped()
    {
        var login = SmtpAddress.Parse("smtp://news%40lake.example:p%40ss%3Aw%2Frd@relay.example", out _)!.Login!;

        Assert.Equal(("news@lake.example", "p@ss:w/rd"), (login.UserName, login.Password));
    }

    [Theory]
    [InlineData("Mail__From is missing", "smtp://relay.example", "", null)]
    [InlineData("Mail__From is no address", "", "Lake Office", null)]
    [InlineData("Mail__Bounces", "", "news@lake.example", "a-very-long-name-for-bounces@lake.example")]
    [InlineData("Mail__Uri", "gopher://relay.example", "news@lake.example", null)]
    public void Settings_that_can_not_work_are_told_at_start(string sentence, string uri, string sender, string? bounces) =>
        Assert.Contains(sentence, Assert.Single(new MailOptions { Uri = uri, From = sender, Bounces = bounces }.Faults()), StringComparison.Ordinal);

    [Fact]
    public async Task Without_settings_mails_are_files_and_one_that_is_sent_again_is_the_same_file()
    {
        using var folder = new TemporaryFolder();
        await using var services = Services(folder);
        var transport = services.GetRequiredService<IMailTransport>();
        var identity = services.GetRequiredService<MailIdentity>();
        await using var session = await transport.OpenAsync(CancellationToken.None);
        foreach (var id in new[] { "m1", "m2", "m1" })
        {
            var mail = Drafts.Composed(id: id);
            Assert.Equal(MailOutcome.Accepted, Assert.Single(await session.SendAsync(mail, null, CancellationToken.None)).Outcome);
        }

        Assert.Equal(["m1.eml", "m2.eml"], Directory.GetFiles(folder["outbox"]).Select(Path.GetFileName).Order());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder["outbox"]));
        Assert.Equal(Drafts.Composed(id: "m1").Content.ToArray(), await File.ReadAllBytesAsync(folder["outbox/m1.eml"]));
        Assert.Equal(("The Lake Office", "news@newsroom.invalid"), (identity.From.Name, identity.From.Address.ToString()));
        Assert.Null(identity.Signer);

        services.GetRequiredService<FileOutbox>().Remove(["m1", "m3"]);
        Assert.Equal(["m2.eml"], Directory.GetFiles(folder["outbox"]).Select(Path.GetFileName));
        Assert.Throws<ArgumentException>(() => services.GetRequiredService<FileOutbox>().Remove(["../m2"]));
    }

    [Fact]
    public async Task A_folder_of_ones_own_is_written_to()
    {
        using var folder = new TemporaryFolder();
        await using var services = Services(folder, ("Mail:Uri", $"file://{folder["elsewhere"]}"));
        await services.GetRequiredService<IMailTransport>().SendAsync(Drafts.Composed(), CancellationToken.None);

        Assert.True(File.Exists(folder["elsewhere/m1.eml"]));
    }

    [Fact]
    public async Task A_key_to_sign_with_is_made_once_and_its_record_is_what_receivers_look_for()
    {
        using var folder = new TemporaryFolder();
        byte[] content;
        await using (var services = Services(folder, ("Mail:Dkim:Domain", "lake.example"), ("Mail:From", "news@lake.example")))
        {
            content = new MailTemplate(Drafts.Of("Signed"), services.GetRequiredService<MailIdentity>().Signer).Write(Drafts.Copy()).Content.ToArray();
        }

        await using var again = Services(folder, ("Mail:Dkim:Domain", "lake.example"));
        Assert.NotNull(again.GetRequiredService<MailIdentity>().Signer);
        using var key = RSA.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(folder["keys/dkim.pem"]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["keys/dkim.pem"]));
        Assert.True((await PythonMail.VerifyAsync(content, key)).IsValid);
    }

    [Fact]
    public async Task A_key_is_given_itself_or_by_its_file()
    {
        using var folder = new TemporaryFolder();
        using var key = RSA.Create(1024);
        var pem = key.ExportPkcs8PrivateKeyPem();
        await File.WriteAllTextAsync(folder["key.pem"], pem);
        foreach (var given in new[] { pem, $"\n{pem}\n", folder["key.pem"] })
        {
            await using var services = Services(folder, ("Mail:Dkim:Domain", "lake.example"), ("Mail:From", "news@lake.example"), ("Mail:Dkim:Key", given));
            var content = new MailTemplate(Drafts.Of("Signed"), services.GetRequiredService<MailIdentity>().Signer).Write(Drafts.Copy()).Content.ToArray();
            Assert.True((await PythonMail.VerifyAsync(content, key)).IsValid);
        }

        Assert.False(Directory.Exists(folder["keys"]));
    }

    [Theory]
    [InlineData("no key")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nbm8ga2V5\n-----END PRIVATE KEY-----")]
    public async Task A_key_that_is_none_is_told_in_a_sentence_that_does_not_show_it(string pem)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["key.pem"], pem);
        await using var services = Services(folder, ("Mail:Dkim:Domain", "lake.example"), ("Mail:Dkim:Key", pem.StartsWith('-') ? pem : folder["key.pem"]));

        var wrong = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<MailIdentity>());
        Assert.Contains("can't be read as an RSA private key", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("bm8ga2V5", wrong.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(TemporaryFolder folder, params (string Name, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value));
        builder.Services.AddLogging();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.Configure<StorageOptions>(storage => storage.Path = folder.Path);
        builder.Services.Configure<SyndicationOptions>(installation => installation.Name = "The Lake Office");
        builder.AddMail();
        return builder.Services.BuildServiceProvider();
    }
}
