using Syndication.Contracts;
using static Syndication.Feeds.Tests.Rendered;

namespace Syndication.Feeds.Tests;

public sealed class ChangeTests
{
    private static readonly DateTimeOffset Later = new(2026, 5, 12, 9, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("fr", "<p><strong>Rectificatif, 12 mai 2026</strong>\u00A0: 175 et non 176</p>")]
    [InlineData("en", "<p><strong>Correction, 12 May 2026</strong>: 175 et non 176</p>")]
    [InlineData("es", "<p><strong>Corrección, 12 de mayo de 2026</strong>: 175 et non 176</p>")]
    public void A_correction_moves_the_date_and_stands_at_the_top(string language, string note)
    {
        var corrected = Given.Release(language: language).Next(Later, Significance.Correction, "175 et non 176");
        var row = Given.Row(corrected);
        Assert.Equal("2026-05-12T09:30:00Z", AtomEntry(language, row).Element(Atom + "updated")!.Value);
        Assert.Equal("2026-05-08T12:01:00Z", AtomEntry(language, row).Element(Atom + "published")!.Value);
        var item = JsonItem(language, row);
        Assert.Equal("2026-05-12T09:30:00Z", item.GetProperty("date_modified").GetString());
        Assert.StartsWith(note, item.GetProperty("content_html").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_minor_edit_changes_the_text_and_when_the_feed_was_modified_but_not_updated()
    {
        var edited = Given.Release().Next(Later, Significance.Minor) with { Headline = "Sans coquille" };
        var document = Document("fr", Given.Row(edited));
        var entry = Assert.Single(document.Entries);
        Assert.Equal("Sans coquille", entry.Title);
        Assert.Equal(Given.Noon.AddMinutes(1), entry.Updated);
        Assert.Equal(Given.Noon.AddMinutes(1), document.Updated);
        Assert.Equal(Later, document.Modified);
    }

    [Fact]
    public void A_translation_says_nothing_of_a_correction_that_it_does_not_have_yet()
    {
        var first = Given.Release();
        var english = first.Translated("en", Given.Noon.AddHours(1));
        var corrected = first.Next(Later, Significance.Correction, "175");
        var stale = Assert.Single(Document("en", Given.Row(first, english, corrected)).Entries);
        Assert.Equal(Given.Noon.AddHours(1), stale.Updated);

        var successor = corrected.Translated("en", Later.AddHours(1));
        var html = JsonItem("en", Given.Row(first, english, corrected, successor)).GetProperty("content_html").GetString();
        Assert.Contains("<strong>Correction, 12 May 2026</strong>: 175", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_withdrawn_release_is_a_tombstone_in_atom_and_a_notice_under_the_same_id_elsewhere()
    {
        var release = Given.Release() with { CanonicalUrl = "https://office.example/1" };
        var id = RssItem("fr", Given.Row(release)).Element("guid")!.Value;
        var row = Given.Row(release.Retracted(Later, RetractionKind.Withdrawal, "Chiffres faux."));

        var feed = AtomFeed("fr", row);
        Assert.Empty(feed.Elements(Atom + "entry"));
        var tombstone = feed.Element(Tombstones + "deleted-entry")!;
        Assert.Equal((id, "2026-05-12T09:30:00Z"), (tombstone.Attribute("ref")!.Value, tombstone.Attribute("when")!.Value));
        Assert.Equal("2026-05-12T09:30:00Z", feed.Element(Atom + "updated")!.Value);
        Assert.Contains("Chiffres faux.", tombstone.Element(Tombstones + "comment")!.Value, StringComparison.Ordinal);

        var item = RssItem("fr", row);
        Assert.Equal(id, item.Element("guid")!.Value);
        Assert.Equal("Retiré\u00A0: Un communiqué", item.Element("title")!.Value);
        Assert.Equal("<p><strong>Ce communiqué a été retiré le 12 mai 2026. Merci de ne plus vous y fier.</strong></p>\n<p>Chiffres faux.</p>\n",
            item.Element(Content + "encoded")!.Value);
        Assert.Equal("withdrawn", JsonItem("fr", row).GetProperty("_syndication").GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    [InlineData("es")]
    [InlineData("de")]
    public void A_killed_release_shows_nothing_of_itself(string language)
    {
        var secret = Given.Release(language: language, headline: "GEHEIM") with
        {
            Subheading = "GEHEIM",
            Summary = "GEHEIM",
            Body = [new Paragraph([new Run("GEHEIM")])],
            CanonicalUrl = "https://office.example/GEHEIM",
            Office = "GEHEIM",
            Topics = ["GEHEIM"],
            Rights = "GEHEIM",
            Organisations = [new Organisation("GEHEIM")],
            Contacts = [new Contact { Name = "GEHEIM" }],
            About = [new About("GEHEIM", "GEHEIM")],
            Attachments = [new Attachment("https://office.example/GEHEIM", "application/pdf", Description: "GEHEIM")],
            Translations = [new LanguageVersion("it", "https://office.example/it/GEHEIM")],
        };
        var corrected = secret.Next(Later, Significance.Correction, "GEHEIM");
        var row = Given.Row(corrected.Retracted(Later.AddDays(1), RetractionKind.Kill, "Ne pas publier."));
        foreach (var format in Enum.GetValues<Selecting.FeedFormat>())
        {
            var text = Written(language, format, row);
            Assert.DoesNotContain("GEHEIM", text, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("Ne pas publier.", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_redirected_release_leads_to_the_new_one()
    {
        var target = Given.Id(2);
        var row = Given.Row(Given.Release(language: "en") with { CanonicalUrl = "https://office.example/old" }, Given.Release(language: "en").Retracted(Later, RetractionKind.Redirect, to: target));
        Assert.Equal($"https://news.example/releases/{target}", RssItem("en", row).Element("link")!.Value);
        Assert.Contains($"<a href=\"https://news.example/releases/{target}\">", JsonItem("en", row).GetProperty("content_html").GetString(), StringComparison.Ordinal);
        Assert.Equal($"https://news.example/releases/{target}", AtomFeed("en", row).Element(Tombstones + "deleted-entry")!.Element(Atom + "link")!.Attribute("href")!.Value);
    }

    [Fact]
    public void A_retraction_covers_translations_and_a_reinstatement_brings_them_back_with_a_newer_date()
    {
        var release = Given.Release();
        var english = release.Translated("en", Given.Noon.AddHours(1));
        var retracted = release.Retracted(Later, RetractionKind.Withdrawal);
        Assert.NotNull(AtomFeed("en", Given.Row(release, english, retracted)).Element(Tombstones + "deleted-entry"));

        var reinstated = retracted.Next(Later.AddDays(1), Significance.Reinstatement);
        var entry = AtomEntry("en", Given.Row(release, english, retracted, reinstated));
        Assert.Equal("2026-05-13T09:30:00Z", entry.Element(Atom + "updated")!.Value);
    }
}
