using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Syndication.Mail.Smtp;

/// <summary>What comes before the first mail: greeting, encryption, who we are.</summary>
internal static class SmtpGreeting
{
    public static async Task<SmtpSession> OpenAsync(
        SmtpChannel channel,
        SmtpAddress address,
        string helo,
        X509Certificate2Collection? authorities,
        int mostMails,
        CancellationToken cancellationToken)
    {
        if (address.Security == SmtpSecurity.Implicit)
        {
            await channel.EncryptAsync(Tls(address, authorities), cancellationToken);
        }

        Expect(channel, "greets with", await channel.ReadAsync(patience: 2, cancellationToken), 220);
        var extensions = await HelloAsync(channel, helo, cancellationToken);
        if (address.Security == SmtpSecurity.StartTls)
        {
            if (!extensions.ContainsKey("STARTTLS"))
            {
                throw new MailTransportException($"{channel.Server} does not offer STARTTLS: mail is not sent to it in the clear. (Where that is meant, Mail__Uri ends in ?tls=none.)");
            }

            Expect(channel, "answers STARTTLS with", await AskAsync(channel, "STARTTLS", cancellationToken), 220);
            await channel.EncryptAsync(Tls(address, authorities), cancellationToken);

            // What was told in the clear counts no more (RFC 3207, 4.2).
            extensions = await HelloAsync(channel, helo, cancellationToken);
        }

        if (address.Login is { } login)
        {
            await LogInAsync(channel, extensions.GetValueOrDefault("AUTH") ?? "", login.UserName, login.Password, cancellationToken);
        }

        return new SmtpSession(channel, extensions, mostMails);
    }

    private static SslClientAuthenticationOptions Tls(SmtpAddress address, X509Certificate2Collection? authorities)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = address.Host };
        if (authorities is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        return options;
    }

    /// <summary>What the server can do: keywords in upper case, parameters as told.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> HelloAsync(SmtpChannel channel, string helo, CancellationToken cancellationToken)
    {
        var reply = await AskAsync(channel, $"EHLO {helo}", cancellationToken);
        if (reply.Code is 500 or 502)
        {
            Expect(channel, "answers HELO with", await AskAsync(channel, $"HELO {helo}", cancellationToken), 250);
            return new Dictionary<string, string>();
        }

        Expect(channel, "answers EHLO with", reply, 250);
        var extensions = new Dictionary<string, string>();
        foreach (var line in reply.Lines.Skip(1))
        {
            // "AUTH=PLAIN" is how servers told it before RFC 4954.
            var parts = line.Split([' ', '='], 2);
            extensions[parts[0].ToUpperInvariant()] = parts.Length > 1 ? parts[1] : "";
        }

        return extensions;
    }

    private static async Task LogInAsync(SmtpChannel channel, string mechanisms, string user, string password, CancellationToken cancellationToken)
    {
        var offered = mechanisms.ToUpperInvariant().Split(' ');
        SmtpReply reply;
        if (offered.Contains("PLAIN"))
        {
            // RFC 4616, with the initial response of RFC 4954.
            reply = await AskAsync(channel, $"AUTH PLAIN {Base64($"\0{user}\0{password}")}", cancellationToken);
        }
        else if (offered.Contains("LOGIN"))
        {
            Expect(channel, "answers AUTH with", await AskAsync(channel, "AUTH LOGIN", cancellationToken), 334);
            Expect(channel, "answers a user's name with", await AskAsync(channel, Base64(user), cancellationToken), 334);
            reply = await AskAsync(channel, Base64(password), cancellationToken);
        }
        else
        {
            throw new MailTransportException($"{channel.Server} offers neither AUTH PLAIN nor AUTH LOGIN: user and password of Mail__Uri can't be shown to it.");
        }

        Expect(channel, "does not accept the user and password of Mail__Uri:", reply, 235);
    }

    private static async Task<SmtpReply> AskAsync(SmtpChannel channel, string command, CancellationToken cancellationToken)
    {
        channel.Command(command);
        await channel.FlushAsync(cancellationToken);
        return await channel.ReadAsync(patience: 1, cancellationToken);
    }

    private static void Expect(SmtpChannel channel, string what, SmtpReply reply, int code)
    {
        if (reply.Code != code)
        {
            throw new MailTransportException($"{channel.Server} {what} {reply.Told()}");
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
