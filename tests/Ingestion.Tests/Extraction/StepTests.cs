using System.Text;
using Syndication.Contracts;
using Syndication.Ingestion.Extraction;
using Syndication.Ingestion.Extraction.Facts;
using Syndication.Text;

namespace Syndication.Ingestion.Tests.Extraction;

public sealed class StepTests
{
    [Theory]
    [InlineData("Genève/Bruxelles - Le 8 mai 2018, l’OIM a signé.", "Genève/Bruxelles", "2018-05-08")]
    [InlineData("Suisse - Le 20 juin 2017, l’OIM a organisé.", "Suisse", "2017-06-20")]
    [InlineData("Geneva, 12 May 2020 – The agency said.", "Geneva", "2020-05-12")]
    [InlineData("Ginebra, 3 de mayo de 2021 - La agencia dijo.", "Ginebra", "2021-05-03")]
    [InlineData("NAIROBI (12 May 2020) — The agency said.", "NAIROBI", "2020-05-12")]
    [InlineData("NAIROBI (12 May) — The agency said.", "NAIROBI", null)]
    [InlineData("Paris, le 1er mars 2019 – Le conseil a voté.", "Paris", "2019-03-01")]
    [InlineData("Port-au-Prince - Le 2 août 2010, les secours sont arrivés.", "Port-au-Prince", "2010-08-02")]
    [InlineData("New York, March 3, 2021 -- The council met.", "New York", "2021-03-03")]
    public void A_dateline_gives_place_and_day(string text, string place, string? day) =>
        Assert.Equal(new Dateline(place, day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)), DatelineReader.Read(text));

    [Theory]
    [InlineData("Les migrations irrégulières – en particulier la traite – sont liées.")]
    [InlineData("Le 8 mai 2018, l’OIM a signé un accord.")]
    [InlineData("The council met on 3 May 2020 - and decided nothing.")]
    [InlineData("")]
    public void Prose_is_no_dateline(string text) => Assert.Null(DatelineReader.Read(text));

    [Theory]
    [InlineData("+41 788 84 33 96", "+41788843396")]
    [InlineData("+ 32 2 235 66 97", "+3222356697")]
    [InlineData("41227179416", "+41227179416")]
    [InlineData("0041 22 717 94 16", "+41227179416")]
    [InlineData("+44 (0)20 7946 0123", "+442079460123")]
    [InlineData("(202) 862 1826", null)]
    [InlineData("022 717 94 16", null)]
    [InlineData("+999 123 456 789", null)]
    [InlineData("+1 202 862", null)]
    public void Telephone_numbers_become_e164(string text, string? e164) => Assert.Equal(e164, PhoneNumberReader.E164(text));

    [Theory]
    [InlineData("la migration de main-d'uvre", "la migration de main-d'œuvre")]
    [InlineData("sa mise en uvre", "sa mise en œuvre")]
    [InlineData("au cur des nuds", "au cœur des nœuds")]
    [InlineData("une manuvre sur les murs, vu du Louvre", "une manœuvre sur les murs, vu du Louvre")]
    [InlineData("mettre en oeuvre", "mettre en oeuvre")]
    public void A_lost_ligature_comes_back(string broken, string mended) => Assert.Equal(mended, TextRepair.Words(broken));

    [Theory]
    [InlineData("\"mailto:a@b.org\">a@b.org", "a@b.org")]
    [InlineData("crÃ©Ã©e Ã\u00A0 GenÃ¨ve, lâ€™OIM", "créée à Genève, l’OIM")]
    [InlineData("São Paulo, Århus", "São Paulo, Århus")]
    public void Debris_is_mended(string broken, string mended) => Assert.Equal(mended, TextRepair.Debris(broken));

    [Theory]
    [InlineData("Le conseil a voté pour les ports", "fr")]
    [InlineData("The council has voted for the harbours", "en")]
    [InlineData("El consejo votó por los puertos", "es")]
    [InlineData("O conselho votou pelos portos e não pelas ilhas", "pt")]
    [InlineData("Il consiglio ha votato per i porti della regione", "it")]
    [InlineData("Der Rat hat für die Häfen gestimmt", "de")]
    [InlineData("صوت المجلس لصالح الموانئ", "ar")]
    [InlineData("Совет проголосовал за порты", "ru")]
    [InlineData("理事会投票支持港口", "zh")]
    [InlineData("12345", null)]
    public void The_language_is_told(string text, string? language) => Assert.Equal(language, LanguageDetector.Detect(text));

    [Theory]
    [InlineData("Sous embargo jusqu'au 4 mai 2021 à 10 h")]
    [InlineData("EMBARGOED UNTIL 10:00 GMT, 4 May 2021")]
    [InlineData("Embargo: 4 May 2021")]
    [InlineData("Bajo embargo hasta el 4 de mayo de 2021")]
    [InlineData("SOUS EMBARGO")]
    [InlineData("Embargoed for release: 4 May 2021")]
    [InlineData("EMBARGOED UNTIL DELIVERY")]
    [InlineData("Embargo: Tuesday, 10 a.m.")]
    [InlineData("Levée de l’embargo : 3 mai 2031 à 10 h")]
    [InlineData("LAKE CITY, 19 November 2026 - EMBARGOED UNTIL 00:01 GMT 3 May 2031. The fee for mooring doubles.")]
    [InlineData("Lac-la-Ville, le 19 novembre 2026 - Sous embargo jusqu'au 3 mai 2031. Le droit de mouillage double.")]
    [InlineData("The report is under embargo until 3 May 2031, and journalists may read it now.")]
    [InlineData("El informe está bajo embargo hasta el martes 3 de mayo, a las 10.00 horas.")]
    [InlineData("The fee doubles (embargo: 3 May), says the harbour.")]
    [InlineData("This text is not for publication before the minister has spoken.")]
    [InlineData("Merci de ne pas diffuser avant 11 heures.")]
    public void An_embargo_puts_the_page_in_doubt(string line)
    {
        var page = Fixtures.ExtractText($"A headline that says what happened\n{line}\nThe council met on Monday and decided to open the harbour, after a long debate about its cost.");
        Assert.Contains(page.Reasons, reason => reason.Contains("embargo", StringComparison.Ordinal));
        var html = new Extractor().Extract(new Page(Encoding.UTF8.GetBytes($"<html><body><aside><p>{line}</p></aside><h1>A headline</h1><p>The council met on Monday and decided to open the harbour, after a long debate about its cost.</p></body></html>"), "text/html", "x"), Fixtures.Empty);
        Assert.Contains(html.Reasons, reason => reason.Contains("embargo", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("LAKE CITY, 19 November 2026 - EMBARGOED UNTIL 00:01 GMT 3 May 2031. The fee for mooring doubles.", "2031-05-03T00:01")]
    [InlineData("Published 2026-11-19. EMBARGOED UNTIL 00:01 GMT 3 May 2031. The fee for mooring doubles.", "2031-05-03T00:01")]
    [InlineData("EMBARGOED UNTIL 00:01 GMT 3 May 2031. Updated 2026-11-19.", "2031-05-03T00:01")]
    [InlineData("Lac-la-Ville, le 19 novembre 2026 à 9 h - Sous embargo jusqu'au 3 mai 2031 à 10 h GMT. Le droit de mouillage double.", "2031-05-03T10:00")]
    [InlineData("Wednesday, 19 November 2026 - Not for release before 10:00 UTC, Saturday 3 May 2031.", "2031-05-03T10:00")]
    [InlineData("LAKE CITY, 19 November 2026, 10:00 GMT - EMBARGOED UNTIL DELIVERY", null)]
    public void The_moment_of_an_embargo_is_the_one_that_follows_the_words(string line, string? expected)
    {
        var page = Fixtures.ExtractText($"A headline that says what happened\n{line}\nThe council decided to open the harbour, after a long debate about its cost.");
        Assert.Equal(expected, page.EmbargoUntil?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains(page.Reasons, reason => reason.Contains("embargo", StringComparison.Ordinal));
    }

    [Fact]
    public void An_embargo_that_two_lines_share_counts()
    {
        var page = Fixtures.ExtractText("A headline that says what happened\nThe council met on Monday. This release is EMBARGOED UNTIL\n00:01 GMT 3 May 2031 for all, and may be quoted after a long debate about its cost.");
        Assert.Contains(page.Reasons, reason => reason.Contains("embargo", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("The council renewed the embargo on arms until further notice.")]
    [InlineData("La levée de l'embargo jusqu'à nouvel ordre a surpris les 12 ports.")]
    [InlineData("Sous embargo américain depuis 1962, l’île importe peu de machines.")]
    [InlineData("Under embargo until 1994, the country built its own engines.")]
    [InlineData("Embargo: what 30 harbours make of it")]
    [InlineData("El embargo de armas sigue en vigor hasta nuevo aviso.")]
    [InlineData("The oil embargo of 3 May 1980 ended on a Tuesday.")]
    [InlineData("The tool is not for use on boats.")]
    public void An_embargo_on_goods_is_none_on_the_page(string line)
    {
        var page = Fixtures.ExtractText($"A headline that says what happened\nThe council met on Monday and decided to open the harbour, after a long debate about its cost.\n{line}");
        Assert.DoesNotContain(page.Reasons, reason => reason.Contains("embargo", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Correction: The harbour opens on Tuesday, not Monday", true)]
    [InlineData("CORRECTED - The harbour opens on Tuesday", true)]
    [InlineData("Rectificatif : le port ouvre mardi", true)]
    [InlineData("Fe de erratas: el puerto abre el martes", true)]
    [InlineData("Correctional officers open a harbour school", false)]
    public void A_page_that_says_so_is_a_correction(string headline, bool isCorrection) =>
        Assert.Equal(isCorrection, Fixtures.ExtractText($"{headline}\nThe council met on Monday and decided to open the harbour, after a long debate about its cost.").IsCorrection);

    [Fact]
    public void A_statement_is_told_by_its_headline() =>
        Assert.Equal(ReleaseKind.Statement, Fixtures.ExtractText("Statement by the Mayors on the Closure of the Harbour\nThe mayors regret that the harbour is closed, and ask the government to open it again.").Draft.Kind);

    [Fact]
    public void A_page_without_a_headline_is_in_doubt()
    {
        var page = Fixtures.ExtractText("The council met on Monday and decided to open the harbour, after a long debate about its cost.");
        Assert.Null(page.Draft.Headline);
        Assert.Equal(ReleaseKind.Unknown, page.Draft.Kind);
        Assert.Contains(page.Reasons, reason => reason.StartsWith("No headline", StringComparison.Ordinal));
    }

    [Fact]
    public void Several_people_in_a_spanish_or_english_line_come_apart()
    {
        var contacts = ContactParser.Parse(["For more information, please contact Jane Doe at Globex Geneva, Tel: +41 22 717 9416, Email: jane@globex.example or John Roe, Spokesperson, Globex, Tel: +1 202 862 1826 (Mobile: +1 202 555 0101), Email: john@globex.example."]);
        Assert.Equal(2, contacts.Count);
        Assert.Equal(("Jane Doe", "Globex Geneva"), (contacts[0].Name, contacts[0].Organisation));
        Assert.Equal(("John Roe", "Spokesperson", "Globex"), (contacts[1].Name, contacts[1].Role, contacts[1].Organisation));
        Assert.Equal(["+12028621826", "+12025550101"], contacts[1].Phones.Select(phone => phone.E164));
    }

    [Fact]
    public void A_dash_in_a_sentence_is_no_list_item() =>
        Assert.Single(TextBlocks.Parse("- The ports - all of them - were closed for a week by the storm - then they opened."));

    [Fact]
    public void Posted_html_is_safe_and_keeps_its_structure()
    {
        var blocks = HtmlBlocks.Parse("<p onclick=x>One <b>two</b> <a href=\"javascript:x\">three</a> <a href=/four>four</a></p><nav><p>Kept</p></nav><ol><li>a</li></ol><iframe src=x></iframe><script>x</script>", new Uri("https://a.example/"));
        Assert.Equal("<p>One <strong>two</strong> three <a href=\"https://a.example/four\">four</a></p>\n<p>Kept</p>\n<ol>\n<li>a</li>\n</ol>\n", BlockHtml.Render(blocks));
    }

    [Fact]
    public void Posted_text_loses_nothing()
    {
        var blocks = TextBlocks.Parse("Home\n\nHome\n\nA sentence.\n\n- one\n- two");
        Assert.Equal("Home\n\nHome\n\nA sentence.\n\n- one\n- two", BlockText.Render(blocks));
    }

    [Fact]
    public void Enrichment_keeps_what_was_given()
    {
        var draft = new Draft { Language = "en", Headline = "Kenya and Peru trade seeds", Body = TextBlocks.Parse("Kenya and Peru trade seeds. They said so."), Countries = ["NO"], Topics = ["trade"] };
        var complete = Enrichment.Complete(draft);
        Assert.Equal(["NO"], complete.Countries);
        Assert.Equal(["trade"], complete.Topics);
        Assert.Equal("Kenya and Peru trade seeds. They said so.", complete.Summary);
        Assert.Equal(["KE", "PE"], Enrichment.Complete(draft with { Countries = [] }).Countries);
    }

    [Theory]
    [InlineData("Des experts sud-africains et nigériens ont visité la Guinée équatoriale.", "fr", "GQ NE ZA")]
    [InlineData("L'Organisation des Etats Américains et le golfe de Guinée.", "fr", "")]
    [InlineData("Officials from Papua New Guinea and South Sudan met the Swiss.", "en", "CH PG SS")]
    [InlineData("Los pescadores peruanos y las autoridades españolas.", "es", "ES PE")]
    public void Countries_are_told_by_name_and_people(string text, string language, string codes) =>
        Assert.Equal(codes, string.Join(' ', Countries.In(new FoldedWords(text), text, language)));

    [Fact]
    public void Every_topic_is_a_slug() => Assert.All(Topics.Slugs, slug => Assert.True(Slug.IsValid(slug), slug));

    [Theory]
    [InlineData("windows-1252", "text/html; charset=iso-8859-1")]
    [InlineData("windows-1252", "text/plain; charset=utf-8")]
    [InlineData("windows-1252", null)]
    [InlineData("utf-16", null)]
    [InlineData("utf-16BE", "text/plain")]
    [InlineData("utf-8", null)]
    public void Any_usual_encoding_is_read(string encoding, string? mediaType)
    {
        var bytes = (CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding)).GetBytes("<p>Le conseil a décidé d'ouvrir le port « à l'été ».</p>");
        Assert.Contains("décidé d'ouvrir le port « à l'été »", PageDecoder.Decode(new Page(bytes, mediaType, "x")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lone_control_character_is_removed_and_garbage_is_in_doubt()
    {
        var page = Fixtures.ExtractText("A headline that says what happened\nThe council\u0007 met on Monday and decided to open the harbour, after a long debate about its cost.");
        Assert.Empty(page.Reasons);
        Assert.Contains("The council met", page.BodyText, StringComparison.Ordinal);
        var random = new Random(7);
        var garbage = Fixtures.ExtractText("A headline\n" + string.Concat(Enumerable.Range(0, 4000).Select(_ => (char)random.Next(1, 200))));
        Assert.NotEmpty(garbage.Reasons);
    }
}
