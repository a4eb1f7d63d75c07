using Syndication.Contracts;
using Syndication.Translation.Engines;
using Syndication.Translation.Glossary;
using Syndication.Translation.Protecting;
using Syndication.Translation.Segmenting;
using Syndication.Translation.Translating;

namespace Syndication.Translation.Tests.Text;

public sealed class SegmentTests
{
    private static readonly TextContext French = new(new LanguagePair("fr", "en"), new GlossaryTerms(GlossaryFile.Shipped), ["Rose Leclerc"]);

    [Theory]
    [InlineData("M. Dupont est là. Il parle.", "M. Dupont est là. |Il parle.")]
    [InlineData("Le Dr. Blanc, cf. art. 5 du traité, est là. Oui.", "Le Dr. Blanc, cf. art. 5 du traité, est là. |Oui.")]
    [InlineData("« Le lac est ouvert. » Elle a raison.", "« Le lac est ouvert. » |Elle a raison.")]
    [InlineData("Est-ce vrai ? Oui ! C’est vrai…", "Est-ce vrai ? |Oui ! |C’est vrai…")]
    [InlineData("It is 3.5 km at 10 a.m. on Monday. Then it rains.", "It is 3.5 km at 10 a.m. on Monday. |Then it rains.")]
    [InlineData("J. P. Martin l’a dit. Bien.", "J. P. Martin l’a dit. |Bien.")]
    [InlineData("El Sr. Ruiz vino. ¿Quién más?", "El Sr. Ruiz vino. |¿Quién más?")]
    public void Sentences_end_where_they_end(string text, string expected) =>
        Assert.Equal(expected.Split('|'), SentenceSplitter.Split(text).Select(sentence => text.Substring(sentence.Start, sentence.Length)));

    [Fact]
    public void A_release_is_cut_and_put_together_again_without_a_loss()
    {
        var release = new Release
        {
            Id = Guid.NewGuid(),
            Version = 1,
            Language = "fr",
            Headline = "Un titre. Et un autre.",
            Subheading = "Sous-titre",
            Summary = "Le résumé. Il est court.",
            Body =
            [
                new Paragraph([new Run("Le "), new Run("lac. Il", Strong: true), new Run(" est "), new Run("grand", Href: "https://lac.example.org/"), new Run(".")]),
                new ListBlock(true, [new ListItem([new Run("Un.")]), new ListItem([new Run("Deux !")])]),
                new QuoteBlock([new Paragraph([new Run("« Oui. »")])], "Rose Leclerc"),
                new TableBlock(true, [new TableRow([new TableCell([new Run("1,5")]), new TableCell([])])], "Légende"),
                new ImageBlock("https://lac.example.org/a.png", "Alt", "Photo."),
            ],
            About = [new About("Lac", "Le lac est un lac.")],
            Contacts = [new Contact { Name = "Rose Leclerc", Role = "porte-parole" }],
        };

        var segments = ReleaseText.Segments(release, "Une note.");
        var (again, note) = ReleaseText.Replace(release, "Une note.", [.. segments.Select(segment => segment.Runs)]);

        Assert.Equal("Une note.", note);
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(release, SyndicationJson.Options), System.Text.Json.JsonSerializer.Serialize(again, SyndicationJson.Options));
    }

    [Fact]
    public void Marks_survive_the_stream_and_html()
    {
        var text = new MarkedText([new Piece("Le [chat] "), new Piece("noir & blanc", 1), new Piece(" <ici> /^$\\ @"), new Piece("x", 12)]);

        Assert.Equal(text.ToString(), StreamFormat.Decode(StreamFormat.Encode(text)).ToString());
        Assert.Equal(text.ToString(), HtmlFormat.Decode(HtmlFormat.Encode(text))!.ToString());
    }

    [Theory]
    [InlineData("<span id=\"1\">a")]
    [InlineData("a</span>")]
    [InlineData("<span id=\"1\">a<span id=\"2\">b</span></span>")]
    [InlineData("<b>a</b>")]
    public void Html_that_does_not_balance_is_found_out(string html) => Assert.Null(HtmlFormat.Decode(html));

    [Fact]
    public void What_is_protected_comes_back_as_it_has_to_whatever_the_engine_made_of_it()
    {
        var runs = new List<Run> { new("Écrivez à press@lac.example.org ou au +33 4 65 71 10 24 : "), new("Rose Leclerc", Strong: true), new(", de l’OMD, attend 680 000 visiteurs.") };
        var prepared = Protector.Prepare(runs, French);

        var garbled = new MarkedText([.. prepared.Text.Pieces.Select(piece => piece.Mark == 0 ? piece : piece with { Text = "Rosa" })]);
        var target = string.Concat(SegmentTranslator.Finish(prepared, garbled, French).Select(run => run.Text));

        Assert.Contains("press@lac.example.org", target, StringComparison.Ordinal);
        Assert.Contains("+33 4 65 71 10 24:", target, StringComparison.Ordinal);
        Assert.Contains("Rose Leclerc", target, StringComparison.Ordinal);
        Assert.Contains("WCO", target, StringComparison.Ordinal);
        Assert.Contains("680,000", target, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr", "es", "Publié le 12.05.2024 par le bureau.", "12.05.2024")]
    [InlineData("fr", "en", "La version 3.8.3 de 2024 120 fois.", "3.8.3 de 2024 120 fois")]
    [InlineData("fr", "en", "Par 192.168.100.25 et 12.345.678 autres.", "192.168.100.25 et 12,345,678 autres")]
    [InlineData("fr", "en", "Au 22 717 91 11 dès hier.", "22 717 91 11")]
    [InlineData("es", "fr", "A las 14.30 horas, 1.5 millones.", "14.30 horas, 1,5 millones")]
    [InlineData("es", "fr", "De 9.00 a 14.30 h y desde las 20.15.", "9.00 a 14.30 h y desde las 20.15.")]
    [InlineData("es", "fr", "A las 5.30 de la tarde.", "5.30 de la tarde")]
    [InlineData("en", "fr", "At 5.30 pm, 5.30 tonnes.", "5.30 pm, 5,30 tonnes")]
    public void Figures_that_are_no_one_number_stay_as_they_are(string source, string target, string text, string expected)
    {
        var prepared = Protector.Prepare([new Run(text)], new TextContext(new LanguagePair(source, target), new GlossaryTerms(GlossaryFile.Shipped), []));

        Assert.Contains(expected, string.Concat(prepared.Restore(prepared.Text).Select(run => run.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public void Words_that_no_language_has_are_found_again_where_an_engine_drops_marks()
    {
        var runs = new List<Run> { new("Rose Leclerc et l’OMD sont là.") };
        var prepared = Protector.Prepare(runs, French, isOpaque: true);

        var target = string.Concat(prepared.Restore(MarkedText.Of(prepared.Text.Plain)).Select(run => run.Text));

        Assert.Equal("Rose Leclerc et l’WCO sont là.", target);
    }

    [Theory]
    [InlineData("fr", "“Yes”: is it 5% or 6%?", "«\u00A0Yes\u00A0»\u00A0: is it 5\u00A0% or 6\u00A0%\u00A0?")]
    [InlineData("en", "« Oui » : est-ce 5 % ?", "“Oui”: est-ce 5%?")]
    [InlineData("es", "« Oui » : vrai ?", "¿“Oui”: vrai?")]
    [InlineData("fr", "At 10:30, see https://a.example.org/?b", "At 10:30, see https://a.example.org/?b")]
    public void Punctuation_is_set_as_the_language_sets_it(string language, string text, string expected) =>
        Assert.Equal(expected, string.Concat(Typography.Set([new Run(text)], language, [new Run(text)]).Select(run => run.Text)));

    [Fact]
    public void The_glossary_knows_the_field_in_three_languages()
    {
        var glossary = new GlossaryTerms(GlossaryFile.Shipped);

        Assert.Equal("trata de personas", Assert.Single(glossary.Find("la traite des êtres humains", new LanguagePair("fr", "es"))).Target);
        Assert.Equal("OMA", Assert.Single(glossary.Find("the WCO said", new LanguagePair("en", "es"))).Target);
        Assert.Empty(glossary.Find("the wcow said", new LanguagePair("en", "es")));
        Assert.Equal(["illegal migrants"], glossary.ForbiddenIn("No illegal migrants here.", "en"));
    }
}
