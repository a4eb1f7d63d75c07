using System.Text.Json;
using Syndication.Contracts;
using Syndication.Ingestion.Extraction;

namespace Syndication.Ingestion.Tests.Extraction;

public sealed class LearningTests
{
    private static readonly Extractor Extractor = new();

    private static Page Dump(string text) => new(System.Text.Encoding.UTF8.GetBytes(text), "text/plain", "x");

    private static Page Html(string text) => new(System.Text.Encoding.UTF8.GetBytes(text), "text/html", "x");

    /// <summary>A word, because numbers are masked.</summary>
    private static string Ordinal(int i) => new((char)('a' + i), 3);

    [Fact]
    public void The_order_of_a_batch_does_not_matter()
    {
        Assert.SkipWhen(Repository.Seeds is null, Repository.DatasetsMissing);
        var inOrder = Outcome(Seeds.Names);
        var random = new Random(20260117);
        for (var i = 0; i < 6; i++)
        {
            var shuffled = Seeds.Names.ToArray();
            random.Shuffle(shuffled);
            Assert.Equal(inOrder, Outcome(shuffled));
        }

        static string[] Outcome(string[] order)
        {
            var profile = Seeds.Learned(order);
            return [.. Seeds.Names.Select(name => JsonSerializer.Serialize(Extractor.Extract(Seeds.Page(name), profile), SyndicationJson.Options))];
        }
    }

    [Fact]
    public void A_page_is_counted_once()
    {
        var page = Dump("Menu\nA headline of a page\nA sentence that is long enough to be told as prose.");
        var once = Extractor.Learn(page, Fixtures.Empty);
        Assert.Equal(1, once.Pages);
        Assert.Same(once, Extractor.Learn(page, once));
    }

    [Fact]
    public void An_edited_page_is_still_one_page()
    {
        static Page Version(int i) => Dump($"Globex lights the last dark harbour\nThe last harbour without a lamp got its lamp on Monday, after a long wait.\nThe lamp was paid for by the {Ordinal(i)} draft of the budget of the town.\nNobody knows yet who of them will change its bulb.") with { Name = "globex/lamp.txt" };
        var profile = Fixtures.Empty;
        for (var i = 0; i < 5; i++)
        {
            profile = Extractor.Learn(Version(i), profile);
        }

        Assert.Equal(1, profile.Pages);
        Assert.All(profile.Lines.Values, pages => Assert.Equal(1, pages));
        Assert.Equal(3, Extractor.Extract(Version(5), profile).Draft.Body.Count);
    }

    [Fact]
    public void A_release_that_came_in_under_four_names_keeps_its_paragraphs()
    {
        const string text = "Globex lights the last dark harbour\nThe last harbour without a lamp got its lamp on Monday, after a long wait.\nNobody knows yet who of them will change its bulb when it breaks.";
        var profile = Enumerable.Range(0, 4).Aggregate(Fixtures.Empty, (known, i) => Extractor.Learn(Dump(text) with { Name = $"{i}.txt" }, known));
        Assert.Equal(2, Extractor.Extract(Dump(text), profile).Draft.Body.Count);
    }

    [Theory]
    [InlineData("https://globex.example/lamp", "")]
    [InlineData(null, "<link rel=\"canonical\" href=\"https://globex.example/lamp\">")]
    public void A_page_is_known_by_its_address(string? url, string head)
    {
        var profile = Fixtures.Empty;
        foreach (var word in (string[])["first", "second", "third"])
        {
            profile = Extractor.Learn(Html($"<html><head>{head}</head><body><p>The {word} text of the page.</p></body></html>") with { Url = url }, profile);
        }

        Assert.Equal(1, profile.Pages);
    }

    [Fact]
    public void Five_pages_teach_their_menu_and_their_blurb()
    {
        const string menu = "Home of the lamps\nWhat Globex does\n";
        const string blurb = "Globex makes lamps for harbours and has done so since the year in which it was founded.\n";
        var profile = Fixtures.Empty;
        for (var i = 0; i < 5; i++)
        {
            profile = Extractor.Learn(Dump($"{menu}{blurb}The {Ordinal(i)} headline of the company\nThe {Ordinal(i)} lamp got its {Ordinal(i)} bulb on Monday, after a long wait for it.\n") with { Name = $"{i}.txt" }, profile);
        }

        var page = Extractor.Extract(Dump($"{menu}{blurb}Globex lights the last dark harbour\nThe last harbour without a lamp got its lamp on Monday, after a long wait.\n"), profile);
        Assert.Equal("Globex lights the last dark harbour", page.Draft.Headline);
        Assert.Equal("The last harbour without a lamp got its lamp on Monday, after a long wait.", page.BodyText);
    }

    [Theory]
    [InlineData(4, 0, true)]
    [InlineData(5, 6, true)]
    [InlineData(7, 6, false)]
    public void A_sentence_is_furniture_only_on_most_of_many_pages(int with, int without, bool stays)
    {
        const string sentence = "Globex makes lamps for harbours and has done so since it was founded.";
        var profile = Fixtures.Empty;
        for (var i = 0; i < with + without; i++)
        {
            profile = Extractor.Learn(Html($"<html><body><p>{(i < with ? sentence : "")}</p><p>Call us</p><p>The {Ordinal(i)} lamp got its bulb.</p></body></html>") with { Name = $"{i}.html" }, profile);
        }

        var page = Extractor.Extract(Html($"<html><head><title>Globex lights the last dark harbour</title></head><body><main><p>The last harbour without a lamp got its lamp on Monday, after a long wait.</p><p>{sentence}</p><p>Call us</p></main></body></html>"), profile);
        Assert.Equal(stays, page.BodyText.Contains(sentence, StringComparison.Ordinal));
        Assert.DoesNotContain("Call us", page.BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_with_another_number_is_the_same_line()
    {
        var profile = Fixtures.Empty;
        for (var i = 170; i < 176; i++)
        {
            profile = Extractor.Learn(Dump($"The union has {i} members in all parts of the world and works for every one of them.\nHeadline number {(char)('A' + i - 170)}\nBody text of its own, {(char)('a' + i - 170)}{(char)('b' + i - 170)}."), profile);
        }

        var page = Extractor.Extract(Dump("The union has 199 members in all parts of the world and works for every one of them.\nA headline nobody has seen\nA body that nobody has seen before, which is long enough to be a body of its own."), profile);
        Assert.Equal("A headline nobody has seen", page.Draft.Headline);
        Assert.DoesNotContain("199", page.BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public void Contacts_and_abouts_repeat_and_stay()
    {
        const string tail = "About Globex\nGlobex is a company that makes lamps for harbours and has done so since 1901.\nFor more information, please contact:\nJane Doe\nGlobex\nTel: +44 20 7946 0123\nEmail: jane@globex.example\n";
        var profile = Fixtures.Empty;
        foreach (var c in "abcd")
        {
            profile = Extractor.Learn(Dump($"Headline {c}{c} of the day\nBody {c}{c}{c} that is long enough to be taken for the prose of a release.\n{tail}"), profile);
        }

        var page = Extractor.Extract(Dump($"Globex lights the last dark harbour\nThe last harbour without a lamp got its lamp on Monday, after a long wait.\n{tail}"), profile);
        Assert.Equal("Globex", Assert.Single(page.Draft.About).Organisation);
        Assert.Equal(("Jane Doe", "Globex"), page.Draft.Contacts.Select(contact => (contact.Name, contact.Organisation)).Single());
    }

    [Fact]
    public void A_profile_stays_small_and_survives_json()
    {
        var profile = Fixtures.Empty;
        for (var i = 0; i < 40; i++)
        {
            var page = i;
            profile = Extractor.Learn(Dump(string.Join('\n', Enumerable.Range(0, 400).Select(line => $"Line {(char)('a' + (page % 26))}{new string('x', page)} {new string('y', line)}"))), profile);
        }

        Assert.Equal(40, profile.Pages);
        Assert.InRange(profile.Lines.Count, 1, LineCounts.MaxLines);
        var read = JsonSerializer.Deserialize<SourceProfile>(JsonSerializer.Serialize(profile, SyndicationJson.Options), SyndicationJson.Options)!;
        Assert.Equal(profile.Lines.OrderBy(line => line.Key), read.Lines.OrderBy(line => line.Key));
        Assert.Equal(profile.Counted, read.Counted);
    }

    public static TheoryData<string, string, string, string> Sites => new()
    {
        { "ru", "Главная страница|О нашем совете|Совет портов объединяет 61 город и работает в 44 странах, чтобы помощь всегда была рядом.|Подпишитесь на наши новости и читайте их каждую неделю.", "Совет открыл {0} порт на озере", "Совет открыл {0} порт на озере в понедельник, после долгого ожидания и споров о его цене." },
        { "ar", "الصفحة الرئيسية|عن المجلس|يضم مجلس الموانئ 61 مدينة ويعمل في 44 بلدا لكي تكون المساعدة قريبة دائما من الجميع.|اشترك في نشرتنا الإخبارية لتصلك أخبارنا كل أسبوع.", "المجلس يفتح الميناء {0}", "افتتح المجلس الميناء {0} على البحيرة يوم الاثنين بعد انتظار طويل ونقاش حول كلفته." },
        { "de", "Startseite der Häfen|Über den Rat|Der Rat der Häfen vereint 61 Städte und arbeitet in 44 Ländern, damit Hilfe immer nahe ist.|Abonnieren Sie unsere Nachrichten und lesen Sie sie jede Woche.", "Der Rat öffnet den {0} Hafen", "Der Rat hat am Montag den {0} Hafen am See geöffnet, nach langem Warten und Streit um seinen Preis." },
        { "pl", "Strona główna|O radzie portów|Rada portów skupia 61 miast i działa w 44 krajach, aby pomoc była zawsze blisko.|Zapisz się do naszego biuletynu i czytaj nas co tydzień.", "Rada otwiera {0} port", "Rada otworzyła w poniedziałek {0} port nad jeziorem po długim oczekiwaniu i sporach o cenę." },
    };

    [Theory, MemberData(nameof(Sites))]
    public void After_five_pages_of_a_source_in_any_language_no_furniture_is_left(string language, string furniture, string headline, string sentence)
    {
        var lines = furniture.Split('|');
        Page Of(int i, bool isHtml)
        {
            // The counts in a blurb change, the line is the same; the blurb stands in the text's own box.
            var repeated = lines.Select(line => line.Replace("61", (61 + i).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)).ToList();
            var own = string.Format(System.Globalization.CultureInfo.InvariantCulture, sentence, Ordinal(i));
            var title = string.Format(System.Globalization.CultureInfo.InvariantCulture, headline, Ordinal(i));
            return isHtml
                ? Html($"<html lang=\"{language}\"><head><title>{title}</title></head><body><div><h1>{title}</h1><p>{own}</p><p>{own} {Ordinal(i)}.</p>{string.Concat(repeated.Select(line => $"<p>{line}</p>"))}</div></body></html>") with { Name = $"{i}.html" }
                : Dump($"{repeated[0]}\n{repeated[1]}\n{title}\n{own}\n{own} {Ordinal(i)}.\n{repeated[2]}\n{repeated[3]}\n") with { Name = $"{i}.txt" };
        }

        foreach (var isHtml in (bool[])[true, false])
        {
            int[] order = [0, 1, 2, 3, 4];
            var random = new Random(20261125);
            for (var run = 0; run < 3; run++)
            {
                var profile = order.Aggregate(Fixtures.Empty, (known, i) => Extractor.Learn(Of(i, isHtml), known));
                foreach (var i in order)
                {
                    var body = Extractor.Extract(Of(i, isHtml), profile).BodyText;
                    Assert.Contains(Ordinal(i), body, StringComparison.Ordinal);
                    Assert.All(lines, line => Assert.DoesNotContain(line[^Math.Min(12, line.Length)..], body, StringComparison.Ordinal));
                }

                Assert.Equal(lines.Length, LineCounts.Furniture(profile).Count());
                random.Shuffle(order);
            }
        }
    }

    [Fact]
    public void A_redesign_is_noticed_and_the_old_furniture_forgotten()
    {
        Page Of(int i, string menu) => Dump($"{menu}\nThe {Ordinal(i)} headline of the company\nThe {Ordinal(i)} lamp got its {Ordinal(i)} bulb on Monday, after a long wait for it.\n") with { Name = $"{menu[..3]}{i}.txt" };
        const string before = "Home of the lamps\nWhat Globex does\nWhere we work now\nOur many partners\nLatest of the lamps\nWrite to the lamps";
        const string after = "Front door\nAll our bulbs\nHarbours of the world\nOur workshop\nJobs at the workshop\nThe small print";
        var profile = Enumerable.Range(0, 12).Aggregate(Fixtures.Empty, (known, i) => Extractor.Learn(Of(i, before), known));
        Assert.Equal(6, LineCounts.Furniture(profile).Count());
        profile = Enumerable.Range(0, 6).Aggregate(profile, (known, i) => Extractor.Learn(Of(i, after), known));
        Assert.Equal(["All our bulbs", "Front door", "Harbours of the world", "Jobs at the workshop", "Our workshop", "The small print"], LineCounts.Furniture(profile).Select(line => line.Line));
    }
}
