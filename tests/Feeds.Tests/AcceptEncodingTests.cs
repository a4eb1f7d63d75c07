using Microsoft.Extensions.Primitives;
using Syndication.Feeds.Serving;

namespace Syndication.Feeds.Tests;

public sealed class AcceptEncodingTests
{
    [Theory]
    [InlineData(null, "Identity")]
    [InlineData("", "Identity")]
    [InlineData("gzip", "Gzip")]
    [InlineData("GZIP", "Gzip")]
    [InlineData("x-gzip", "Gzip")]
    [InlineData("br", "Brotli")]
    [InlineData("gzip, deflate, br", "Brotli")]
    [InlineData("gzip;q=1.0, br;q=0.9", "Gzip")]
    [InlineData("br;q=0, gzip;q=0.001", "Gzip")]
    [InlineData("deflate", "Identity")]
    [InlineData("identity", "Identity")]
    [InlineData("gzip;q=0.5, identity", "Identity")]
    [InlineData("gzip;q=0.5, identity;q=0.5", "Gzip")]
    [InlineData("*", "Brotli")]
    [InlineData("*;q=0.5, identity", "Identity")]
    [InlineData("*;q=0, gzip", "Gzip")]
    [InlineData("gzip;q=0, br;q=0", "Identity")]
    [InlineData("identity;q=0", null)]
    [InlineData("*;q=0", null)]
    [InlineData("identity;q=0, *", "Brotli")]
    [InlineData("identity;q=0, gzip", "Gzip")]
    [InlineData("gzip;q=2, br;q=x, ;q=1, ,", "Identity")]
    [InlineData("gzip ; q=0.8", "Gzip")]
    public void Follows_what_the_client_likes_best(string? header, string? expected) =>
        Assert.Equal(expected, AcceptEncoding.Choose(new StringValues(header))?.ToString());

    [Fact]
    public void Reads_several_lines_as_one_list() =>
        Assert.Equal(ContentEncoding.Gzip, AcceptEncoding.Choose(new StringValues(["deflate", "gzip"])));
}
