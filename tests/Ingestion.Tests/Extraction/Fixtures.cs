using Syndication.Ingestion.Extraction;

namespace Syndication.Ingestion.Tests.Extraction;

/// <summary>Pages of our own writing, in TestData.</summary>
internal static class Fixtures
{
    public static readonly SourceProfile Empty = new() { Id = "fixtures" };

    public static Page Page(string name, string? url = null) =>
        new(File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Ingestion.Tests", "TestData", name)), null, "fixtures", url);

    public static ExtractedPage Extract(string name, SourceProfile? profile = null, string? url = null) =>
        new Extractor().Extract(Page(name, url), profile ?? Empty);

    public static ExtractedPage ExtractText(string text) =>
        new Extractor().Extract(new Page(System.Text.Encoding.UTF8.GetBytes(text), "text/plain", "fixtures"), Empty);
}
