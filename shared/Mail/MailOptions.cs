using Syndication.Mail.Smtp;

namespace Syndication.Mail;

/// <summary>How mail leaves.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>
    /// "smtp://user:password@relay.example:587" with STARTTLS, "smtps://…:465" with TLS from the start, or "file:/folder", where
    /// each mail is a file .eml. Left out: the folder <c>outbox</c> of the data folder.
    /// </summary>
    public string Uri { get; set; } = "";

    /// <summary>Who writes: an address, or "Name &lt;address&gt;". Required where mail leaves by SMTP.</summary>
    public string From { get; set; } = "";

    /// <summary>Where answers go, if not to <see cref="From"/>.</summary>
    public string? ReplyTo { get; set; }

    /// <summary>
    /// Where bounces go, "bounces@news.example": each mail has an address of its own, "bounces+…@news.example", which tells
    /// what came back. Left out, bounces go to <see cref="From"/> and are seen by people alone.
    /// </summary>
    public string? Bounces { get; set; }

    /// <summary>Connections that are open at the same time.</summary>
    public int Connections { get; set; } = 8;

    /// <summary>Mails that a connection carries before another takes its place.</summary>
    public int MailsPerConnection { get; set; } = 200;

    /// <summary>How long the other side may take for an answer; ten times as long for the one that takes a mail over.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A file in PEM with the authority that signed the relay's certificate, if it is none that the system knows.</summary>
    public string? CertificateAuthority { get; set; }

    /// <summary>How we greet; left out, this machine's name.</summary>
    public string? Helo { get; set; }

    public DkimOptions Dkim { get; set; } = new();

    /// <summary>Signatures (RFC 6376); none where <see cref="Domain"/> is empty.</summary>
    public sealed class DkimOptions
    {
        /// <summary>That of <see cref="MailOptions.From"/>, or one above it.</summary>
        public string Domain { get; set; } = "";

        public string Selector { get; set; } = "syndication";

        /// <summary>An RSA private key in PEM, or the file that it is in; left out, one is made.</summary>
        public string? Key { get; set; }
    }

    /// <summary>What is wrong with these settings; empty where nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        if (Uri.Length > 0 && !IsFile && SmtpAddress.Parse(Uri, out var fault) is null)
        {
            yield return $"Mail__Uri: {fault}";
        }

        if (From.Length == 0 && Uri.Length > 0 && !IsFile)
        {
            yield return "Mail__From is missing: whose address do readers see? \"Lake Office <news@lake.example>\", for example.";
        }
        else if (From.Length > 0 && Mailbox.Parse(From) is null)
        {
            yield return "Mail__From is no address: \"news@lake.example\" is one, \"Lake Office <news@lake.example>\" too.";
        }

        if (ReplyTo is { Length: > 0 } && Mailbox.Parse(ReplyTo) is null)
        {
            yield return "Mail__ReplyTo is no address.";
        }

        if (Bounces is { Length: > 0 } && EmailAddress.Parse(Bounces) is not { IsAscii: true, LocalPart.Length: <= 20 })
        {
            yield return "Mail__Bounces is no address, or one with more than 20 characters before the @: \"bounces@news.example\" is one.";
        }

        if (Connections is < 1 or > 100 || MailsPerConnection < 1 || Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromMinutes(5))
        {
            yield return "Mail__Connections is a number from 1 to 100, Mail__MailsPerConnection one from 1, Mail__Timeout at most five minutes.";
        }

        if (CertificateAuthority is { Length: > 0 } && !File.Exists(CertificateAuthority))
        {
            yield return $"Mail__CertificateAuthority: there is no file {CertificateAuthority}.";
        }

        if (Dkim.Domain.Length > 0 && (System.Uri.CheckHostName(Dkim.Domain) != UriHostNameType.Dns || System.Uri.CheckHostName(Dkim.Selector) != UriHostNameType.Dns))
        {
            yield return "Mail__Dkim__Domain and __Selector are names of DNS: \"news.example\" and \"s2026\", for example.";
        }
    }

    internal bool IsFile => Uri.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
}
