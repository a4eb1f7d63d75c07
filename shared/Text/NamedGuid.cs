using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Syndication.Text;

/// <summary>UUIDs of version 5 (RFC 9562 section 5.5): the same namespace and name give the same id everywhere.</summary>
public static class NamedGuid
{
    [SuppressMessage("Security", "CA5350", Justification = "RFC 9562 names SHA-1; nothing is protected by it.")]
    public static Guid Create(Guid inNamespace, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var input = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        inNamespace.TryWriteBytes(input, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, input.AsSpan(16));

        var id = SHA1.HashData(input).AsSpan(0, 16);
        id[6] = (byte)((id[6] & 0x0F) | 0x50);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
