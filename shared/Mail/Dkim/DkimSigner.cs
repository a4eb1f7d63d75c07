using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Syndication.Mail.Dkim;

/// <summary>
/// Signs mails as RFC 6376 has it: rsa-sha256, relaxed for headers and body. Each header that is signed is named once more
/// than it is there, so that none can be added afterwards.
/// </summary>
/// <param name="domain">The domain that vouches; its DNS has the key at {selector}._domainkey.{domain}.</param>
/// <param name="key">Used by many threads at once.</param>
public sealed class DkimSigner(string domain, string selector, RSA key, TimeProvider time)
{
    /// <summary>Signed where they are there; RFC 8058 asks for both of the unsubscribe headers.</summary>
    private static readonly string[] Signed =
    [
        "From", "Reply-To", "Subject", "Date", "To", "Message-ID", "In-Reply-To", "References",
        "MIME-Version", "Content-Type", "Content-Language", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted",
    ];

    /// <summary>The mail with its signature before it.</summary>
    /// <param name="content">With CR LF at the end of every line.</param>
    public byte[] Sign(ReadOnlySpan<byte> content)
    {
        var end = content.IndexOf("\r\n\r\n"u8);
        var headers = HeadersOf(content[..(end + 2)]);
        var bodyHash = HashOfBody(content[(end + 4)..]);
        var names = Signed.Where(name => headers.Any(header => Is(header, name))).ToList();

        // From the last to the first of a name (RFC 6376, 5.4.2); the name once more stands for none.
        var covered = names.SelectMany(name => headers.Where(header => Is(header, name)).Reverse().Append(null).Select(header => (name, header))).ToList();
        var unsigned = $"v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s={selector}; t={time.GetUtcNow().ToUnixTimeSeconds()};\r\n"
            + $"\th={Wrap(covered.Select(one => one.name))};\r\n\tbh={bodyHash};\r\n\tb=";
        var input = new StringBuilder();
        foreach (var header in covered.Select(one => one.header).OfType<string>())
        {
            input.Append(Relax(header)).Append("\r\n");
        }

        input.Append(Relax($"DKIM-Signature: {unsigned}"));
        var signature = Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(input.ToString()), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var field = Encoding.ASCII.GetBytes($"DKIM-Signature: {unsigned}{string.Join("\r\n\t", signature.Chunk(70).Select(chunk => new string(chunk)))}\r\n");
        var signed = new byte[field.Length + content.Length];
        field.CopyTo(signed, 0);
        content.CopyTo(signed.AsSpan(field.Length));
        return signed;
    }

    /// <summary>Headers with their continuation lines, without the line break at their end.</summary>
    private static List<string> HeadersOf(ReadOnlySpan<byte> block)
    {
        var headers = new List<string>();
        foreach (var line in Encoding.UTF8.GetString(block).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] is ' ' or '\t')
            {
                headers[^1] += "\r\n" + line;
            }
            else
            {
                headers.Add(line);
            }
        }

        return headers;
    }

    private static bool Is(string header, string name) =>
        header.Length > name.Length && header[name.Length] == ':' && header.StartsWith(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>RFC 6376, 3.4.2.</summary>
    private static string Relax(string header)
    {
        var colon = header.IndexOf(':', StringComparison.Ordinal);
        var value = string.Join(' ', header[(colon + 1)..].Replace("\r\n", "", StringComparison.Ordinal).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
        return $"{header[..colon].TrimEnd().ToLowerInvariant()}:{value}";
    }

    /// <summary>RFC 6376, 3.4.4: runs of white space are one space, none at the end of a line, no empty lines at the end.</summary>
    private static string HashOfBody(ReadOnlySpan<byte> body)
    {
        var relaxed = ArrayPool<byte>.Shared.Rent(body.Length + 2);
        var length = 0;
        while (!body.IsEmpty)
        {
            var end = body.IndexOf("\r\n"u8);
            length = Relax(end < 0 ? body : body[..end], relaxed, length);
            body = end < 0 ? [] : body[(end + 2)..];
        }

        while (length >= 4 && relaxed[length - 3] == '\n')
        {
            length -= 2;
        }

        // Nothing but empty lines is nothing.
        length = length == 2 ? 0 : length;
        var hash = Convert.ToBase64String(SHA256.HashData(relaxed.AsSpan(0, length)));
        ArrayPool<byte>.Shared.Return(relaxed);
        return hash;
    }

    private static int Relax(ReadOnlySpan<byte> line, byte[] to, int at)
    {
        var start = at;
        foreach (var octet in line)
        {
            if (octet is not ((byte)' ' or (byte)'\t'))
            {
                to[at++] = octet;
            }
            else if (at == start || to[at - 1] != ' ')
            {
                to[at++] = (byte)' ';
            }
        }

        at -= at > start && to[at - 1] == ' ' ? 1 : 0;
        to[at++] = (byte)'\r';
        to[at++] = (byte)'\n';
        return at;
    }

    private static string Wrap(IEnumerable<string> names)
    {
        var lines = new StringBuilder();
        var column = 3;
        foreach (var name in names)
        {
            if (lines.Length > 0)
            {
                lines.Append(':');
                column++;
            }

            if (column + name.Length > 72)
            {
                lines.Append("\r\n\t");
                column = 1;
            }

            lines.Append(name);
            column += name.Length;
        }

        return lines.ToString();
    }
}
