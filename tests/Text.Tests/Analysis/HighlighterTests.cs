using FsCheck;
using FsCheck.Fluent;
using Syndication.Text.Analysis;

namespace Syndication.Text.Tests.Analysis;

public sealed class HighlighterTests
{
    private static readonly IReadOnlyList<string> French = ["fr"];

    [Theory]
    [InlineData("refugies", "Le réfugié et l'OIM", "Le <mark>réfugié</mark> et l&#39;OIM")]
    [InlineData("oim", "Le réfugié et l’OIM", "Le réfugié et l’<mark>OIM</mark>")]
    [InlineData("cote-ivoire", "En Côte d'Ivoire", "En <mark>Côte d&#39;Ivoire</mark>")]
    [InlineData("b", "<b>a & b</b>", "&lt;<mark>b</mark>&gt;a &amp; <mark>b</mark>&lt;/<mark>b</mark>&gt;")]
    [InlineData("难民", "难民在难处", "<mark>难民</mark>在难处")]
    [InlineData("rien", "Un titre", "Un titre")]
    public void Marks_whole_words_that_a_term_finds(string term, string text, string html) =>
        Assert.Equal(html, Of(TextPattern.Inflected(term, French)!).Mark(text));

    [Fact]
    public void Marks_phrases_and_beginnings()
    {
        var phrase = TextPattern.Phrase("la crise")!;
        var prefix = TextPattern.Prefix("migr*")!;

        Assert.Equal(
            "<mark>La crise</mark> des <mark>migrants</mark> : les crises, la <mark>migration</mark>",
            Of(phrase, prefix).Mark("La crise des migrants : les crises, la migration"));
        Assert.Equal("<mark>La crise migratoire</mark>", Of(phrase, TextPattern.Inflected("crise-migratoire", French)!).Mark("La crise migratoire"));
    }

    [Fact]
    public void Shows_the_passage_with_most_of_what_is_looked_for()
    {
        var filler = string.Concat(Enumerable.Repeat("mot après mot sans rien, ", 30));
        var text = $"Un migrant. {filler}Des migrants à Genève, enfin. {filler}Fin.";

        var snippet = Of(TextPattern.Inflected("migrant", French)!, TextPattern.Inflected("Genève", French)!).Snippet(text);

        Assert.Contains("Des <mark>migrants</mark> à <mark>Genève</mark>, enfin.", snippet, StringComparison.Ordinal);
        Assert.StartsWith("… ", snippet, StringComparison.Ordinal);
        Assert.EndsWith(" …", snippet, StringComparison.Ordinal);
        Assert.InRange(snippet.Replace("<mark>", "", StringComparison.Ordinal).Replace("</mark>", "", StringComparison.Ordinal).Length, 150, 210);
    }

    [Fact]
    public void Begins_at_the_beginning_where_nothing_is_shown()
    {
        Assert.Equal("Court texte & rien".Replace("&", "&amp;", StringComparison.Ordinal), Of(TextPattern.Phrase("absent")!).Snippet("Court\n\ntexte & rien"));
        Assert.Equal("", Of(TextPattern.Phrase("absent")!).Snippet(""));
    }

    [Fact]
    public void Is_safe_over_any_text() =>
        Prop.ForAll<string, string>((term, text) =>
        {
            var patterns = new[] { TextPattern.Inflected(term ?? "", Languages.Analyses([])), TextPattern.Phrase(text ?? "") }.OfType<TextPattern>().ToList();
            var highlighter = new Highlighter(patterns, "fr");
            foreach (var html in new[] { highlighter.Mark(text ?? ""), highlighter.Snippet(text ?? "", 20) })
            {
                System.Xml.Linq.XElement.Parse($"<p>{html}</p>");
            }
        }).QuickCheckThrowOnFailure();

    private static Highlighter Of(params TextPattern[] patterns) => new(patterns, "fr");
}
