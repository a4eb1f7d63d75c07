using System.Text.RegularExpressions;

namespace Syndication.Translation.Protecting;

/// <summary>E-mail addresses, URLs and telephone numbers in running text.</summary>
internal static partial class ContactPatterns
{
    /// <summary>"press@example.org".</summary>
    public static Regex Email => EmailPattern();

    /// <summary>"https://example.org/a", "www.example.org"; without the full stop that ends its sentence.</summary>
    public static Regex Url => UrlPattern();

    /// <summary>"+41 22 717 91 11", "(202) 555-0114"; at least eight digits, and a sign that it is one.</summary>
    public static Regex Phone => PhonePattern();

    /// <summary>"2-0", "2018/2019", "10:30", "12.05.2024", "3.8.3": figures that belong together.</summary>
    public static Regex Compound => CompoundPattern();

    // With dots there are three or more, lest it be a decimal number, and not all of three digits: that is a large one.
    [GeneratedRegex(
        """
        (?<![\d\p{L}.,])[0-9]{1,4}(?:[\-–/:][0-9]{1,4}){1,3}(?![\d\p{L}])
        | (?<!\d[.,]?)(?![0-9]{1,3}(?:\.[0-9]{3})+(?!\.?[0-9]))[0-9]{1,4}(?:\.[0-9]{1,4}){2,7}(?![.,]?[0-9])
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex CompoundPattern();

    [GeneratedRegex(@"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){0,7}\.\p{L}{2,24}", RegexOptions.CultureInvariant)]
    private static partial Regex EmailPattern();

    [GeneratedRegex(@"(?:https?://|www\.)[^\s<>«»“”""]{1,500}[^\s<>«»“”"".,;:!?()\]’'\u2026]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex UrlPattern();

    [GeneratedRegex(@"(?<![\d\p{L}])(?:\+|00)[0-9](?:[\s\u00A0.\-/()]{0,3}[0-9]){7,16}(?![0-9])|(?<![\d\p{L}])\([0-9]{2,5}\)[\s\u00A0]?[0-9](?:[\s\u00A0.\-]?[0-9]){5,10}(?![0-9])|(?<![\d\p{L}])0[1-9](?:[\s\u00A0.\-][0-9]{2}){4}(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex PhonePattern();
}
