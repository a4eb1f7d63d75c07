using System.Buffers.Binary;
using System.Text;

namespace Syndication.Search.Indexing;

/// <summary>
/// How often each term stands in an edition, for scoring: five bytes a term (hash, weighted count), sorted by hash. Kept
/// beside the full-text index, whose own ranking depends on what was ever deleted from it and so differs between replicas.
/// </summary>
internal static class TermFrequencies
{
    private const int EntrySize = 5;

    /// <summary>FNV-1a over UTF-8. Two terms of one hash cost a little precision, never a hit.</summary>
    public static uint Hash(string term)
    {
        var hash = 2166136261u;
        Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(term.Length)];
        foreach (var value in bytes[..Encoding.UTF8.GetBytes(term, bytes)])
        {
            hash = (hash ^ value) * 16777619u;
        }

        return hash;
    }

    public static byte[] Encode(Dictionary<uint, int> counts)
    {
        var entries = new byte[counts.Count * EntrySize];
        var at = 0;
        foreach (var (hash, count) in counts.OrderBy(entry => entry.Key))
        {
            BinaryPrimitives.WriteUInt32BigEndian(entries.AsSpan(at), hash);
            entries[at + 4] = (byte)Math.Min(count, byte.MaxValue);
            at += EntrySize;
        }

        return entries;
    }

    /// <summary>The weighted count of a term, 0 where it does not stand.</summary>
    public static int Find(ReadOnlySpan<byte> entries, uint hash)
    {
        var (low, high) = (0, (entries.Length / EntrySize) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = BinaryPrimitives.ReadUInt32BigEndian(entries[(middle * EntrySize)..]);
            if (found == hash)
            {
                return entries[(middle * EntrySize) + 4];
            }

            (low, high) = found < hash ? (middle + 1, high) : (low, middle - 1);
        }

        return 0;
    }

    public static void AddTo(Dictionary<uint, int> editions, ReadOnlySpan<byte> entries, int sign)
    {
        for (var at = 0; at < entries.Length; at += EntrySize)
        {
            var hash = BinaryPrimitives.ReadUInt32BigEndian(entries[at..]);
            ref var count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(editions, hash, out _);
            count += sign;
            if (count == 0)
            {
                editions.Remove(hash);
            }
        }
    }
}
