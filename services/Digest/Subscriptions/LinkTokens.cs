using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Syndication.Digest.Subscriptions;

/// <summary>What a link is for. A link for one thing is none for another.</summary>
internal enum LinkPurpose : byte
{
    /// <summary>Confirms a subscription, or the change of one.</summary>
    Confirm = 1,

    /// <summary>Confirms a new address.</summary>
    Address = 2,

    /// <summary>The preference centre.</summary>
    Preferences = 3,

    /// <summary>Unsubscribes (RFC 8058).</summary>
    Unsubscribe = 4,
}

/// <summary>What a link says.</summary>
/// <param name="Number">Of what was asked for, where the link confirms something.</param>
internal sealed record Link(LinkPurpose Purpose, string Subscription, int Number);

/// <summary>
/// The last part of links in mails: who and what for, under an HMAC-SHA-256 of 128 bits; no address, and nothing that could
/// be guessed or turned into another. 51 characters of Base64url.
/// </summary>
internal sealed class LinkTokens(LinkKeys keys)
{
    private const int TextLength = 22;
    private const int Length = TextLength + 16;

    public string Write(LinkPurpose purpose, string subscription, int number = 0)
    {
        Span<byte> token = stackalloc byte[Length];
        var key = keys.Current;
        token[0] = key.Number;
        token[1] = (byte)purpose;
        Guid.Parse(subscription).TryWriteBytes(token[2..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(token[18..], number);
        Sign(key, token[..TextLength], token[TextLength..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Null where we wrote no such link, or its key counts no more.</summary>
    public Link? Read(string? text)
    {
        Span<byte> token = stackalloc byte[Length];
        if (text is not { Length: 51 } || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, token, out var written) || written != Length)
        {
            return null;
        }

        Span<byte> expected = stackalloc byte[Length - TextLength];
        foreach (var key in keys.Find(token[0]))
        {
            Sign(key, token[..TextLength], expected);
            if (CryptographicOperations.FixedTimeEquals(expected, token[TextLength..]))
            {
                return new Link((LinkPurpose)token[1], new Guid(token[2..18], bigEndian: true).ToString(), BinaryPrimitives.ReadInt32BigEndian(token[18..]));
            }
        }

        return null;
    }

    private static void Sign(LinkKey key, ReadOnlySpan<byte> text, Span<byte> signature)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Key, text, whole);
        whole[..signature.Length].CopyTo(signature);
    }
}
