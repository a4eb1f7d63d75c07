using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Syndication.Feeds.Serving;

/// <summary>A feed as it goes over the wire: the bytes and, made once when first asked for, each of their encodings.</summary>
internal sealed class FeedBytes
{
    // Level 5 takes a tenth of the time of level 11 and gives up a tenth of its gain: a busy feed is made anew often.
    private const int BrotliQuality = 5;
    private const int BrotliWindow = 22;

    private readonly Lazy<byte[]> _gzip;
    private readonly Lazy<byte[]> _brotli;
    private readonly string[] _tags;

    public FeedBytes(byte[] identity, string contentType, DateTimeOffset modified)
    {
        Identity = identity;
        ContentType = contentType;
        LastModified = modified.AddTicks(-(modified.Ticks % TimeSpan.TicksPerSecond));
        LastModifiedText = LastModified.ToString("R", CultureInfo.InvariantCulture);
        _gzip = new(() => Gzip(identity));
        _brotli = new(() => Brotli(identity));

        var hash = Convert.ToHexStringLower(SHA256.HashData(identity).AsSpan(0, 16));
        _tags = [$"\"{hash}\"", $"\"{hash}-gz\"", $"\"{hash}-br\""];
    }

    public byte[] Identity { get; }
    public string ContentType { get; }

    /// <summary>In whole seconds, as HTTP has it.</summary>
    public DateTimeOffset LastModified { get; }

    public string LastModifiedText { get; }

    /// <summary>What it takes in memory; encodings counted at two thirds of the bytes, before they are made.</summary>
    public long Size => Identity.Length + (Identity.Length * 2L / 3);

    /// <summary>Strong, and unlike for each encoding: they are different bytes (RFC 9110 section 8.8.3).</summary>
    public string Tag(ContentEncoding encoding) => _tags[(int)encoding];

    public byte[] In(ContentEncoding encoding) => encoding switch
    {
        ContentEncoding.Gzip => _gzip.Value,
        ContentEncoding.Brotli => _brotli.Value,
        _ => Identity,
    };

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] Brotli(byte[] bytes)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        return BrotliEncoder.TryCompress(bytes, packed, out var length, BrotliQuality, BrotliWindow)
            ? packed[..length]
            : throw new InvalidOperationException("The longest compressed form did not fit its own bound.");
    }
}
