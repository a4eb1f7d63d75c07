using FsCheck;
using FsCheck.Fluent;
using Syndication.Search.Querying;
using Syndication.Text;
using Syndication.Text.Analysis;

namespace Syndication.Search.Tests;

public sealed class TextQueryParserTests
{
    [Theory]
    [InlineData("a b", "a & b")]
    [InlineData("\"a b\" c", "'a b' & c")]
    [InlineData("“a b” «c»", "'a b' & 'c'")]
    [InlineData("\"a b", "'a b'")]
    [InlineData("a -b", "a ! b")]
    [InlineData("-\"a b\" c", "c ! 'a b'")]
    [InlineData("anti-terroriste", "anti terroriste")]
    [InlineData("- a", "a")]
    [InlineData("--a", "a")]
    [InlineData("a OR b c", "a | b & c")]
    [InlineData("a b OR c OR d", "a & b | c | d")]
    [InlineData("OR", "or")]
    [InlineData("a OR", "a & or")]
    [InlineData("OR a", "or & a")]
    [InlineData("a OR -b", "a & or ! b")]
    [InlineData("a or b", "a & or & b")]
    [InlineData("abc*", "abc*")]
    [InlineData("ab*", "ab")]
    [InlineData("l'abc*", "abc*")]
    [InlineData("a* *", "a")]
    [InlineData("NOT (a AND b) NEAR(c, 2) ^d headline_stems:e {f}:g", "not & a & and & b & near c & 2 & d & headline stems e & f g")]
    [InlineData("а -тест-кейс", "а ! тест кеис")]
    public void Reads_what_people_type(string text, string read) => Assert.Equal(read, Show(TextQueryParser.Parse(text, [Languages.Other])));

    [Theory]
    [InlineData("", false)]
    [InlineData("  \t", false)]
    [InlineData("???", true)]
    [InlineData("\"\"", true)]
    public void Knows_a_query_without_words(string text, bool isUnanswerable) =>
        Assert.Equal(isUnanswerable, TextQueryParser.Parse(text, ["fr"]).IsUnanswerable);

    [Fact]
    public void Any_text_at_all_is_a_query_that_the_index_takes()
    {
        using var folder = new TemporaryFolder();
        using var index = Newsroom.Open(folder);
        index.Apply(Newsroom.Row(Newsroom.Text(1, "Titre")));
        var pieces = Gen.Elements("\"", "-", "*", "OR", "AND", "NOT", "NEAR(", ")", "(", "a", "é", "'", "l’", " ", ":", "{", "}", "^", "+", "\0", "\ud800", "\ud83d\ude00", "移", "\uE000", ";", "--", "facets:", "\n", "%", "ß", "5");
        var texts = Gen.OneOf(
            ArbMap.Default.ArbFor<string>().Generator.Select(text => text ?? ""),
            Gen.ListOf(pieces).Select(string.Concat));

        Prop.ForAll(Arb.From(texts), text =>
        {
            var result = index.Search(Newsroom.Request(text));
            Assert.True(result.Total is 0 or 1);
            _ = index.Search(Newsroom.Request(text, new Selection { Languages = ["fr", text], Topics = [text] }, SearchSort.Relevance));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    private static string Show(TextQuery query) =>
        string.Join(" & ", query.Groups.Select(group => string.Join(" | ", group.Select(Show))))
        + string.Concat(query.Excluded.Select(pattern => " ! " + Show(pattern)));

    private static string Show(TextPattern pattern)
    {
        var words = string.Join(' ', pattern.Words.Select(word => word.Surface + (word.IsPrefix ? "*" : "")));
        return pattern.IsExact && !pattern.Words[^1].IsPrefix ? $"'{words}'" : words;
    }
}
