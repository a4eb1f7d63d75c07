using System.Globalization;
using System.Xml.Linq;
using Syndication.Contracts;
using Syndication.Feeds.Selecting;
using Syndication.Text;
using static Syndication.Feeds.Tests.Rendered;

namespace Syndication.Feeds.Tests;

public sealed class FormatTests
{
    private static readonly Release Full = Given.Release(headline: "Climat : 3 < 4 & l'avenir") with
    {
        CanonicalUrl = "https://office.example/communiques/climat?id=1&x=2",
        Office = "OIM Maroc",
        Topics = ["climate-change"],
        Countries = ["MA"],
        Organisations = [new Organisation("Organisation internationale pour les migrations", "OIM")],
        Rights = "© OIM",
        Translations = [new LanguageVersion("ar", "https://office.example/ar/climat")],
        About = [new About("OIM", "L'OIM est une organisation.")],
        Contacts = [new Contact { Name = "Ana", Role = "Presse", Phones = [new Phone("+212 5 00", "+212500", "12")], Emails = ["ana@office.example"] }],
        Attachments =
        [
            new Attachment("https://office.example/a b.pdf", "application/pdf", 1234, null, "fr", "Le rapport"),
            new Attachment("javascript:alert(1)", "text/html"),
            new Attachment("https://office.example/photo.jpg", "nonsense"),
        ],
    };

    [Fact]
    public void Rss_carries_everything_in_the_order_that_readers_want()
    {
        var channel = Rss("fr", Given.Row(Full));
        Assert.Equal("Newsroom – français", channel.Element("title")!.Value);
        Assert.Equal("fr", channel.Element("language")!.Value);
        var self = channel.Element(Atom + "link")!;
        Assert.Equal(("self", "https://news.example/feeds/fr.rss"), (self.Attribute("rel")!.Value, self.Attribute("href")!.Value));

        var item = channel.Element("item")!;
        Assert.Equal("Climat : 3 < 4 & l'avenir", item.Element("title")!.Value);
        Assert.Equal("https://office.example/communiques/climat?id=1&x=2", item.Element("link")!.Value);
        Assert.Equal("false", item.Element("guid")!.Attribute("isPermaLink")!.Value);
        Assert.Equal("Fri, 08 May 2026 12:01:00 GMT", item.Element("pubDate")!.Value);
        Assert.Equal("OIM Maroc", item.Element(DublinCore + "creator")!.Value);
        Assert.Contains(item.Elements("category"), category => category.Value == "climate-change");
        Assert.Contains(item.Elements("category"), category => category.Value == "MA");
        Assert.Contains(item.Elements("category"), category => category.Value == "original");
        Assert.Equal("© OIM", item.Element(DublinCore + "rights")!.Value);

        var names = item.Elements().Select(element => element.Name).ToList();
        Assert.True(names.IndexOf("description") < names.IndexOf(Content + "encoded"));
        var enclosure = Assert.Single(item.Elements("enclosure"));
        Assert.Equal(("https://office.example/a%20b.pdf", "1234", "application/pdf"),
            (enclosure.Attribute("url")!.Value, enclosure.Attribute("length")!.Value, enclosure.Attribute("type")!.Value));
    }

    [Fact]
    public void A_title_in_rss_spells_markup_in_hexadecimal_references() =>
        Assert.Contains("<title>Climat : 3 &#x3C; 4 &#x26; l'avenir</title>", Written("fr", FeedFormat.Rss, Given.Row(Full)), StringComparison.Ordinal);

    [Fact]
    public void The_full_text_ends_with_about_and_contacts()
    {
        var html = RssItem("fr", Given.Row(Full)).Element(Content + "encoded")!.Value;
        Assert.Equal(
            "<p>La première phrase. Et le reste.</p>\n<h2>À propos\u00A0: OIM</h2>\n<p>L'OIM est une organisation.</p>\n"
            + "<h2>Contacts</h2>\n<ul>\n<li>Ana, Presse, <a href=\"tel:+212500;ext=12\">+212 5 00 poste 12</a>, "
            + "<a href=\"mailto:ana@office.example\">ana@office.example</a></li>\n</ul>\n",
            html);
    }

    [Fact]
    public void Atom_carries_ids_dates_links_and_languages()
    {
        var feed = AtomFeed("fr", Given.Row(Full, Full.Translated("en", Given.Noon.AddHours(1))));
        Assert.Equal("fr", feed.Attribute(XNamespace.Xml + "lang")!.Value);
        Assert.StartsWith("urn:uuid:", feed.Element(Atom + "id")!.Value, StringComparison.Ordinal);
        Assert.Equal("2026-05-08T12:01:00Z", feed.Element(Atom + "updated")!.Value);
        Assert.Equal("Newsroom", feed.Element(Atom + "author")!.Element(Atom + "name")!.Value);
        Assert.Equal("https://news.example/feeds/fr.rss", feed.Elements(Atom + "link").Single(link => link.Attribute("rel")!.Value == "self").Attribute("href")!.Value);

        var entry = feed.Element(Atom + "entry")!;
        Assert.All(feed.DescendantsAndSelf(), element => Assert.Equal(Atom, element.Name.Namespace));
        Assert.Equal("2026-05-08T12:01:00Z", entry.Element(Atom + "published")!.Value);
        Assert.Equal("html", entry.Element(Atom + "content")!.Attribute("type")!.Value);
        var alternates = entry.Elements(Atom + "link").Where(link => link.Attribute("rel")!.Value == "alternate")
            .ToDictionary(link => link.Attribute("hreflang")!.Value, link => link.Attribute("href")!.Value);
        Assert.Equal("https://office.example/communiques/climat?id=1&x=2", alternates["fr"]);
        Assert.Equal("https://office.example/ar/climat", alternates["ar"]);
        Assert.Equal($"https://news.example/releases/{Given.Id(1)}?lang=en", alternates["en"]);
        Assert.Equal(2, entry.Elements(Atom + "link").Count(link => link.Attribute("rel")!.Value == "enclosure"));
        Assert.Contains(entry.Elements(Atom + "link"), link => link.Attribute("type")!.Value == "application/octet-stream");
        Assert.Contains(entry.Elements(Atom + "category"), category =>
            category.Attribute("term")!.Value == "climate-change" && category.Attribute("label")!.Value == "climate change");
    }

    [Fact]
    public void Json_feed_carries_html_and_text()
    {
        var feed = Json("fr", Given.Row(Full));
        Assert.Equal("https://jsonfeed.org/version/1.1", feed.GetProperty("version").GetString());
        var item = feed.GetProperty("items")[0];
        Assert.Equal("Climat : 3 < 4 & l'avenir", item.GetProperty("title").GetString());
        Assert.Equal("2026-05-08T12:01:00Z", item.GetProperty("date_published").GetString());
        Assert.StartsWith("<p>La première", item.GetProperty("content_html").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("La première phrase. Et le reste.\n\nÀ propos", item.GetProperty("content_text").GetString(), StringComparison.Ordinal);
        Assert.Equal(["climate-change", "MA"], item.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.Equal(1234, item.GetProperty("attachments")[0].GetProperty("size_in_bytes").GetInt64());
        Assert.Equal("original", item.GetProperty("_syndication").GetProperty("origin").GetString());
    }

    [Fact]
    public void An_unknown_date_is_left_out_everywhere()
    {
        var row = Given.Row(Given.Release() with { PublishedAt = null, PublishedAtSource = PublishedAtSource.Unknown });
        Assert.Null(RssItem("fr", row).Element("pubDate"));
        Assert.Null(AtomEntry("fr", row).Element(Atom + "published"));
        Assert.False(JsonItem("fr", row).TryGetProperty("date_published", out _));
    }

    [Fact]
    public void A_summary_is_html_in_rss_and_plain_text_elsewhere()
    {
        var row = Given.Row(Given.Release() with { Summary = "AT&T dit 1 < 2." });
        Assert.Equal("AT&amp;T dit 1 &lt; 2.", RssItem("fr", row).Element("description")!.Value);
        Assert.Equal("AT&T dit 1 < 2.", AtomEntry("fr", row).Element(Atom + "summary")!.Value);
        Assert.Equal("AT&T dit 1 < 2.", JsonItem("fr", row).GetProperty("summary").GetString());
    }

    [Fact]
    public void An_id_is_one_a_release_and_language_in_every_format()
    {
        var original = Given.Release();
        var row = Given.Row(original, original.Translated("en", Given.Noon));
        var french = RssItem("fr", row).Element("guid")!.Value;
        Assert.Equal($"urn:uuid:{NamedGuid.Create(Given.Id(1), "fr")}", french);
        Assert.Equal(french, AtomEntry("fr", row).Element(Atom + "id")!.Value);
        Assert.Equal(french, JsonItem("fr", row).GetProperty("id").GetString());
        Assert.NotEqual(french, RssItem("en", row).Element("guid")!.Value);

        var renamed = original.Next(Given.Noon.AddDays(1), Significance.Rewrite) with { Headline = "Autre titre", CanonicalUrl = "https://other.example/" };
        Assert.Equal(french, RssItem("fr", Given.Row(renamed)).Element("guid")!.Value);
    }

    [Theory]
    [InlineData("fr", "Traduction automatique, non officielle (texte original\u00A0: de)")]
    [InlineData("en", "Machine translation, unofficial (original text: de)")]
    [InlineData("es", "Traducción automática, no oficial (texto original: de)")]
    public void A_machine_translation_says_so_and_leads_to_the_original(string language, string mark)
    {
        var original = Given.Release(language: "de") with { CanonicalUrl = "https://office.example/de" };
        var row = Given.Row(original, original.Translated(language, Given.Noon));
        var item = JsonItem(language, row);
        Assert.StartsWith(mark, item.GetProperty("content_text").GetString(), StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://office.example/de\">", item.GetProperty("content_html").GetString(), StringComparison.Ordinal);
        Assert.StartsWith(mark[..mark.IndexOf(" (", StringComparison.Ordinal)], item.GetProperty("summary").GetString(), StringComparison.Ordinal);
        Assert.Equal("machine", item.GetProperty("_syndication").GetProperty("origin").GetString());
    }

    [Fact]
    public void An_empty_feed_is_valid_and_has_a_fixed_instant()
    {
        Assert.Empty(Rss("fr").Elements("item"));
        Assert.Equal("2000-01-01T00:00:00Z", AtomFeed("fr").Element(Atom + "updated")!.Value);
        Assert.Equal(0, Json("fr").GetProperty("items").GetArrayLength());
    }

    [Fact]
    public void Dates_do_not_depend_on_the_thread_s_culture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");
        try
        {
            Assert.Equal("Fri, 08 May 2026 12:01:00 GMT", RssItem("fr", Given.Row(Given.Release())).Element("pubDate")!.Value);
            Assert.Equal("2026-05-08T12:01:00Z", AtomEntry("fr", Given.Row(Given.Release())).Element(Atom + "updated")!.Value);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
