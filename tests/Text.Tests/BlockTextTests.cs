using Syndication.Contracts;

namespace Syndication.Text.Tests;

public sealed class BlockTextTests
{
    [Fact]
    public void Renders_each_kind_of_block_as_plain_text()
    {
        Block[] blocks =
        [
            new Heading(2, [new Run("Titre")]),
            new Paragraph([new Run("un "), new Run("deux", Strong: true)]),
            new ListBlock(false, [new ListItem([new Run("a")]), new ListItem([new Run("b")])]),
            new ListBlock(true, [new ListItem([new Run("a")]), new ListItem([new Run("b")])]),
            new Block(),
            new ImageBlock("https://a.example/i.jpg"),
            new ImageBlock("https://a.example/i.jpg", "alt", "légende"),
            new QuoteBlock([new Paragraph([new Run("Dit")])], "Ana"),
            new TableBlock(false, [new TableRow([new TableCell([new Run("1")]), new TableCell([new Run("2")])])], "Table"),
        ];
        Assert.Equal("Titre\n\nun deux\n\n- a\n- b\n\n1. a\n2. b\n\nlégende\n\nDit\n\n— Ana\n\nTable\n1\t2", BlockText.Render(blocks));
    }

    [Fact]
    public void Nothing_is_nothing() => Assert.Equal("", BlockText.Render([new Paragraph([]), new Block()]));
}
