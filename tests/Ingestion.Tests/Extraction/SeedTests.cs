using System.Text.Json;
using Syndication.Contracts;
using Syndication.Ingestion.Extraction;
using Syndication.Text;

namespace Syndication.Ingestion.Tests.Extraction;

public sealed class SeedTests
{
    /// <summary>Each seed with what all five taught, and each alone.</summary>
    public static TheoryData<string, bool> All => [.. Seeds.Names.SelectMany(name => new[] { (name, true), (name, false) })];

    private static ExtractedPage Extract(string name, bool learned)
    {
        Assert.SkipWhen(Repository.Seeds is null, Repository.DatasetsMissing);
        var profile = learned ? Seeds.Learned(Seeds.Names) : new SourceProfile { Id = "seeds" };
        return new Extractor().Extract(Seeds.Page(name), profile);
    }

    [Theory, MemberData(nameof(All))]
    public void Kind_headline_language_and_dates_are_as_expected(string name, bool learned)
    {
        var page = Extract(name, learned);
        var expected = Seeds.Expected(name);
        Assert.Equal(expected.GetProperty("kind").GetString(), JsonSerializer.SerializeToElement(page.Draft.Kind, SyndicationJson.Options).GetString());
        Assert.Equal(Seeds.Folded(expected.GetProperty("headline").GetString()), Seeds.Folded(page.Draft.Headline));
        Assert.Equal("fr", page.Draft.Language);
        if (expected.TryGetProperty("dateline", out var dateline) && dateline.ValueKind == JsonValueKind.Object)
        {
            var day = DateOnly.Parse(dateline.GetProperty("date").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(new Dateline(dateline.GetProperty("place").GetString(), day), page.Draft.Dateline);
            Assert.Equal(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), page.Draft.PublishedAt);
            Assert.Equal(PublishedAtSource.Dateline, page.Draft.PublishedAtSource);
        }
        else
        {
            Assert.Null(page.Draft.Dateline);
            Assert.Null(page.Draft.PublishedAt);
            Assert.Equal(PublishedAtSource.Unknown, page.Draft.PublishedAtSource);
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Paragraphs_lists_and_abouts_are_as_expected(string name, bool learned)
    {
        var page = Extract(name, learned);
        var expected = Seeds.Expected(name);
        if (name == "004")
        {
            return;
        }

        var paragraphs = expected.GetProperty("paragraphs").EnumerateArray().ToList();
        var actual = page.Draft.Body.OfType<Paragraph>().Select(p => BlockText.Render(p)).ToList();
        Assert.True(paragraphs.Count == actual.Count, $"{actual.Count} paragraphs, not {paragraphs.Count}:\n{string.Join("\n", actual)}");
        for (var i = 0; i < paragraphs.Count; i++)
        {
            var place = page.Draft.Dateline?.Place;
            var text = i == 0 && place is not null && actual[0].StartsWith(place + " - ", StringComparison.Ordinal) ? actual[0][(place.Length + 3)..] : actual[i];
            Seeds.AssertStartsAndEnds(paragraphs[i], text);
        }

        var lists = expected.GetProperty("lists").EnumerateArray().ToList();
        var actualLists = page.Draft.Body.OfType<ListBlock>().ToList();
        Assert.Equal(lists.Count, actualLists.Count);
        Assert.Equal(paragraphs.Count + lists.Count, page.Draft.Body.Count);
        foreach (var (list, actualList) in lists.Zip(actualLists))
        {
            Assert.Equal(list.GetArrayLength(), actualList.Items.Count);
            Assert.All(list.EnumerateArray().Zip(actualList.Items), pair => Seeds.AssertStartsAndEnds(pair.First, BlockText.Render(pair.Second.Runs)));
        }

        var abouts = expected.GetProperty("about").EnumerateArray().ToList();
        Assert.Equal(abouts.Select(about => about.GetProperty("organisation").GetString()), page.Draft.About.Select(about => about.Organisation));
        Assert.All(abouts.Zip(page.Draft.About), pair => Seeds.AssertStartsAndEnds(pair.First, pair.Second.Text));
    }

    [Theory, MemberData(nameof(All))]
    public void Contacts_are_as_expected(string name, bool learned)
    {
        var page = Extract(name, learned);
        var expected = Seeds.Expected(name).TryGetProperty("contacts", out var contacts) ? contacts.EnumerateArray().Select(Line) : [];
        var actual = page.Draft.Contacts.Select(contact => Seeds.Folded(
            $"{contact.Name}; {contact.Organisation}; {string.Join(' ', contact.Phones.Select(phone => phone.E164 + (phone.Extension is null ? "" : ";ext=" + phone.Extension)))}; {string.Join(' ', contact.Emails)}"));
        Assert.Equal(expected, actual);

        static string Line(JsonElement contact) => Seeds.Folded(
            $"{contact.GetProperty("name").GetString()}; {contact.GetProperty("organisation").GetString()}; {string.Join(' ', contact.GetProperty("phones").EnumerateArray())}; {string.Join(' ', contact.GetProperty("emails").EnumerateArray())}");
    }

    [Theory, MemberData(nameof(All))]
    public void The_body_holds_what_it_must_and_no_furniture(string name, bool learned)
    {
        var page = Extract(name, learned);
        var expected = Seeds.Expected(name);
        var body = Seeds.Folded(page.BodyText);
        foreach (var member in (string[])["contains", "enumeration"])
        {
            if (expected.TryGetProperty(member, out var texts))
            {
                Assert.All(texts.EnumerateArray(), text => Assert.Contains(Seeds.Folded(text.GetString()), body, StringComparison.Ordinal));
            }
        }

        string[] furniture = ["Qui sommes nous", "Structure organisationnelle", "Bureau du Chef de Cabinet", "Notre travail", "Ce que nous faisons", "Où travaillons", "Engagez-vous", "Données et recherche", "2030 AGENDA", "mailto"];
        Assert.All(furniture, line => Assert.DoesNotContain(line, body, StringComparison.Ordinal));
        Assert.DoesNotContain("d'uvre", body, StringComparison.Ordinal);
        Assert.Equal(-1, XmlText.IndexOfForbidden(page.BodyText));
    }

    [Theory, MemberData(nameof(All))]
    public void Only_the_reference_page_is_in_doubt(string name, bool learned)
    {
        var page = Extract(name, learned);
        if (name == "004")
        {
            Assert.Equal(ReleaseKind.Reference, page.Draft.Kind);
            Assert.NotEmpty(page.Reasons);
            Assert.StartsWith("Les bureaux régionaux supervisent", page.BodyText, StringComparison.Ordinal);
            Assert.EndsWith("l’Organisation panaméricaine de la Santé.", page.BodyText, StringComparison.Ordinal);
            Assert.Equal(9, page.Draft.Body.OfType<Heading>().Count());
        }
        else
        {
            Assert.Empty(page.Reasons);
            Assert.NotNull(page.Draft.Summary);
            Assert.InRange(page.Draft.Summary.Length, 60, 600);
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Quotes_topics_countries_and_organisations_are_as_expected(string name, bool learned)
    {
        var page = Extract(name, learned);
        var expected = Seeds.Expected(name);
        if (name == "004")
        {
            return;
        }

        var quotes = expected.GetProperty("quotes").EnumerateArray().ToList();
        Assert.Equal(quotes.Select(quote => quote.GetProperty("speaker").GetString()), page.Draft.Quotes.Select(quote => quote.Speaker));
        Assert.All(quotes.Zip(page.Draft.Quotes), pair => Seeds.AssertStartsAndEnds(pair.First, pair.Second.Text));

        AssertWithin("topics", page.Draft.Topics);
        AssertWithin("countries", page.Draft.Countries);
        foreach (var must in expected.GetProperty("organisations_must").EnumerateObject())
        {
            Assert.Contains(page.Draft.Organisations, organisation => must.Value.ValueKind == JsonValueKind.Null
                ? organisation.Name == must.Name || organisation.Acronym == must.Name
                : organisation.Acronym == must.Name && Seeds.Folded(organisation.Name) == Seeds.Folded(must.Value.GetString()));
        }

        var known = expected.GetProperty("organisations_must").EnumerateObject().Select(must => must.Name)
            .Concat(expected.GetProperty("organisations_may").EnumerateArray().Select(may => may.GetString()!)).ToList();
        Assert.All(page.Draft.Organisations, organisation => Assert.Contains(known, name =>
            name == organisation.Acronym || Seeds.Folded(name) == Seeds.Folded(organisation.Name)));

        void AssertWithin(string member, IReadOnlyList<string> actual)
        {
            var must = expected.GetProperty(member + "_must").EnumerateArray().Select(value => value.GetString()!).ToList();
            var may = expected.GetProperty(member + "_may").EnumerateArray().Select(value => value.GetString()!).ToList();
            Assert.All(must, value => Assert.Contains(value, actual));
            Assert.All(actual, value => Assert.Contains(value, must.Concat(may)));
        }
    }
}
