using System.Xml;
using FsCheck;
using FsCheck.Fluent;

namespace Syndication.Text.Tests;

public sealed class XmlTextTests
{
    // Not inline data: attributes are stored in UTF-8, which has no lone surrogates.
    public static TheoryData<string, string> Cases { get; } = new()
    {
        { "", "" },
        { "plain\ttext\r\n", "plain\ttext\r\n" },
        { "\0a\u0001b\u001F", "ab" },
        { "a\uD800b", "ab" },
        { "a\uDC00b", "ab" },
        { "\uDC00\uD800", "" },
        { "\uD83D\uDE00", "\uD83D\uDE00" },
        { "\uD83D\uD83D\uDE00", "\uD83D\uDE00" },
        { "\uFFFEa\uFFFF", "a" },
    };

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Leaves_out_what_xml_forbids(string text, string expected) => Assert.Equal(expected, XmlText.Clean(text));

    [Fact]
    public void What_is_left_is_xml_and_nothing_more_is_left_out() =>
        Prop.ForAll(Hostile.Text, text =>
        {
            var clean = XmlText.Clean(text);
            Assert.Equal(clean, XmlConvert.VerifyXmlChars(clean));
            Assert.Equal(clean, XmlText.Clean(clean));
            Assert.Equal(
                text.EnumerateRunes().Count(rune => rune.Value is 9 or 10 or 13 or >= 32 and not (0xFFFD or 0xFFFE or 0xFFFF)),
                clean.EnumerateRunes().Count(rune => rune.Value != 0xFFFD));
        }).QuickCheckThrowOnFailure();
}
