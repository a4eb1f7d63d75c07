using System.Security.Cryptography;
using System.Text;
using Syndication.Digest.Subscriptions;
using Syndication.Mail;

namespace Syndication.Digest.Inbound;

/// <summary>
/// An address for the bounces of each mail (variable envelope return paths): the mail's id and a mark that nobody else can
/// make, so that nobody ends another's subscription by writing to it.
/// </summary>
internal sealed class Verp(MailIdentity identity, LinkKeys keys)
{
    private const int IdLength = 32;
    private const int MarkLength = 10;

    /// <summary>Null where bounces go to people.</summary>
    public EmailAddress? Write(string mail)
    {
        var id = Guid.Parse(mail).ToString("N");
        return identity.Bounces?.WithSuffix($"+{id}-{MarkOf(keys.Current, id)}");
    }

    /// <summary>The id of the mail that an address was made for; null for any other address.</summary>
    public string? Read(string? text)
    {
        if (identity.Bounces is not { } bounces || EmailAddress.Parse(text) is not { } address || address.Domain != bounces.Domain
            || !address.LocalPart.StartsWith(bounces.LocalPart + "+", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        // Some servers change the case of what they return.
        var suffix = address.LocalPart[(bounces.LocalPart.Length + 1)..].ToLowerInvariant();
        return suffix.Length == IdLength + 1 + MarkLength && suffix[IdLength] == '-' && Guid.TryParseExact(suffix[..IdLength], "N", out var id) && IsOurs(suffix)
            ? id.ToString()
            : null;
    }

    private bool IsOurs(string suffix) => keys.All.Any(key => CryptographicOperations.FixedTimeEquals(
        Encoding.ASCII.GetBytes(MarkOf(key, suffix[..IdLength])), Encoding.ASCII.GetBytes(suffix[(IdLength + 1)..])));

    private static string MarkOf(LinkKey key, string id) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key.Key, Encoding.ASCII.GetBytes("bounce:" + id)))[..MarkLength];
}
