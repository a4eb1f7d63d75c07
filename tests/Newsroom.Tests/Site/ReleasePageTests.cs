using System.Net;
using System.Text.Json;
using Syndication.Contracts;

namespace Syndication.Newsroom.Tests.Site;

public sealed class ReleasePageTests : IAsyncLifetime
{
    private SiteHost _site = null!;

    public async ValueTask InitializeAsync() => _site = await SiteHost.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Shows_everything_that_the_office_gave()
    {
        await _site.PublishAsync(Full);

        var page = await _site.PageAsync($"/releases/{Full.Id}");

        Assert.Equal("en", page.Attribute("html", "lang"));
        Assert.Equal("Flood warnings open", page.Text("h1"));
        Assert.Equal("Twelve towns are warned", page.Text(".subheading"));
        Assert.Equal("Bern, 8 May 2026", page.Text(".dateline"));
        Assert.Contains("Published 8 May 2026", page.Text("header .when"), StringComparison.Ordinal);
        Assert.Equal("2026-05-08T12:01:00Z", page.Attribute("header .when time", "datetime"));
        Assert.Equal("twelve towns", page.Text(".text strong"));
        Assert.Equal("Nobody should learn of a flood from the water.", page.Text(".text blockquote p"));
        Assert.Equal(["We had six hours."], page.Texts(".quotes figure blockquote p"));
        Assert.Equal("Mara Lindqvist", page.Text(".quotes figcaption"));
        Assert.Equal("tel:+41315550123;ext=12", page.Attribute("address a[href^=tel]", "href"));
        Assert.Equal("mailto:press@office.example", page.Attribute("address a[href^=mailto]", "href"));
        Assert.Equal("It was founded in 1952.", page.Text(".about p"));
        Assert.Equal("application/pdf, 1.2\u00A0MB, English", page.QuerySelector(".attachments .detail")!.TextContent);
        Assert.Equal(["Climate change", "Switzerland", "International Lake Commission"], page.Texts(".subjects a"));
        Assert.Equal("/en/releases?topic=climate-change", page.Attribute(".subjects a", "href"));
        Assert.Equal("/feeds/en.atom?org=ilc", page.Attribute("a[aria-label='International Lake Commission, Atom']", "href"));
        Assert.Equal("© Lake Office", page.Text(".rights p"));
        Assert.Equal(["h1", "h2", "h3"], page.QuerySelectorAll("h1, .text h2, .text h3, .text h4").Select(heading => heading.LocalName));
    }

    [Fact]
    public async Task Names_the_offices_page_as_the_master_and_links_every_language()
    {
        await _site.PublishAsync(Full, Full.Translated("fr", "Alertes aux crues"));

        var page = await _site.PageAsync($"/releases/{Full.Id}");

        Assert.Equal("https://office.example/flood", page.Attribute("link[rel=canonical]", "href"));
        Assert.Equal(
            ["de https://office.example/de/flut", "en https://office.example/flood", $"fr {SiteHost.PublicUrl}/releases/{Full.Id}?lang=fr"],
            page.QuerySelectorAll("link[hreflang]").Select(link => $"{link.GetAttribute("hreflang")} {link.GetAttribute("href")}"));
        Assert.Equal(["français Machine translation, unofficial", "Deutsch On the office’s own site"], page.QuerySelectorAll(".versions li").Select(li => string.Join(' ', li.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        Assert.Equal("https://office.example/flood", page.Attribute(".office a", "href"));
    }

    [Fact]
    public async Task Tells_machines_what_people_are_told()
    {
        await _site.PublishAsync(Full, Full.Next(Given.Noon.AddDays(1), Significance.Correction, "Twelve, not fourteen."));

        var page = await _site.PageAsync($"/releases/{Full.Id}");
        using var json = JsonDocument.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent);
        var article = json.RootElement;

        Assert.Equal("NewsArticle", article.GetProperty("@type").GetString());
        Assert.Equal("2026-05-08T12:01:00Z", article.GetProperty("datePublished").GetString());
        Assert.Equal("Twelve, not fourteen.", article.GetProperty("correction")[0].GetProperty("text").GetString());
        Assert.Equal("River Office", article.GetProperty("publisher").GetProperty("name").GetString());
        Assert.Equal("Flood warnings open", page.Attribute("meta[property='og:title']", "content"));
        Assert.Equal("Corrected on 9 May 2026. Twelve, not fourteen.", page.Text(".corrected p"));
        Assert.Equal(["Correction", "First recorded here"], page.Texts(".history strong"));
    }

    [Fact]
    public async Task Says_that_a_date_is_unknown_and_invents_none()
    {
        await _site.PublishAsync(Given.Release(2) with { PublishedAt = null, PublishedAtSource = PublishedAtSource.Unknown });

        var page = await _site.PageAsync($"/releases/{Given.Id(2)}");

        Assert.Equal("Date de publication inconnue, enregistré ici le 8\u00A0mai 2026", page.Text("header .when span"));
        Assert.DoesNotContain("datePublished", page.QuerySelector("script")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("meta[property='article:published_time']"));
    }

    [Fact]
    public async Task Marks_a_machine_translation_and_leads_to_the_original()
    {
        await _site.PublishAsync(Given.Release(3), Given.Release(3).Translated("es", "Un comunicado"));

        var page = await _site.PageAsync($"/releases/{Given.Id(3)}?lang=es");

        Assert.Equal("es", page.Attribute("html", "lang"));
        Assert.Contains("Traducción automática, no oficial.", page.Text(".notice.machine"), StringComparison.Ordinal);
        Assert.Equal($"/releases/{Given.Id(3)}", page.Attribute(".notice.machine a", "href"));
        Assert.Equal($"{SiteHost.PublicUrl}/releases/{Given.Id(3)}?lang=es", page.Attribute("link[rel=canonical]", "href"));
        Assert.Null((await _site.PageAsync($"/releases/{Given.Id(3)}")).QuerySelector(".notice.machine"));
    }

    [Theory]
    [InlineData(Origin.Human)]
    [InlineData(Origin.Machine)]
    public async Task A_translation_of_what_was_corrected_since_says_so_and_does_not_claim_the_correction(Origin origin)
    {
        var corrected = Given.Release(3, "en", "Twelve towns").Next(Given.Noon.AddDays(1), Significance.Correction, "Twelve, not <fourteen>.");
        await _site.PublishAsync(Given.Release(3, "en", "Fourteen towns"), Given.Release(3, "en").Translated("fr", "Quatorze villes", origin), corrected);

        var page = await _site.PageAsync($"/releases/{Given.Id(3)}?lang=fr");

        Assert.Equal("Le texte original a été rectifié depuis. Cette traduction en rend une version antérieure.", page.Text(".notice.stale p"));
        Assert.Equal("Rectifié le 9\u00A0mai 2026\u00A0: Twelve, not <fourteen>.", page.QuerySelectorAll(".notice.stale p")[1].TextContent);
        Assert.Equal($"/releases/{Given.Id(3)}", page.Attribute(".notice.stale a", "href"));
        Assert.Empty(page.QuerySelectorAll(".notice.corrected"));
        Assert.Equal(["Premier enregistrement", "Traduction ajoutée"], page.Texts(".history strong"));
        Assert.DoesNotContain("\"correction\"", page.QuerySelector("script")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Original rectifié le 9\u00A0mai 2026", (await _site.PageAsync("/fr/releases")).Texts(".item .tag"));
        Assert.Empty((await _site.PageAsync($"/releases/{Given.Id(3)}")).QuerySelectorAll(".notice.stale"));

        await _site.PublishAsync(corrected.Translated("fr", "Douze villes", origin));
        var renewed = await _site.PageAsync($"/releases/{Given.Id(3)}?lang=fr");
        Assert.Empty(renewed.QuerySelectorAll(".notice.stale"));
        Assert.StartsWith("Rectifié le 9\u00A0mai 2026.", renewed.QuerySelector(".notice.corrected p")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Rectificatif", renewed.Texts(".history strong"));
    }

    [Fact]
    public async Task A_translation_of_what_was_changed_otherwise_or_reinstated_tells_no_correction()
    {
        var changed = Given.Release(3, "en").Next(Given.Noon.AddDays(1), Significance.Minor);
        await _site.PublishAsync(Given.Release(3, "en"), Given.Release(3, "en").Translated("fr", "Un texte", Origin.Human), changed);
        Assert.StartsWith("Le texte original a été modifié depuis.", (await _site.PageAsync($"/releases/{Given.Id(3)}?lang=fr")).Text(".notice.stale"), StringComparison.Ordinal);

        var back = Given.Release(4, "en").Retracted(Given.Noon.AddDays(1), RetractionKind.Withdrawal, "A doubt.").Next(Given.Noon.AddDays(2), Significance.Reinstatement);
        await _site.PublishAsync(Given.Release(4, "en"), Given.Release(4, "en").Translated("fr", "Un texte", Origin.Human), back);
        var reinstated = await _site.PageAsync($"/releases/{Given.Id(4)}?lang=fr");
        Assert.Empty(reinstated.QuerySelectorAll(".notice"));
        Assert.Equal(["Rétabli", "Retiré", "Premier enregistrement", "Traduction ajoutée"], reinstated.Texts(".history strong"));
    }

    [Fact]
    public async Task What_is_withdrawn_is_named_so_wherever_its_page_is_quoted()
    {
        await _site.PublishAsync(Full with { Summary = "Twelve towns are safe." });
        var live = await _site.PageAsync($"/releases/{Full.Id}");
        Assert.Equal("Twelve towns are safe.", live.Attribute("meta[name=description]", "content"));

        await _site.PublishAsync((Full with { Summary = "Twelve towns are safe." }).Retracted(Given.Noon.AddDays(1), RetractionKind.Withdrawal, "They are not."));
        var page = await _site.PageAsync($"/releases/{Full.Id}");

        Assert.StartsWith("Withdrawn: Flood warnings open – ", page.Text("title"), StringComparison.Ordinal);
        Assert.Equal("Withdrawn: Flood warnings open", page.Attribute("meta[property='og:title']", "content"));
        Assert.Equal("Flood warnings open", page.Text("h1"));
        Assert.Equal("Withdrawn", page.Text("header .when .tag"));
        Assert.DoesNotContain("Twelve towns are safe.", page.Head!.InnerHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("© Lake Office", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawn_release_stays_readable_under_its_notice()
    {
        await _site.PublishAsync(Given.Release(4), Given.Release(4).Retracted(Given.Noon.AddDays(1), RetractionKind.Withdrawal, "Le chiffre était faux."));

        var page = await _site.PageAsync($"/releases/{Given.Id(4)}");

        Assert.StartsWith("Ce communiqué a été retiré.", page.Text(".notice.withdrawn"), StringComparison.Ordinal);
        Assert.EndsWith("Le chiffre était faux.", page.Text(".notice.withdrawn"), StringComparison.Ordinal);
        Assert.Equal("Un communiqué", page.Text("h1"));
        Assert.Equal("noindex", page.Attribute("meta[name=robots]", "content"));
    }

    [Fact]
    public async Task A_killed_release_is_gone_and_shows_nothing_of_itself()
    {
        var killed = Given.Release(5, headline: "Secret") with { Summary = "Secret", Body = [new Paragraph([new Run("Secret")])] };
        await _site.PublishAsync(killed, killed.Retracted(Given.Noon.AddDays(1), RetractionKind.Kill, "Ne pas utiliser."));

        var page = await _site.PageAsync($"/releases/{Given.Id(5)}", 410);

        Assert.Equal("Ce communiqué a été annulé", page.Text("h1"));
        Assert.Contains("Ne pas utiliser.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        await _site.PageAsync($"/releases/{Given.Id(5)}?lang=es", 410);
    }

    [Fact]
    public async Task A_redirected_release_leads_to_the_one_that_replaces_it()
    {
        await _site.PublishAsync(Given.Release(6), Given.Release(6).Retracted(Given.Noon.AddDays(1), RetractionKind.Redirect, null, Given.Id(1)));

        using var response = await _site.GetAsync($"/releases/{Given.Id(6)}?lang=fr");

        Assert.Equal(HttpStatusCode.PermanentRedirect, response.StatusCode);
        Assert.Equal($"/releases/{Given.Id(1)}?lang=fr", response.Headers.Location?.ToString());

        // It may be taken back, and then has to be seen to be.
        Assert.Equal("no-cache", response.Headers.CacheControl?.ToString());
    }

    [Theory]
    [InlineData("?lang=fr", "?lang=fr")]
    [InlineData("?lang=es", "?lang=es")]
    [InlineData("?lang=en&from=feed", "?from=feed")]
    [InlineData("", "")]
    public async Task A_redirect_to_a_release_that_is_known_leads_to_an_edition_that_it_has(string asked, string led)
    {
        await _site.PublishAsync(
            Given.Release(1),
            Given.Release(1).Translated("es", "Un comunicado"),
            Given.Release(6),
            Given.Release(6).Retracted(Given.Noon.AddDays(1), RetractionKind.Redirect, null, Given.Id(1)));

        using var response = await _site.GetAsync($"/releases/{Given.Id(6)}{asked}");

        Assert.Equal($"/releases/{Given.Id(1)}{led}", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Unknown_malformed_and_untranslated_ids_answer_the_same_bytes()
    {
        await _site.PublishAsync(Given.Release(7), Given.Release(8).Translated("es", "Una traducción sola"));
        var answers = new List<string>();
        foreach (var path in new[] { $"{Given.Id(99)}", $"{Given.Id(8)}", "nothing", $"{Given.Id(7)}?lang=es", $"{Given.Id(98)}?lang=fr" })
        {
            using var response = await _site.GetAsync($"/releases/{path}");
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            answers.Add(await response.Content.ReadAsStringAsync());
        }

        Assert.Single(answers.Distinct());
        Assert.Contains("<form", answers[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_text_stays_text()
    {
        const string hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)> \"'&amp;";
        var release = Given.Release(9, headline: hostile) with
        {
            Subheading = hostile,
            Summary = hostile,
            Office = hostile,
            Rights = hostile,
            CanonicalUrl = "javascript:alert(3)",
            Body = [new Paragraph([new Run(hostile, Href: "javascript:alert(4)")]), new ImageBlock("javascript:alert(5)", hostile)],
            Contacts = [new Contact { Name = hostile, Phones = [new Phone(hostile, null)], Emails = ["a@b\" onclick=alert(6)"] }],
            Attachments = [new Attachment("javascript:alert(7)", hostile)],
            Quotes = [new Quote(hostile, hostile)],
            About = [new About(hostile, hostile)],
        };
        await _site.PublishAsync(release);

        var page = await _site.PageAsync($"/releases/{release.Id}");

        Assert.Equal(hostile, page.QuerySelector("h1")!.TextContent);
        Assert.Equal("application/ld+json", Assert.Single(page.Scripts).Type);
        using var json = JsonDocument.Parse(page.Scripts[0].TextContent);
        Assert.Equal(hostile, json.RootElement.GetProperty("headline").GetString());
        Assert.Empty(page.QuerySelectorAll("main img, [onerror], [onclick], [href^=javascript]"));
    }

    [Fact]
    public async Task What_is_read_from_right_to_left_is_set_that_way()
    {
        await _site.PublishAsync(Given.Release(10, "ar", "افتتاح خدمة الإنذار"));

        var page = await _site.PageAsync($"/releases/{Given.Id(10)}");

        Assert.Equal("rtl", page.Attribute("h1", "dir"));
        Assert.Equal("ar", page.Attribute(".text", "lang"));
        Assert.Equal("rtl", page.Attribute(".text", "dir"));
        Assert.Equal("ltr", page.Attribute("html", "dir"));
    }

    [Fact]
    public async Task Answers_that_nothing_has_changed_until_something_has()
    {
        await _site.PublishAsync(Given.Release(11));
        using var first = await _site.GetAsync($"/releases/{Given.Id(11)}");
        var tag = first.Headers.ETag!.ToString();

        using var again = await _site.GetAsync($"/releases/{Given.Id(11)}", ("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());

        await _site.PublishAsync(Given.Release(11).Next(Given.Noon.AddDays(1), Significance.Minor));
        using var changed = await _site.GetAsync($"/releases/{Given.Id(11)}", ("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    private static Release Full => Given.Release(1, "en", "Flood warnings open") with
    {
        Subheading = "Twelve towns are warned",
        Dateline = new Dateline("Bern", new DateOnly(2026, 5, 8)),
        CanonicalUrl = "https://office.example/flood",
        Office = "Lake Office",
        Rights = "© Lake Office",
        Topics = ["climate-change"],
        Countries = ["CH"],
        Organisations = [new Organisation("International Lake Commission", "ILC")],
        Translations = [new LanguageVersion("de", "https://office.example/de/flut")],
        Quotes = [new Quote("Mara Lindqvist", "We had six hours.")],
        About = [new About("Lake Office", "It was founded in 1952.")],
        Attachments = [new Attachment("https://office.example/map.pdf", "application/pdf", 1_240_000, null, "en", "Map of the gauges")],
        Contacts = [new Contact { Name = "Jonas Frei", Phones = [new Phone("+41 31 555 01 23", "+41315550123", "12")], Emails = ["press@office.example"] }],
        Body =
        [
            new Paragraph([new Run("A service warns the "), new Run("twelve towns", Strong: true), new Run(".")]),
            new Heading(4, [new Run("What is measured")]),
            new QuoteBlock([new Paragraph([new Run("Nobody should learn of a flood from the water.")])], "Charter"),
            new Heading(6, [new Run("Where")]),
        ],
    };
}
