using System.Buffers;
using System.Text.RegularExpressions;
using Syndication.Mail.Mime;

namespace Syndication.Mail;

/// <summary>What the other side said.</summary>
/// <param name="Code">Three digits (RFC 5321, 4.2).</param>
/// <param name="Status">An enhanced code, "5.1.1" (RFC 3463); null where there was none.</param>
/// <param name="Text">For people: one line of at most 300 characters; addresses in it are replaced.</param>
public sealed partial record MailReply(int Code, string? Status, string Text)
{
    private const int LongestText = 300;

    // One of these stands in all that looks like an address: hardly ever in "queued as 1A2B3C", which each mail is answered.
    private static readonly SearchValues<string> AddressMarks = SearchValues.Create(["@", "=40", "%40"], StringComparison.Ordinal);

    /// <param name="text">Lines joined by spaces, without codes.</param>
    public static MailReply Of(int code, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var status = EnhancedCode().Match(text);
        var isOfCode = status.Success && status.Value[0] - '0' == code / 100;
        return new MailReply(code, isOfCode ? status.Groups[1].Value : null, Redact(isOfCode ? text[status.Length..] : text));
    }

    /// <summary>Text of another system as it may be kept and shown: one line, no control characters, no addresses.</summary>
    public static string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        // The part that can be shown, and enough beyond it that no address is cut in half.
        var line = HeaderText.Line(text.Length > 2_000 ? text[..2_000] : text, 1_000);
        var redacted = line.AsSpan().ContainsAny(AddressMarks) ? AddressLike().Replace(line, "(address)") : line;
        return redacted.Length > LongestText ? redacted[..LongestText] + "…" : redacted;
    }

    public override string ToString() => $"{Code} {(Status is null ? "" : Status + " ")}{Text}".TrimEnd();

    [GeneratedRegex(@"^([245]\.\d{1,3}\.\d{1,3})(?:\s+|\z)")]
    private static partial Regex EnhancedCode();

    // Generous: what is no address does no harm by being hidden. Also as VERP and URLs write it.
    [GeneratedRegex(@"<?[^\s<>""(),;:]+(?:@|=40|%40)[^\s<>""(),;:]+>?|<?""[^""]*""@[^\s<>""(),;:]+>?", RegexOptions.NonBacktracking)]
    private static partial Regex AddressLike();
}
