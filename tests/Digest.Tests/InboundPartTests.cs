using System.Diagnostics;
using System.Text;
using Syndication.Digest.Inbound;

namespace Syndication.Digest.Tests;

/// <summary>Mails that come in may be anything.</summary>
public sealed class InboundPartTests
{
    [Theory]
    [InlineData(" a\n")]
    [InlineData("\t\n")]
    [InlineData("a:\n")]
    [InlineData("x")]
    public void A_header_of_ten_megabytes_is_read_in_no_time(string line)
    {
        var message = Encoding.Latin1.GetBytes("X-Failed-Recipients: a\n" + string.Concat(Enumerable.Repeat(line, 10 * 1024 * 1024 / line.Length)));
        var started = Stopwatch.GetTimestamp();
        InboundReport.Read(message);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Lines_end_where_mail_says_and_nowhere_else()
    {
        var part = InboundPart.Read([.. "A: one\r\nB: caf"u8, 0x85, .. "C: no field\f D: none\rE: five\n folded\r\n\r\nbody"u8]);
        Assert.Equal("one", part.Value("A"));
        Assert.Equal("caf\u0085C: no field\f D: none", part.Value("B"));
        Assert.Equal("five folded", part.Value("E"));
        Assert.Equal("body", part.Body);
    }
}
