using System.Text;
using System.Text.RegularExpressions;
using Syndication.Text;

namespace Syndication.Ingestion.Extraction;

/// <summary>A page as characters.</summary>
/// <param name="Garbage">The share of characters that no text has: control characters and replacement characters.</param>
internal sealed record DecodedPage(string Text, bool IsHtml, double Garbage);

/// <summary>Octets to characters; refuses what is no page.</summary>
internal static partial class PageDecoder
{
    public const int MaxLength = 10 * 1024 * 1024;

    // A declaration further down than this is not looked at by browsers either (1,024 octets), but dumps carry comments first.
    private const int DeclarationWindow = 4096;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static DecodedPage Decode(Page page)
    {
        var content = page.Content.Span;
        Refuse(content, page.MediaType);
        var text = Decode(content, page.MediaType);
        var clean = XmlText.Clean(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'));
        var garbage = text.Length - clean.Length - text.AsSpan().Count("\r\n") + clean.AsSpan().Count('\uFFFD') + Controls(clean);
        if (string.IsNullOrWhiteSpace(clean))
        {
            throw new UnreadablePageException(422, "The page is empty: it holds no text at all. Send the page's HTML or its text.");
        }

        return new DecodedPage(clean, IsHtml(page.MediaType, clean), (double)Math.Max(0, garbage) / text.Length);
    }

    private static int Controls(ReadOnlySpan<char> text)
    {
        var controls = 0;
        for (int at; (at = text.IndexOfAnyInRange('\u007F', '\u009F')) >= 0; text = text[(at + 1)..])
        {
            controls++;
        }

        return controls;
    }

    private static void Refuse(ReadOnlySpan<byte> content, string? mediaType)
    {
        if (content.Length > MaxLength)
        {
            throw new UnreadablePageException(413, $"The page has {content.Length} octets; at most 10 MiB are read. Send the page alone, without what it embeds.");
        }

        if (content.IsEmpty)
        {
            throw new UnreadablePageException(422, "The page is empty: it has no octets. Send the page's HTML or its text.");
        }

        if (Signature(content) is { } kind)
        {
            throw new UnreadablePageException(415, $"This is {kind}, not a page. Send the page's HTML or its text.");
        }

        if (mediaType is not null && !IsReadable(mediaType))
        {
            throw new UnreadablePageException(415, $"A page is text/html or text/plain, not {XmlText.Clean(mediaType)}. Send the page's HTML or its text.");
        }

        if (content.Contains((byte)0) && Utf16(content) is null)
        {
            throw new UnreadablePageException(422, "The content is binary: it holds NUL octets. Send the page's HTML or its text.");
        }
    }

    private static string? Signature(ReadOnlySpan<byte> content) => content switch
    {
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => "a PDF document",
        [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => "a ZIP archive or an office document",
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "a PNG image",
        [0xFF, 0xD8, 0xFF, ..] => "a JPEG image",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "a GIF image",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "a WebP image",
        [0x1F, 0x8B, ..] => "gzip-compressed data",
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "an old office document",
        [(byte)'{', (byte)'\\', (byte)'r', (byte)'t', (byte)'f', ..] => "an RTF document",
        _ => null,
    };

    private static bool IsReadable(string mediaType)
    {
        var type = mediaType.Split(';')[0].Trim();
        return type.Length == 0
            || type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            || type.Equals("application/xhtml+xml", StringComparison.OrdinalIgnoreCase)
            || type.Equals("application/xml", StringComparison.OrdinalIgnoreCase)
            || type.Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase)
            || type.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
    }

    private static string Decode(ReadOnlySpan<byte> content, string? mediaType)
    {
        if (content.StartsWith("\uFEFF"u8))
        {
            return Lenient(content[3..]);
        }

        if (Utf16(content) is { } utf16)
        {
            return utf16.GetString(content).TrimStart('\uFEFF');
        }

        var declared = Charset().Match(mediaType ?? "") is { Success: true } match
            ? match.Groups[1].Value
            : Declaration(content);

        // Valid UTF-8 beyond ASCII is hardly ever anything else, whatever the page declares.
        return TryUtf8(content) ?? (Named(declared) is { } named and not UTF8Encoding ? named.GetString(content) : Lenient(content));
    }

    /// <summary>Text that is nearly UTF-8 keeps its letters; anything else is read as windows-1252.</summary>
    private static string Lenient(ReadOnlySpan<byte> content)
    {
        if (TryUtf8(content) is { } valid)
        {
            return valid;
        }

        var utf8 = Encoding.UTF8.GetString(content);
        var broken = utf8.AsSpan().Count('\uFFFD');
        var beyondAscii = utf8.Count(c => c > '\u007F');
        return broken * 4 <= beyondAscii ? utf8 : Windows1252.GetString(content);
    }

    private static string? TryUtf8(ReadOnlySpan<byte> content)
    {
        if (!System.Text.Unicode.Utf8.IsValid(content))
        {
            return null;
        }

        return Utf8.GetString(content);
    }

    private static UnicodeEncoding? Utf16(ReadOnlySpan<byte> content)
    {
        switch (content)
        {
            case [0xFF, 0xFE, ..]: return new UnicodeEncoding(bigEndian: false, byteOrderMark: true);
            case [0xFE, 0xFF, ..]: return new UnicodeEncoding(bigEndian: true, byteOrderMark: true);
        }

        var window = content[..Math.Min(content.Length & ~1, 2048)];
        int even = 0, odd = 0;
        for (var i = 0; i + 1 < window.Length; i += 2)
        {
            even += window[i] == 0 ? 1 : 0;
            odd += window[i + 1] == 0 ? 1 : 0;
        }

        var pairs = window.Length / 2;
        return (pairs >= 4, even, odd) switch
        {
            (true, 0, _) when odd * 10 >= pairs * 7 => new UnicodeEncoding(bigEndian: false, byteOrderMark: false),
            (true, _, 0) when even * 10 >= pairs * 7 => new UnicodeEncoding(bigEndian: true, byteOrderMark: false),
            _ => null,
        };
    }

    private static string? Declaration(ReadOnlySpan<byte> content)
    {
        var head = Encoding.Latin1.GetString(content[..Math.Min(content.Length, DeclarationWindow)]);
        return MetaCharset().Match(head) is { Success: true } match ? match.Groups[1].Value : null;
    }

    private static Encoding? Named(string? charset)
    {
        if (charset is null)
        {
            return null;
        }

        if (charset.Equals("iso-8859-1", StringComparison.OrdinalIgnoreCase) || charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase))
        {
            return Windows1252;
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsHtml(string? mediaType, string text)
    {
        var type = mediaType?.Split(';')[0].Trim() ?? "";
        if (type.Equals("text/html", StringComparison.OrdinalIgnoreCase) || type.Equals("application/xhtml+xml", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var head = text.AsSpan(0, Math.Min(text.Length, DeclarationWindow)).ToString();
        return HtmlOpening().IsMatch(head) || (!type.Equals("text/plain", StringComparison.OrdinalIgnoreCase) && HtmlTag().Count(head) >= 3);
    }

    [GeneratedRegex("charset\\s*=\\s*[\"']?([A-Za-z0-9_:.\\-]{2,40})", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Charset();

    [GeneratedRegex("<(?:meta\\b[^>]{0,300}charset|\\?xml\\b[^>]{0,300}encoding)\\s*=\\s*[\"']?([A-Za-z0-9_:.\\-]{2,40})", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex MetaCharset();

    [GeneratedRegex("^\\s*(?:<\\?xml[^>]{0,200}\\?>\\s*)?(?:<!--[^>]{0,500}-->\\s*)?<(?:!doctype\\s+html|html|head|body)\\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex HtmlOpening();

    [GeneratedRegex("</?(?:html|head|body|div|p|h[1-6]|article|main|section|ul|ol|li|br|span|a|table|meta|link|title|blockquote)\\b[^<>]{0,300}>", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex HtmlTag();
}
