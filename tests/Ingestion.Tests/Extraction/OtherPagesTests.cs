using Syndication.Contracts;
using Syndication.Text;

namespace Syndication.Ingestion.Tests.Extraction;

public sealed class OtherPagesTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_english_page_of_a_french_site_loses_its_menu_too(bool learned)
    {
        Assert.SkipWhen(learned && Repository.Seeds is null, Repository.DatasetsMissing);
        var page = Fixtures.Extract("english-page-of-a-known-site.txt", learned ? Seeds.Learned(Seeds.Names) : null);
        Assert.Equal("Harbour Towns Agree on Shared Shelters for Stranded Seafarers", page.Draft.Headline);
        Assert.Equal("en", page.Draft.Language);
        Assert.Equal("Geneva", page.Draft.Dateline?.Place);
        Assert.Equal(3, page.Draft.Body.Count);
        Assert.StartsWith("Geneva – Eleven harbour towns", page.BodyText, StringComparison.Ordinal);
        Assert.EndsWith("a levy on moorings.", page.BodyText, StringComparison.Ordinal);
        var quote = Assert.Single(page.Draft.Quotes);
        Assert.Equal("Maria Castellano", quote.Speaker);
        var contact = Assert.Single(page.Draft.Contacts);
        Assert.Equal(("Peter Lund", "Harbour Towns Secretariat", "+4722123456"), (contact.Name, contact.Organisation, contact.Phones.Single().E164));
        Assert.Empty(page.Reasons);
    }

    [Fact]
    public void A_dump_of_another_site_comes_out_without_menu_and_footer()
    {
        var page = Fixtures.Extract("other-site-dump.txt");
        Assert.Equal("Orbital Gardens opens its seed vault to amateur growers", page.Draft.Headline);
        Assert.Equal(new Dateline("NAIROBI", new DateOnly(2020, 5, 12)), page.Draft.Dateline);
        Assert.Equal(PublishedAtSource.Dateline, page.Draft.PublishedAtSource);
        Assert.Equal(3, Assert.Single(page.Draft.Body.OfType<ListBlock>()).Items.Count);
        Assert.StartsWith("NAIROBI (12 May 2020)", page.BodyText, StringComparison.Ordinal);
        Assert.DoesNotContain("Facebook", page.BodyText, StringComparison.Ordinal);
        Assert.DoesNotContain("Privacy", page.BodyText, StringComparison.Ordinal);
        Assert.DoesNotContain("Kisumu", page.BodyText, StringComparison.Ordinal);
        Assert.Equal("Orbital Gardens", Assert.Single(page.Draft.About).Organisation);
        var contact = Assert.Single(page.Draft.Contacts);
        Assert.Equal(("Tomás Ferrer", "Press Officer", "Orbital Gardens"), (contact.Name, contact.Role, contact.Organisation));
        Assert.Equal(("+254207621234", "12"), (contact.Phones.Single().E164, contact.Phones.Single().Extension));
        Assert.Equal(["press@orbitalgardens.example"], contact.Emails);
        Assert.Empty(page.Reasons);
    }

    [Fact]
    public void Hard_wrapped_spanish_with_blank_lines_is_joined()
    {
        var page = Fixtures.Extract("wrapped-spanish.txt");
        Assert.Equal("Unión de Faros pide luz para los puertos pequeños", page.Draft.Headline);
        Assert.Equal("es", page.Draft.Language);
        Assert.Equal(new Dateline("Lima", new DateOnly(2021, 5, 3)), page.Draft.Dateline);
        Assert.Equal(3, page.Draft.Body.OfType<Paragraph>().Count());
        var items = Assert.Single(page.Draft.Body.OfType<ListBlock>()).Items.Select(item => BlockText.Render(item.Runs)).ToList();
        Assert.Equal(3, items.Count);
        Assert.EndsWith("todavía están en servicio", items[0], StringComparison.Ordinal);
        Assert.Equal(("Diego Salas", "Unión de Faros", "+5112345678"), page.Draft.Contacts.Select(c => (c.Name, c.Organisation, c.Phones.Single().E164)).Single());
        Assert.Contains(new Organisation("Unión de Faros", "UF"), page.Draft.Organisations);
    }

    [Fact]
    public void An_html_page_keeps_its_structure_and_metadata()
    {
        var page = Fixtures.Extract("release.html", url: "https://lantern.example/news/night-schools?utm_source=x");
        Assert.Equal("Lantern Council funds forty night schools", page.Draft.Headline);
        Assert.Equal(new DateTimeOffset(2022, 9, 14, 6, 30, 0, TimeSpan.Zero), page.Draft.PublishedAt);
        Assert.Equal(PublishedAtSource.Metadata, page.Draft.PublishedAtSource);
        Assert.Equal(new Dateline("Oslo", new DateOnly(2022, 9, 14)), page.Draft.Dateline);
        Assert.Equal("https://lantern.example/news/night-schools", page.Draft.CanonicalUrl);
        Assert.Equal([new LanguageVersion("fr", "https://lantern.example/fr/actualites/ecoles-du-soir")], page.Draft.Translations);
        Assert.Equal(
            [typeof(Paragraph), typeof(Heading), typeof(Paragraph), typeof(ListBlock), typeof(QuoteBlock), typeof(TableBlock), typeof(ImageBlock), typeof(Paragraph)],
            page.Draft.Body.Select(block => block.GetType()));
        Assert.Contains(((Paragraph)page.Draft.Body[0]).Runs, run => run.Href == "https://lantern.example/places");
        Assert.DoesNotContain("javascript", BlockHtml.Render(page.Draft.Body), StringComparison.Ordinal);
        Assert.DoesNotContain("alert", page.BodyText, StringComparison.Ordinal);
        Assert.DoesNotContain("cookies", page.BodyText, StringComparison.Ordinal);
        Assert.DoesNotContain("older story", page.BodyText, StringComparison.Ordinal);
        Assert.Equal("Lantern Council", Assert.Single(page.Draft.About).Organisation);
        var contact = Assert.Single(page.Draft.Contacts);
        Assert.Equal(("Kari Holm", "Spokesperson", "Lantern Council", "+4721456789"), (contact.Name, contact.Role, contact.Organisation, contact.Phones.Single().E164));
        Assert.Empty(page.Reasons);
    }
}
