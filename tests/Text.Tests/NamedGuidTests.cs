namespace Syndication.Text.Tests;

public sealed class NamedGuidTests
{
    [Fact]
    public void Gives_the_example_of_rfc_9562() =>
        Assert.Equal(
            new Guid("2ed6657d-e927-568b-95e1-2665a8aea6a2"),
            NamedGuid.Create(new Guid("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com"));
}
