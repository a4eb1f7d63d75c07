using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Syndication.Webhooks.Delivering;

/// <summary>Standard Webhooks 1.0.0, symmetric: HMAC-SHA256 over "id.timestamp.body".</summary>
internal static class Signature
{
    /// <summary>The value of <c>webhook-signature</c>: one for each key, the newest first, a space between.</summary>
    /// <param name="timestamp">Unix seconds of the attempt.</param>
    public static string Of(string id, long timestamp, ReadOnlySpan<byte> body, IReadOnlyList<byte[]> keys)
    {
        var head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}."));
        if (keys.Count == 1)
        {
            return One(head, body, keys[0]);
        }

        var all = new StringBuilder();
        foreach (var key in keys)
        {
            all.Append(all.Length == 0 ? "" : " ").Append(One(head, body, key));
        }

        return all.ToString();
    }

    private static string One(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, byte[] key)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(head);
        hash.AppendData(body);
        Span<byte> code = stackalloc byte[HMACSHA256.HashSizeInBytes];
        hash.GetHashAndReset(code);
        return "v1," + Convert.ToBase64String(code);
    }
}
