using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Syndication.Contracts;
using Syndication.Ingestion.Extraction;
using Syndication.Text;

namespace Syndication.Ingestion.Tests.Extraction;

/// <summary>Random and mutated HTML and text: no exception but a refusal, and HTML that we emit reads back as the same blocks.</summary>
public sealed class HostilePageTests
{
    private static readonly string[] Pieces =
    [
        "<p>", "</p>", "<div class=\"article-body\">", "<div hidden>", "</div>", "<b>", "</b>", "<i>x", "<a href=\"https://a.example/\">", "<a href=\"javascript:x\">", "</a>", "<ul>", "<li>", "</ul>", "<ol><li>", "<table><tr><td>", "</table>", "<th>h", "<h1>A headline</h1>", "<h2>",
        "</h2>", "<blockquote>", "<cite>", "</blockquote>", "<figure><img src=\"https://a.example/1.jpg\" alt=\"x\">", "<figcaption>", "</figure>", "<br>", "<pre>", "</pre>", "<!--", "-->", "<script>", "</script>", "<template>", "<svg>", "<math>", "<select>", "<noscript>", "<plaintext>", "&eacute;", "&#0;", "&#xD800;", "&lt;p&gt;",
        " ", "\n", "\t", "\u0000", "\u000B", "\u00A0", "\u00AD", "\u200B", "\u202E", "\uD800", "\uFEFF", "\uFFFE", "\U0001F600", "é", "A sentence of the page that is long enough. ", "Jane Doe", "- item", "1. ", "« mots » ", "a@b.org", "+41 22 717 94 16", "Contact: ", "About Globex\n", "Geneva, 3 May 2021 - ", "embargoed until ",
    ];

    private static readonly Arbitrary<string> Random = Gen.OneOf(Gen.Elements(Pieces), Gen.Choose(1, char.MaxValue).Select(code => ((char)code).ToString())).ListOf().Select(string.Concat).ToArbitrary();

    /// <summary>A page of ours with stretches cut out, doubled, or put elsewhere.</summary>
    private static readonly Arbitrary<string> Mutated =
        (from page in Gen.Elements(PageFiles("releases").Concat(PageFiles("news")).ToArray())
         from cuts in (from at in Gen.Choose(0, 10_000) from length in Gen.Choose(1, 300) from kind in Gen.Choose(0, 2) select (at, length, kind)).ListOf(6)
         select cuts.Aggregate(File.ReadAllText(page), Cut)).ToArbitrary();

    private static IEnumerable<string> PageFiles(string folder) =>
        Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Ingestion.Tests", "TestData", folder), "*.*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".json", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    [Fact]
    public void Whatever_comes_in_is_extracted_or_refused() => Prop.ForAll(Random, IsAnswered).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_became_of_a_page_is_extracted_or_refused() => Prop.ForAll(Mutated, IsAnswered).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_emitted_reads_back_as_the_same_blocks() => Prop.ForAll(Random, ReadsBack).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_emitted_of_a_mutated_page_reads_back_as_the_same_blocks() => Prop.ForAll(Mutated, ReadsBack).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("<p>One.<figure><img src='https://a.example/1.jpg' alt='x'><figcaption>\uFFFE</figcaption></figure>")]
    [InlineData("<p>One.<figure><img src='https://a.example/1.jpg' alt='\uFFFE x'><figcaption>y \uFFFE</figcaption></figure>")]
    [InlineData("<p>One.<table><caption>\uFFFE z</caption><tr><td>1<td>2</table>")]
    [InlineData("<blockquote><p>One.</p><cite>\uFFFE</cite></blockquote>")]
    public void Captions_and_names_of_forbidden_characters_read_back_as_they_were_emitted(string html) => ReadsBack(html);

    private static void IsAnswered(string text)
    {
        foreach (var type in (string?[])["text/html", "text/plain", null])
        {
            var page = new Page(Encoding.UTF8.GetBytes(text), type, "x");
            try
            {
                var profile = new Extractor().Learn(page, Fixtures.Empty);
                var extracted = new Extractor().Extract(page, profile);
                Assert.InRange(extracted.Confidence, 0, 1);
                Assert.Equal(-1, XmlText.IndexOfForbidden(extracted.BodyText));
                Assert.Equal(Json(extracted), Json(new Extractor().Extract(page, profile)));
            }
            catch (UnreadablePageException refusal)
            {
                Assert.True(refusal.Status is 413 or 415 or 422);
            }
        }
    }

    private static void ReadsBack(string html)
    {
        IReadOnlyList<Block> blocks;
        try
        {
            blocks = HtmlBlocks.Parse(html, null);
        }
        catch (UnreadablePageException)
        {
            return;
        }

        Assert.Equal(Json(blocks), Json(HtmlBlocks.Parse(BlockHtml.Render(blocks), null)));
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, SyndicationJson.Options);

    private static string Cut(string text, (int At, int Length, int Kind) cut)
    {
        if (text.Length == 0)
        {
            return text;
        }

        var at = cut.At % text.Length;
        var piece = text.Substring(at, Math.Min(cut.Length, text.Length - at));
        return cut.Kind switch
        {
            0 => text.Remove(at, piece.Length),
            1 => text.Insert(at, piece),
            _ => text.Remove(at, piece.Length).Insert((cut.At * 7) % (text.Length - piece.Length + 1), piece),
        };
    }
}
