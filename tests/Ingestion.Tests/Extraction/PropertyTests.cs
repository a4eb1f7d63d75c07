using System.Text;
using System.Text.Json;
using Syndication.Contracts;
using Syndication.Ingestion.Extraction;
using Syndication.Text;

namespace Syndication.Ingestion.Tests.Extraction;

public sealed class PropertyTests
{
    private static readonly string[] Pieces =
    [
        "<p>", "</p>", "<div class=\"x\">", "</div>", "<b>", "</a>", "<ul><li>", "<table><tr><td>", "<h1>A headline</h1>", "<!--", "-->", "<script>", "</script>", "<br>", "&eacute;", "&#0;", "&#xD800;",
        "- ", "\n", "\n\n", "Contact: ", "Tel: ", "+41 22 717 9416", " a@b.org", "« ", " »", " a déclaré ", "A propos de l’OMD ", "About Globex\n", "(OMD)", "Genève, le 8 mai 2018 - ", ". ", "|", ",", ":", "\u0000", "\u0007", "\uD800", "\uFEFF", "\u00AD", "é", "Jane Doe", " word", "<html lang=\"fr\">",
        "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"\\ud800\"}</script>",
    ];

    [Fact]
    public void Whatever_comes_in_is_extracted_or_refused()
    {
        var random = new Random(20260118);
        for (var run = 0; run < 1_500; run++)
        {
            var content = run % 3 == 0 ? Octets(random) : Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(1, 80)).Select(_ => Pieces[random.Next(Pieces.Length)])));
            var page = new Page(content, random.Next(3) switch { 0 => "text/html", 1 => "text/plain", _ => null }, "x");
            try
            {
                var profile = new Extractor().Learn(page, Fixtures.Empty);
                var first = new Extractor().Extract(page, profile);
                var json = JsonSerializer.Serialize(first, SyndicationJson.Options);
                Assert.Equal(json, JsonSerializer.Serialize(new Extractor().Extract(page, profile), SyndicationJson.Options));
                Assert.All(Strings(JsonSerializer.SerializeToElement(first, SyndicationJson.Options)), text => Assert.Equal(-1, XmlText.IndexOfForbidden(text)));
                Assert.All(first.Reasons, reason => Assert.EndsWith(".", reason, StringComparison.Ordinal));
            }
            catch (UnreadablePageException refusal)
            {
                Assert.True(refusal.Status is 413 or 415 or 422);
            }
        }
    }

    private static byte[] Octets(Random random)
    {
        var content = new byte[random.Next(0, 2_000)];
        random.NextBytes(content);
        return random.Next(2) == 0 ? [.. content.Where(octet => octet != 0)] : content;
    }

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Strings(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        _ => [],
    };
}
