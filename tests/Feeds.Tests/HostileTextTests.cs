using FsCheck;
using FsCheck.Fluent;
using Syndication.Contracts;
using Syndication.Text;
using static Syndication.Feeds.Tests.Rendered;

namespace Syndication.Feeds.Tests;

public sealed class HostileTextTests
{
    private static readonly string[] Pieces =
    [
        "]]>", "<![CDATA[", "<script>", "</title>", "&", "&amp;", "&#0;", "\"", "'", "\0", "\u0008", "\u000B", "\r", "\r\n", "\n", "\t", "\u0085", "\u2028",
        "\uD800", "\uDC00", "\uFFFE", "\uFFFF", "\U0001F600", "\U0001FFFE", "\u202E", "\\", "{", "http://", "https://\uFFFF/", "https://a.example/", "javascript:", "é", " ", "a",
    ];

    private static readonly Arbitrary<string> Hostile =
        Gen.OneOf(Gen.Elements(Pieces), Gen.Choose(0, char.MaxValue).Select(code => ((char)code).ToString()))
            .ListOf().Select(string.Concat).ToArbitrary();

    [Fact]
    public void Every_format_stays_well_formed_and_carries_what_can_be_carried() =>
        Prop.ForAll(Hostile, text =>
        {
            var release = Release(text);
            var row = Given.Row(release, Retracted(release, 2, RetractionKind.Withdrawal, text));
            var live = Given.Row(release, Retracted(release, 2, RetractionKind.Withdrawal, text).Next(Given.Noon.AddDays(2), Significance.Correction, text));
            foreach (var one in new[] { row, live })
            {
                AtomFeed("fr", one);
                var title = RssItem("fr", one).Element("title")!.Value;
                Assert.Equal(title, JsonItem("fr", one).GetProperty("title").GetString());
            }

            Assert.Equal(BlockText.Render(live.Original!.Body).Length == 0, string.IsNullOrEmpty(text));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Links_are_ascii_and_absolute_whatever_was_given() =>
        Prop.ForAll(Hostile, text =>
        {
            var entry = AtomEntry("fr", Given.Row(Release("https://a.example/" + text)));
            Assert.All(entry.Elements(Atom + "link"), link =>
            {
                var href = link.Attribute("href")!.Value;
                Assert.Matches(@"^https?://([A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+$", href);
            });
        }).QuickCheckThrowOnFailure();

    private static Release Retracted(Release release, int days, RetractionKind kind, string notice) =>
        release.Retracted(Given.Noon.AddDays(days), kind, notice);

    private static Release Release(string text) => Given.Release(headline: text) with
    {
        Summary = text,
        Body = [new Paragraph([new Run(text, Href: text)]), new ImageBlock(text, text, text), new Heading(2, [new Run(text, Strong: true)])],
        CanonicalUrl = text,
        Source = text,
        Office = text,
        Topics = [text],
        Countries = [text],
        Rights = text,
        Organisations = [new Organisation(text, text)],
        Contacts = [new Contact { Name = text, Phones = [new Phone(text, text, text)], Emails = [text] }],
        About = [new About(text, text)],
        Attachments = [new Attachment(text, text, -1, text, text, text)],
        Translations = [new LanguageVersion(text, text)],
    };
}
