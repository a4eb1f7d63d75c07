using Microsoft.AspNetCore.Http;
using Syndication.Feeds.Serving;

namespace Syndication.Feeds.Tests;

public sealed class PreconditionsTests
{
    private static readonly DateTimeOffset Modified = new(2026, 5, 8, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("\"a\"", true)]
    [InlineData("W/\"a\"", true)]
    [InlineData("*", true)]
    [InlineData("\"x\", \"a\"", true)]
    [InlineData("\"x\",,W/\"a\"", true)]
    [InlineData("\"x,\", \"a\"", true)]
    [InlineData("\"b\"", false)]
    [InlineData("\"a-gz\"", false)]
    [InlineData("a", false)]
    [InlineData("\"a", false)]
    [InlineData("\"x\" garbage \"a\"", false)]
    [InlineData("", false)]
    public void If_none_match_is_a_list_compared_weakly(string header, bool expected) =>
        Assert.Equal(expected, IsNotModified(("If-None-Match", header)));

    [Theory]
    [InlineData("Fri, 08 May 2026 12:00:00 GMT", true)]
    [InlineData("Sat, 09 May 2026 12:00:00 GMT", false)]
    [InlineData("Friday, 08-May-26 12:00:00 GMT", true)]
    [InlineData("Fri May  8 12:00:00 2026", true)]
    [InlineData("Fri, 08 May 2026 11:59:59 GMT", false)]
    [InlineData("2026-05-09", false)]
    [InlineData("nonsense", false)]
    [InlineData("", false)]
    public void If_modified_since_takes_every_form_of_date(string header, bool expected) =>
        Assert.Equal(expected, IsNotModified(("If-Modified-Since", header)));

    [Fact]
    public void If_none_match_comes_before_if_modified_since() =>
        Assert.False(IsNotModified(("If-None-Match", "\"b\""), ("If-Modified-Since", "Sat, 09 May 2026 12:00:00 GMT")));

    [Fact]
    public void Nothing_asked_is_nothing_matched() => Assert.False(IsNotModified());

    private static bool IsNotModified(params (string Name, string Value)[] headers)
    {
        var request = new HeaderDictionary();
        foreach (var (name, value) in headers)
        {
            request[name] = value;
        }

        return Preconditions.IsNotModified(request, "\"a\"", Modified);
    }
}
