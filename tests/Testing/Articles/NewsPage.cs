using System.Text.Json;

namespace Syndication.Testing.Articles;

/// <summary>
/// A news page of our own writing, in the manner of one sort of site, with what a person finds in it: the body by the
/// convention of the public pages (no headline, standfirst, caption or credit; no box between paragraphs), and what the
/// page says of itself. The texts stood before extraction first read the page.
/// </summary>
/// <param name="Expected">Headline, published (an instant, or a day where the page tells no time), byline, language, canonical, image, alt, section; null is for what the page does not tell.</param>
public sealed record NewsPage(ArticlePage Page, JsonElement Expected)
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Ingestion.Tests", "TestData", "news");

    /// <summary>Those that rules were made over, then those that were only scored.</summary>
    public static IReadOnlyList<NewsPage> All() => [.. In("looked-at", wasLookedAt: true), .. In("only-scored", wasLookedAt: false)];

    private static IEnumerable<NewsPage> In(string folder, bool wasLookedAt)
    {
        var expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, folder, "expected.json"))).RootElement;
        return expected.EnumerateObject().Select(page => new NewsPage(
            new ArticlePage(page.Name, File.ReadAllBytes(Named(page.Name, "html")), File.ReadAllText(Named(page.Name, "txt")), wasLookedAt),
            page.Value));

        string Named(string name, string extension) => Path.Combine(Folder, folder, $"{name}.{extension}");
    }
}
