using Syndication.Hosting.Keys;

namespace Syndication.Hosting.Tests.Keys;

public sealed class KeyTextTests
{
    [Fact]
    public void What_was_made_is_read()
    {
        var made = KeyText.Make();
        var read = KeyText.Read(made.Text);

        Assert.Equal((made.Id, made.Hash), (read!.Id, read.Hash));
        Assert.DoesNotContain(made.Text, $"{made}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("syn_0123_wrong")]
    [InlineData("syn_0123456789abcdef_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde")]
    [InlineData("syn_0123456789abcdef_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n")]
    [InlineData("syn_0123456789ABCDEF_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void What_can_be_no_key_is_not_asked_about(string? text) => Assert.Null(KeyText.Read(text));
}
