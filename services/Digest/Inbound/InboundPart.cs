using System.Text;
using System.Text.RegularExpressions;

namespace Syndication.Digest.Inbound;

/// <summary>
/// A message, or a part of one, as far as reports need it (RFC 5322, 2046): names and values of its header, unfolded, and
/// what follows. Octets are characters of Latin-1: nothing is shown to anybody. It never fails: what is not understood is
/// missing.
/// </summary>
internal sealed partial class InboundPart
{
    private const int MostParts = 20;
    private const int MostLines = 1_000;
    private const int LongestValue = 10_000;

    private readonly List<KeyValuePair<string, string>> _header;

    private InboundPart(List<KeyValuePair<string, string>> header, string body)
    {
        _header = header;
        Body = body;
    }

    public string Body { get; }

    /// <summary>The body without its transfer encoding (RFC 2045, 6), which even a message may have by now (RFC 6532, 3.5).</summary>
    public string Content => Value("Content-Transfer-Encoding")?.ToLowerInvariant() switch
    {
        "base64" => OfBase64(Body),
        "quoted-printable" => OfQuotedPrintable(Body),
        _ => Body,
    };

    /// <summary>"message/delivery-status"; text/plain where nothing is said (RFC 2045, 5.2).</summary>
    public string MediaType => Value("Content-Type") is { } type ? type.Split(';')[0].Trim().ToLowerInvariant() : "text/plain";

    public static InboundPart Read(ReadOnlySpan<byte> message) => Read(Lines(Encoding.Latin1.GetString(message)));

    public static InboundPart Read(string text)
    {
        var header = Fields(text, out var end);
        return new InboundPart(header, text[end..]);
    }

    /// <summary>The first value of a field; null where there is none.</summary>
    public string? Value(string name) => Values(name).FirstOrDefault();

    public IEnumerable<string> Values(string name) => _header.Where(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value);

    /// <summary>Of a multipart; none else.</summary>
    public IEnumerable<InboundPart> Parts()
    {
        if (!MediaType.StartsWith("multipart/", StringComparison.Ordinal) || Parameter("Content-Type", "boundary") is not { Length: > 0 and <= 200 } boundary)
        {
            yield break;
        }

        var delimiter = $"\n--{boundary}";
        var text = "\n" + Body;
        var at = text.IndexOf(delimiter, StringComparison.Ordinal);
        for (var count = 0; at >= 0 && count < MostParts; count++)
        {
            var lineEnd = text.IndexOf('\n', at + delimiter.Length);
            if (lineEnd < 0 || text.AsSpan(at + delimiter.Length).StartsWith("--"))
            {
                yield break;
            }

            var next = text.IndexOf(delimiter, lineEnd, StringComparison.Ordinal);
            yield return Read(text[(lineEnd + 1)..Math.Max(lineEnd + 1, next < 0 ? text.Length : next)]);
            at = next;
        }
    }

    /// <summary>A body that is groups of fields with empty lines between them (RFC 3464, 2.1).</summary>
    public IEnumerable<InboundPart> Groups() =>
        Content.Split("\n\n", MostParts, StringSplitOptions.RemoveEmptyEntries).Select(group => Read(group.TrimStart('\n') + "\n\n"));

    private string? Parameter(string field, string name)
    {
        foreach (var part in (Value(field) ?? "").Split(';').Skip(1))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at > 0 && part[..at].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return part[(at + 1)..].Trim().Trim('"');
            }
        }

        return null;
    }

    private static List<KeyValuePair<string, string>> Fields(string text, out int end)
    {
        var fields = new List<KeyValuePair<string, string>>();
        var at = 0;
        for (var lines = 0; at < text.Length && text[at] != '\n' && lines < MostLines; lines++)
        {
            var lineEnd = text.IndexOf('\n', at) is var found and >= 0 ? found : text.Length;
            var line = text[at..lineEnd];
            if (line[0] is ' ' or '\t' && fields.Count > 0)
            {
                fields[^1] = new(fields[^1].Key, Cut($"{fields[^1].Value} {line.Trim()}"));
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                fields.Add(new(line[..colon].Trim(), Cut(line[(colon + 1)..].Trim())));
            }

            at = Math.Min(text.Length, lineEnd + 1);
        }

        end = Math.Min(text.Length, at + 1);
        return fields;
    }

    private static string OfBase64(string text)
    {
        var octets = new byte[text.Length];
        return Convert.TryFromBase64String(text, octets, out var count) ? Lines(Encoding.Latin1.GetString(octets, 0, count)) : "";
    }

    private static string OfQuotedPrintable(string text) =>
        Lines(QuotedForm().Replace(text, match => match.Groups[1] is { Success: true } octet ? $"{(char)Convert.ToByte(octet.Value, 16)}" : ""));

    private static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private static string Cut(string value) => value.Length > LongestValue ? value[..LongestValue] : value;

    [GeneratedRegex(@"=(?:([0-9A-Fa-f]{2})|[ \t]*\n)", RegexOptions.CultureInvariant)]
    private static partial Regex QuotedForm();
}
