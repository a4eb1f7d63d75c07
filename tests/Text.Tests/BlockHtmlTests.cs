using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using Syndication.Contracts;

namespace Syndication.Text.Tests;

public sealed class BlockHtmlTests
{
    private static readonly string[] Elements =
    [
        "p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "cite", "figure", "img", "figcaption", "table", "caption", "tr", "th", "td",
        "strong", "em", "a", "br",
    ];

    private static readonly string[] Attributes = ["href", "src", "alt", "scope"];

    private static readonly Gen<Run> Run =
        from text in Hostile.TextGen
        from href in Hostile.LinkGen
        from style in Gen.Choose(0, 7)
        select new Run(text, (style & 1) != 0, (style & 2) != 0, (style & 4) != 0 ? href : null);

    private static readonly Gen<IReadOnlyList<Run>> Runs = Run.ListOf(3).Select(runs => (IReadOnlyList<Run>)[.. runs]);

    private static readonly Gen<Block> Blocks = Gen.OneOf(
        Runs.Select(runs => (Block)new Paragraph(runs)),
        from runs in Runs from level in Gen.Choose(-3, 9) select (Block)new Heading(level, runs),
        from items in Runs.ListOf(3)
        from isOrdered in Gen.Elements(true, false)
        select (Block)new ListBlock(isOrdered, [.. items.Select(runs => new ListItem(runs))]),
        from paragraphs in Runs.ListOf(2)
        from name in Hostile.TextGen
        select (Block)new QuoteBlock([.. paragraphs.Select(runs => new Paragraph(runs))], name),
        from url in Hostile.LinkGen from alt in Hostile.TextGen from caption in Hostile.TextGen select (Block)new ImageBlock(url, alt, caption),
        from cells in Runs.ListOf(4)
        from hasHeader in Gen.Elements(true, false)
        from caption in Hostile.TextGen
        select (Block)new TableBlock(hasHeader, [new TableRow([.. cells.Select(runs => new TableCell(runs))]), new TableRow([])], caption),
        Gen.Constant(new Block()));

    [Fact]
    public void Whatever_is_in_the_blocks_the_output_is_well_formed_and_of_our_own_making() =>
        Prop.ForAll(Blocks.ListOf().ToArbitrary(), blocks =>
        {
            var root = XElement.Parse($"<body>{BlockHtml.Render(blocks)}</body>");
            Assert.All(root.Descendants(), element => Assert.Contains(element.Name.ToString(), Elements));
            Assert.All(root.Descendants().Attributes(), attribute => Assert.Contains(attribute.Name.ToString(), Attributes));
            Assert.All(root.Descendants("a"), link => Assert.Matches("^\\s*(?i:https?|mailto|tel):", link.Attribute("href")!.Value));
            Assert.All(root.Descendants("img"), image => Assert.Matches("^\\s*(?i:https?):", image.Attribute("src")!.Value));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_word_of_a_paragraph_is_in_its_element() =>
        Prop.ForAll(Hostile.Text, text =>
        {
            var element = XElement.Parse(BlockHtml.Render([new Paragraph([new Run(text)])]).TrimEnd(), LoadOptions.PreserveWhitespace);
            Assert.Equal(XmlText.Clean(text).ReplaceLineEndings("\n"), element.Value.ReplaceLineEndings("\n"));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Renders_each_kind_of_block()
    {
        Block[] blocks =
        [
            new Heading(1, [new Run("Titre")]),
            new Paragraph([new Run("a & b "), new Run("gras", Strong: true, Emphasis: true), new Run("lien", Href: "https://a.example/?x=1&y=2")]),
            new ListBlock(true, [new ListItem([new Run("un")])]),
            new QuoteBlock([new Paragraph([new Run("Dit")])], "Ana"),
            new ImageBlock("https://a.example/i.jpg", "alt", "légende"),
            new TableBlock(true, [new TableRow([new TableCell([new Run("tête")])]), new TableRow([new TableCell([new Run("1")])])]),
            new Block(),
        ];
        Assert.Equal(
            """
            <h2>Titre</h2>
            <p>a &amp; b <strong><em>gras</em></strong><a href="https://a.example/?x=1&amp;y=2">lien</a></p>
            <ol>
            <li>un</li>
            </ol>
            <blockquote>
            <p>Dit</p>
            <p><cite>Ana</cite></p>
            </blockquote>
            <figure><img src="https://a.example/i.jpg" alt="alt" /><figcaption>légende</figcaption></figure>
            <table>
            <tr><th scope="col">tête</th></tr>
            <tr><td>1</td></tr>
            </table>

            """,
            BlockHtml.Render(blocks));
    }
}
