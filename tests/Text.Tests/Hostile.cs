using FsCheck;
using FsCheck.Fluent;

namespace Syndication.Text.Tests;

/// <summary>Text as an attacker, or a broken page, would give it.</summary>
internal static class Hostile
{
    private static readonly string[] Pieces =
    [
        "]]>", "<![CDATA[", "<!--", "<script>", "</p>", "&", "&amp;", "&#0;", "\"", "'", "\0", "\u0008", "\u000B", "\r", "\r\n", "\n", "\t", "\u0085",
        "\u2028", "\uD800", "\uDC00", "\uFFFE", "\uFFFF", "\uFDD0", "\U0001F600", "\U0001FFFE", "\u202E", "é", "e\u0301", "œ", "ﬁ", " ", "a",
    ];

    private static readonly string[] Links =
    [
        "http://a.example/?x=1&y=2", "https://a.example/\"onclick=\"x", "javascript:alert(1)", "JAVASCRIPT:alert(1)", " javascript:x", "data:text/html,x",
        "mailto:a@b.example", "tel:+41", "//a.example", "/a", "vbscript:x", "java\tscript:x", "file:///etc/passwd", "",
    ];

    public static Gen<string> TextGen { get; } =
        Gen.OneOf(Gen.Elements(Pieces), Gen.Choose(0, char.MaxValue).Select(code => ((char)code).ToString())).ListOf().Select(string.Concat);

    public static Gen<string> LinkGen { get; } = Gen.OneOf(Gen.Elements(Links), TextGen, TextGen.Select(text => "https://a.example/" + text));

    public static Arbitrary<string> Text { get; } = TextGen.ToArbitrary();
}
