namespace Syndication.Text.Tests;

public sealed class WebUrlTests
{
    [Theory]
    [InlineData("https://lake.example/a?b=1", "lake.example")]
    [InlineData("http://bücher.example/", "xn--bcher-kva.example")]
    [InlineData("http://[::1]:8080/", "::1")]
    public void The_host_is_what_is_asked_for(string text, string host) =>
        Assert.Equal(host, WebUrl.AsciiHost(WebUrl.Parse(text)!));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/path")]
    [InlineData("mailto:press@lake.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://\uFFFF/")]
    [InlineData("https://lake\u0602.example/")]
    [InlineData("https://\u00AD/")]
    public void What_nothing_could_ask_for_is_none(string? text) => Assert.Null(WebUrl.Parse(text));
}
