namespace Syndication.Text.Tests;

public sealed class CountryCodeTests
{
    [Fact]
    public void Has_every_assigned_code_once()
    {
        Assert.Equal(249, CountryCode.All.Count);
        Assert.All(CountryCode.All, code => Assert.Matches("^[a-z]{2}$", code));
    }

    [Theory]
    [InlineData("ma", true)]
    [InlineData("MA", false)]
    [InlineData("uk", false)]
    [InlineData("zz", false)]
    [InlineData("", false)]
    public void Takes_lower_case_only(string code, bool expected) => Assert.Equal(expected, CountryCode.IsAssigned(code));
}
