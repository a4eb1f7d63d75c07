using System.Globalization;
using System.Text;

namespace Syndication.Mail;

/// <summary>
/// An address that can stand in a command and in a header as it is: a mailbox of RFC 5321, section 4.1.2, with letters of
/// every script in its local part as RFC 6531 has them. Nothing else can be made into one: no control or format character,
/// no comment, no address literal, no domain without a dot.
/// </summary>
public sealed class EmailAddress : IEquatable<EmailAddress>
{
    /// <summary>RFC 5321, 4.5.3.1: octets of the local part, and of the whole path without its brackets.</summary>
    private const int LongestLocalPart = 64;

    private const int LongestAddress = 254;

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    private readonly string _text;

    private EmailAddress(string localPart, string domain)
    {
        LocalPart = localPart;
        Domain = domain;
        IsAscii = System.Text.Ascii.IsValid(localPart);
        _text = $"{(IsDotString(localPart) ? localPart : Quote(localPart))}@{domain}";
        Key = $"{localPart.ToLowerInvariant()}@{domain}";
    }

    /// <summary>What it means, without quotes.</summary>
    public string LocalPart { get; }

    /// <summary>In lower case; labels of other scripts as A-labels (RFC 5890).</summary>
    public string Domain { get; }

    /// <summary>False where a server has to know SMTPUTF8 to take it.</summary>
    public bool IsAscii { get; }

    /// <summary>
    /// What one person is known by: case counts nowhere that we write to, though RFC 5321 leaves that to the receiving side.
    /// </summary>
    public string Key { get; }

    /// <summary>Null where the text is no address, white space around it aside.</summary>
    public static EmailAddress? Parse(string? text)
    {
        text = text?.Trim();
        if (text is null || text.Length is 0 or > LongestAddress || text.LastIndexOf('@') is not (> 0 and var at)
            || text.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar))
        {
            return null;
        }

        var localPart = LocalPartOf(text[..at]);
        var domain = DomainOf(text[(at + 1)..]);
        return localPart is null || domain is null || localPart.Length + domain.Length >= LongestAddress ? null : new EmailAddress(localPart, domain);
    }

    /// <summary>This address with something added to its local part, such as a bounce's address has; null where that is too long.</summary>
    public EmailAddress? WithSuffix(string suffix) => Parse($"{LocalPart}{suffix}@{Domain}");

    /// <summary>As commands and headers have it.</summary>
    public override string ToString() => _text;

    public bool Equals(EmailAddress? other) => other is not null && _text == other._text;

    public override bool Equals(object? obj) => Equals(obj as EmailAddress);

    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    private static string? LocalPartOf(string text)
    {
        var meant = text.StartsWith('"') ? Unquote(text) : IsDotString(text.Normalize(NormalizationForm.FormC)) ? text.Normalize(NormalizationForm.FormC) : null;
        return meant is { Length: > 0 } && Encoding.UTF8.GetByteCount(meant) <= LongestLocalPart ? meant : null;
    }

    private static bool IsDotString(string text) => text.Split('.').All(atom => atom.Length > 0 && atom.EnumerateRunes().All(IsAtomText));

    private static bool IsAtomText(Rune rune) => rune.IsAscii
        ? Rune.IsLetterOrDigit(rune) || "!#$%&'*+-/=?^_`{|}~".Contains((char)rune.Value, StringComparison.Ordinal)
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter
            or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber;

    private static string Quote(string localPart) =>
        $"\"{localPart.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>A Quoted-string of RFC 5321: printable ASCII and spaces, a backslash before quotes and backslashes.</summary>
    private static string? Unquote(string text)
    {
        if (text.Length < 2 || !text.EndsWith('"'))
        {
            return null;
        }

        var meant = new StringBuilder(text.Length);
        for (var i = 1; i < text.Length - 1; i++)
        {
            var isPair = text[i] == '\\';
            i += isPair ? 1 : 0;
            if (i == text.Length - 1 || text[i] is < ' ' or > '~' || (!isPair && text[i] == '"'))
            {
                return null;
            }

            meant.Append(text[i]);
        }

        return meant.ToString();
    }

    private static string? DomainOf(string text)
    {
        try
        {
            var domain = Idn.GetAscii(text.Normalize(NormalizationForm.FormC)).ToLowerInvariant();
            return Uri.CheckHostName(domain) == UriHostNameType.Dns && domain.IndexOf('.', StringComparison.Ordinal) > 0
                && !domain.EndsWith('.') && !domain.Split('.')[^1].All(char.IsAsciiDigit)
                ? domain
                : null;
        }
        catch (ArgumentException)
        {
            // Not a name that IDNA knows, or half of a surrogate pair.
            return null;
        }
    }
}
