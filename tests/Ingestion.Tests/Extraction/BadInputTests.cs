using System.Text;
using Syndication.Ingestion.Extraction;

namespace Syndication.Ingestion.Tests.Extraction;

/// <summary>Alone in the process, so that what it spends is theirs: time on the wall says more of the machine.</summary>
[CollectionDefinition(nameof(BadInputTests), DisableParallelization = true)]
[Collection(nameof(BadInputTests))]
public sealed class BadInputTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    // What is loaded and compiled once is no page's doing.
    static BadInputTests()
    {
        foreach (var type in (string[])["text/html", "text/plain"])
        {
            Extract("<h1>A headline of the day</h1>\n<p>Geneva, 3 May 2031 - The council of Kenya (COK) met, \"and it was good\", said Jane Doe.</p>\n<p>Contact: a@b.org</p>"u8.ToArray(), type);
        }
    }

    private static readonly SourceProfile Empty = new() { Id = "x" };

    private static ExtractedPage Extract(byte[] content, string? mediaType = null) => Extract(new Page(content, mediaType, "x"));

    private static ExtractedPage Extract(Page page) => new Extractor().Extract(page, Empty);

    public static TheoryData<string, byte[], int> Refused => new()
    {
        { "empty", [], 422 },
        { "white space", "  \r\n\t "u8.ToArray(), 422 },
        { "PDF", "%PDF-1.7 and so on"u8.ToArray(), 415 },
        { "zip", [(byte)'P', (byte)'K', 3, 4, 20, 0], 415 },
        { "gzip", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3], 415 },
        { "PNG", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], 415 },
        { "NUL", "A headline\n\0\0\0and more text here, with a NUL in it."u8.ToArray(), 422 },
        { "too long", new byte[PageDecoder.MaxLength + 1], 413 },
    };

    [Theory, MemberData(nameof(Refused))]
    public void What_is_no_page_is_refused_with_a_sentence(string what, byte[] content, int status)
    {
        var refusal = Assert.Throws<UnreadablePageException>(() => Extract(content));
        Assert.True(status == refusal.Status, what);
        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<UnreadablePageException>(() => new Extractor().Learn(new Page(content, null, "x"), Empty));
    }

    [Fact]
    public void A_media_type_that_is_no_page_is_refused() =>
        Assert.Equal(415, Assert.Throws<UnreadablePageException>(() => Extract("{\"a\": 1}"u8.ToArray(), "application/json")).Status);

    public static TheoryData<string> Bombs => [.. Html.Keys];

    public static TheoryData<string> LongTexts => [.. Texts.Keys];

    // Made when they are needed: as data of a theory they would be kept as text in its name.
    private static readonly Dictionary<string, Func<string>> Html = new()
    {
        ["nested div"] = () => Repeat("<div>", 100_000),
        ["nested div, closed"] = () => Repeat("<div>", 50_000) + Repeat("</div>", 50_000),
        ["nested custom elements"] = () => Repeat("<x-a>", 100_000),
        ["unclosed b"] = () => Repeat("<b>x", 100_000),
        ["unclosed font with attributes"] = () => string.Concat(Enumerable.Range(0, 50_000).Select(i => $"<p><font color={i}>x")),
        ["unclosed a"] = () => string.Concat(Enumerable.Range(0, 39_000).Select(i => $"<a href={i}>x")),
        ["a and p"] = () => string.Concat(Enumerable.Range(0, 100_000).Select(i => $"<p><a href={i}>x")),
        ["misnested"] = () => Repeat("<b><p></b>", 16_500),
        ["misnested i and div"] = () => Repeat("<i><div></i></div>", 12_400),
        ["stray ends"] = () => Repeat("</p></div></b>", 16_500),
        ["nested tables"] = () => Repeat("<table><tr><td>", 50_000),
        ["foster parents"] = () => "<table>" + Repeat("<b>x</b><tr>", 16_500),
        ["end tags out of scope"] = () => Repeat("<div><table><tr><td></div>", 20_000),
        ["nested lists"] = () => Repeat("<ul><li>", 50_000),
        ["list items"] = () => "<ul>" + Repeat("<li>x", 11_900),
        ["too many list items"] = () => "<ul>" + Repeat("<li>x", 49_000),
        ["paragraphs"] = () => Repeat("<p>A sentence of the page.", 11_900),
        ["too many paragraphs"] = () => Repeat("<p>A sentence of the page.", 40_000),
        ["line breaks"] = () => "<p>" + Repeat("x<br>", 11_900),
        ["too many line breaks"] = () => "<p>" + Repeat("x<br>", 49_000),
        ["inline elements"] = () => "<p>" + Repeat("<b>x</b><i>y</i>", 12_400),
        ["attributes"] = () => "<p " + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"a{i}=1 ")) + ">x",
        ["centred lines"] = () => Repeat("<p align=center>x", 11_900),
        ["dates above a heading"] = () => "<div>" + Repeat("<i class=date>x</i>", 11_900) + "<h1>A headline of the day</h1>",
        ["quotes from a long text"] = () => "<p>" + Repeat("A sentence that is quoted again. ", 20_000) + Repeat("<blockquote>A sentence that is quoted again. A</blockquote>", 5_900),
        ["boxes with buttons"] = () => Repeat("<div><p>A sentence of the page.</p><a>x</a>", 400),
        ["nested quotations"] = () => Repeat("<blockquote><p>x", 200),
        ["nested quotations within reach"] = () => Repeat("<blockquote>", 30) + Repeat("<p>x</p>", 11_900),
        ["unclosed comment"] = () => Repeat("<!-- ", 500_000),
        ["unclosed script"] = () => "<html><body><p>x</p>" + Repeat("<script>", 300_000),
        ["open brackets"] = () => Repeat("<", 3_000_000),
        ["svg"] = () => Repeat("<svg><g>", 50_000),
        ["templates"] = () => Repeat("<template>", 50_000),
        ["selects"] = () => Repeat("<select><option>", 24_500),
        ["buttons"] = () => Repeat("<button>", 100_000),
        ["nobr"] = () => Repeat("<nobr>", 100_000),
        ["frames"] = () => Repeat("<frameset>", 100_000),
        ["headings"] = () => Repeat("<h1>x", 100_000),
        ["definition lists"] = () => "<dl>" + Repeat("<dt>x<dd>y", 5_900),
        ["too many definition lists"] = () => "<dl>" + Repeat("<dt>x<dd>y", 24_500),
        ["entities"] = () => "<p>" + Repeat("&amp;&nbsp;&eacute;", 300_000),
        ["a title without end"] = () => "<title>" + new string('x', 9_000_000),
        ["structured data without end"] = () => "<script type=\"application/ld+json\">" + Repeat("[{\"@graph\":", 400_000) + "</script><p>A sentence of the page.</p>",
        ["meta elements"] = () => Repeat("<meta name=date content=x><link rel=alternate hreflang=fr href=x>", 24_000),
        ["one long word"] = () => "<p>" + new string('x', 9_000_000),
    };

    [Theory, MemberData(nameof(Bombs))]
    public void Html_that_would_stall_a_parser_is_answered_in_time(string what)
    {
        var page = new Page(Encoding.UTF8.GetBytes("<!doctype html><html><body>" + Html[what]()), "text/html", "x");
        AssertInTime(what, () => Extract(page));
        AssertInTime($"{what}, learnt", () => new Extractor().Learn(page, Empty));
    }

    private static readonly Dictionary<string, Func<string>> Texts = new()
    {
        ["lines"] = () => Repeat("A line of text that says something\n", 11_000),
        ["short lines"] = () => Repeat("ab\n", 11_000),
        ["one line"] = () => Repeat("word ", 190_000),
        ["bullets"] = () => Repeat("- item\n", 11_000),
        ["glued"] = () => Repeat("end. - Another ", 60_000),
        ["dashes"] = () => Repeat("- ", 490_000),
        ["contacts"] = () => Repeat("Contact: Jane Doe, Tel: +41 22 717 9416, Email: a@b.org\n", 11_000),
        ["addresses"] = () => Repeat("a@", 490_000),
        ["digits"] = () => Repeat("1 2 3 4 5 ", 99_000),
        ["quotes"] = () => Repeat("« words in quotation marks here » said Jane Doe. ", 20_000),
        ["open quotes"] = () => Repeat("« a « b ", 120_000),
        ["brackets"] = () => Repeat("Some Organisation (SO) ", 43_000),
        ["abouts"] = () => "A headline here\n" + Repeat("About Globex Globex is a company. ", 28_000),
        ["sentences"] = () => Repeat("M. A. B. ", 110_000),
        ["wrapped"] = () => Repeat("This is a line of prose that goes on and on until\nit ends in the middle of the next line which is\n", 5_500),
        ["embargoes"] = () => Repeat("embargo: until ", 65_000),
        ["embargoes of no end"] = () => Repeat("under embargo until the 3rd of ", 30_000),
        ["capitals"] = () => Repeat("Jane Mary Doe ", 70_000),
    };

    [Theory, MemberData(nameof(LongTexts))]
    public void Long_text_is_answered_in_time(string what)
    {
        var text = Texts[what]();
        var page = new Page(Encoding.UTF8.GetBytes(text[..Math.Min(text.Length, PageLimits.MaxCharacters)]), "text/plain", "x");
        AssertInTime(what, () => Extract(page));
        AssertInTime($"{what}, learnt", () => new Extractor().Learn(page, Empty));
    }

    private static void AssertInTime(string what, Action action)
    {
        var (status, spent) = ProcessorTime.Of(() => StatusOf(action), Longest);
        TestContext.Current.TestOutputHelper?.WriteLine($"{spent.TotalMilliseconds:F0} ms: {what}: {status}");
        Assert.True(spent < Longest, $"{what}: {status} after {spent.TotalMilliseconds:F0} ms");
    }

    private static int StatusOf(Action action)
    {
        try
        {
            action();
            return 200;
        }
        catch (UnreadablePageException refusal)
        {
            return refusal.Status;
        }
    }

    private static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();
}
