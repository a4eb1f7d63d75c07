using Microsoft.Extensions.Primitives;

namespace Syndication.Feeds.Serving;

/// <summary>Content negotiation over encodings (RFC 9110 section 12.5.3).</summary>
internal static class AcceptEncoding
{
    private const int Unlisted = -1;

    /// <summary>
    /// The encoding that the client likes best, the shorter one where it likes two alike; null where it refuses
    /// everything that there is. Members that can't be read are passed over.
    /// </summary>
    public static ContentEncoding? Choose(StringValues header)
    {
        if (header.Count == 0)
        {
            return ContentEncoding.Identity;
        }

        int brotli = Unlisted, gzip = Unlisted, identity = Unlisted, rest = Unlisted;
        foreach (var line in header)
        {
            var value = line.AsSpan();
            foreach (var range in value.Split(','))
            {
                if (!TryRead(value[range], out var coding, out var quality))
                {
                    continue;
                }

                if (Is(coding, "br"))
                {
                    brotli = quality;
                }
                else if (Is(coding, "gzip") || Is(coding, "x-gzip"))
                {
                    gzip = quality;
                }
                else if (Is(coding, "identity"))
                {
                    identity = quality;
                }
                else if (Is(coding, "*"))
                {
                    rest = quality;
                }
            }
        }

        return Best(Or(brotli, rest, 0), Or(gzip, rest, 0), identity, rest);
    }

    // What is not listed is not acceptable, but for "no encoding": that is, unless refused, and liked least.
    private static ContentEncoding? Best(int brotli, int gzip, int identity, int rest)
    {
        var coded = brotli >= gzip ? ContentEncoding.Brotli : ContentEncoding.Gzip;
        var quality = Math.Max(brotli, gzip);
        var plain = Or(identity, rest, quality > 0 ? 0 : 1);
        return quality > 0 && quality >= plain ? coded
            : plain > 0 ? ContentEncoding.Identity
            : null;
    }

    private static int Or(int quality, int rest, int otherwise) =>
        quality != Unlisted ? quality : rest != Unlisted ? rest : otherwise;

    private static bool Is(ReadOnlySpan<char> coding, string name) => coding.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <param name="quality">In thousandths.</param>
    private static bool TryRead(ReadOnlySpan<char> member, out ReadOnlySpan<char> coding, out int quality)
    {
        quality = 1000;
        var semicolon = member.IndexOf(';');
        coding = (semicolon < 0 ? member : member[..semicolon]).Trim();
        return coding.Length > 0 && (semicolon < 0 || TryReadQuality(member[(semicolon + 1)..].Trim(), out quality));
    }

    // qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] )
    private static bool TryReadQuality(ReadOnlySpan<char> parameter, out int quality)
    {
        quality = 0;
        if (parameter.Length is < 3 or > 7 || parameter[0] is not ('q' or 'Q') || parameter[1] != '=' || parameter[2] is not ('0' or '1')
            || (parameter.Length > 3 && parameter[3] != '.'))
        {
            return false;
        }

        quality = (parameter[2] - '0') * 1000;
        var weight = 100;
        foreach (var digit in parameter.Length > 4 ? parameter[4..] : [])
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            quality += (digit - '0') * weight;
            weight /= 10;
        }

        return quality <= 1000;
    }
}
