using System.Text.Json;
using Syndication.Ingestion.Extraction;

namespace Syndication.Ingestion.Tests.Extraction;

/// <summary>Pages of our own writing, as dumps and as HTML, in the layouts that press offices and their sites use: every field.</summary>
public sealed class ReleasePageTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Ingestion.Tests", "TestData", "releases");
    private static readonly string[] Languages = ["en", "es", "fr"];

    private static readonly Dictionary<string, JsonElement> Expected = Languages.SelectMany(language =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, language, "expected.json"))).RootElement.EnumerateObject()
            .Select(page => ($"{language}/{page.Name}", page.Value))).ToDictionary();

    public static TheoryData<string> Pages => [.. Expected.Keys];

    [Theory, MemberData(nameof(Pages))]
    public void Every_field_of_a_page_is_as_expected(string name)
    {
        var page = new Page(File.ReadAllBytes(Path.Combine(Folder, name)), null, "x");
        Assert.Empty(ReleasePage.Differences(Expected[name], new Extractor().Extract(page, Fixtures.Empty)));
    }

    [Fact]
    public void Every_page_is_expected() =>
        Assert.All(Languages, language => Assert.Equal(
            Expected.Keys.Where(name => name.StartsWith(language, StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(Folder, language)).Select(file => $"{language}/{Path.GetFileName(file)}").Where(name => !name.EndsWith(".json", StringComparison.Ordinal)).Order(StringComparer.Ordinal)));
}
