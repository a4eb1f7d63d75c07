using System.Net;
using Syndication.Text;

namespace Syndication.Mail.Smtp;

/// <summary>Whether a connection is encrypted. Where it is, the certificate has to be the host's.</summary>
internal enum SmtpSecurity
{
    /// <summary>In the clear: to this very machine, or where <c>?tls=none</c> says so.</summary>
    None,

    /// <summary>From EHLO on (RFC 3207); a server that does not offer it is not used.</summary>
    StartTls,

    /// <summary>From the first octet (RFC 8314).</summary>
    Implicit,
}

/// <summary>A relay, as <c>Mail__Uri</c> names it.</summary>
internal sealed record SmtpAddress(string Host, int Port, SmtpSecurity Security, NetworkCredential? Login)
{
    /// <param name="fault">A sentence without any part of a password.</param>
    public static SmtpAddress? Parse(string text, out string? fault)
    {
        fault = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("smtp" or "smtps") || WebUrl.AsciiHost(uri) is not { Length: > 0 } host || uri.AbsolutePath.Length > 1)
        {
            fault = "it has to be smtp://user:password@host:587, smtps://user:password@host:465 or file:/folder; what is special in user and password is written %40, %3A, %2F.";
            return null;
        }

        var isLocal = uri.IsLoopback;
        SmtpSecurity? security = (uri.Scheme, uri.Query) switch
        {
            ("smtps", "") => SmtpSecurity.Implicit,
            ("smtp", "?tls=required") => SmtpSecurity.StartTls,
            ("smtp", "?tls=none") => SmtpSecurity.None,
            ("smtp", "") => isLocal ? SmtpSecurity.None : SmtpSecurity.StartTls,
            _ => null,
        };
        if (security is null)
        {
            fault = $"after the address there can be ?tls=required or ?tls=none, not \"{uri.Query}\".";
            return null;
        }

        var parts = uri.UserInfo.Split(':', 2);
        var login = uri.UserInfo.Length == 0 ? null : new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
        if (login is not null && security == SmtpSecurity.None && !isLocal)
        {
            fault = "a password is not sent over a connection in the clear: leave ?tls=none out.";
            return null;
        }

        var port = uri.Port > 0 ? uri.Port : security == SmtpSecurity.Implicit ? 465 : login is null && isLocal ? 25 : 587;
        return new SmtpAddress(host, port, security.Value, login);
    }

    /// <summary>Without the password.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
