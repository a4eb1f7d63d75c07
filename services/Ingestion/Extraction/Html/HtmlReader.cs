using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Syndication.Contracts;
using Syndication.Text;

namespace Syndication.Ingestion.Extraction.Html;

/// <summary>An HTML page to content: metadata read, furniture off, structure kept.</summary>
internal static class HtmlReader
{
    // A page's own heading stands among its first blocks; further down it is another text's.
    private const int HeadlineWindow = 12;
    private const int LongestHeadline = 300;
    private const int ProseLength = 100;
    private const int FullerBy = 3;
    private const int ShortestStandfirst = 25;
    private static readonly string[] Separators = [" | ", " – ", " — ", " - ", " :: ", " · "];

    // Longer sentences in a heading's tags are the first paragraph.
    private const int LongestStandfirst = 120;

    /// <summary>What a source's profile counts of a page.</summary>
    /// <exception cref="UnreadablePageException">More than a page holds.</exception>
    public static (PageTrace Trace, string? CanonicalUrl) Trace(string html, Uri? url)
    {
        var document = Parse(html);
        var canonical = MetadataReader.Read(document, Base(document, url)).CanonicalUrl;
        if (document.Body is null)
        {
            return (new PageTrace([], 0), canonical);
        }

        var weights = Checked(new TextWeights(document.Body));
        var main = MainContent.Of(document.Body, weights, new Furniture(document.Body, weights, null));
        return (new PageTrace(weights.Text.Split('\n'), weights[main.Root].Prose), canonical);
    }

    /// <exception cref="UnreadablePageException">More than a page holds.</exception>
    public static PageContent Read(string html, Uri? url, SourceProfile profile)
    {
        var document = Parse(html);
        var metadata = MetadataReader.Read(document, Base(document, url));
        if (document.Body is null)
        {
            return new PageContent { Blocks = [], PageText = "", Metadata = metadata };
        }

        var baseUrl = Base(document, url ?? Canonical(metadata));
        var weights = Checked(new TextWeights(document.Body));
        var furniture = new Furniture(document.Body, weights, baseUrl);
        var main = MainContent.Of(document.Body, weights, furniture);
        List<Block> blocks = [.. main.Tail.Prepend(main.Root).SelectMany(element => BlockBuilder.Build(element, baseUrl, furniture.Holds))];
        var shown = blocks;
        blocks = Fuller(shown, metadata.Body);
        var headline = TextRepair.Words(Headline(document, metadata) ?? "") is { Length: > 0 } found ? found : null;
        var left = TextRepair.Words([.. BelowHeadline(blocks, headline)]);
        var dateLine = DateLine(left);
        var byline = Byline.Read(document.Body, main.Root, weights);
        return new PageContent
        {
            Blocks = WithoutEmptyHeadings(Unlearned(Standfirst(left, headline) is null ? left : [.. left.Skip(1)], profile).Where(block => dateLine is null || BlockText.Render(block) != dateLine)),
            PageText = weights.Text,
            Prose = weights[document.Body].Prose,
            LinkedProse = weights.LinkedProse,
            IsGiven = blocks != shown,
            Headline = headline,
            Subheading = Standfirst(left, headline) ?? byline.Standfirst,
            DateLine = dateLine,
            Day = byline.Day,
            Metadata = metadata with
            {
                Byline = metadata.Byline ?? byline.Author,
                PublishedAt = metadata.PublishedAt ?? byline.PublishedAt,
                Image = metadata.Image ?? blocks.OfType<ImageBlock>().FirstOrDefault(),
            },
        };
    }

    private static IDocument Parse(string html) => new HtmlParser().ParseDocument(HtmlGuard.Checked(html));

    private static TextWeights Checked(TextWeights weights)
    {
        PageLimits.Check(weights.Text.Length, weights.Text.AsSpan().Count('\n'));
        return weights;
    }

    /// <summary>A heading below the headline that is a sentence, with the text right below it.</summary>
    private static string? Standfirst(IReadOnlyList<Block> blocks, string? headline) =>
        headline is not null && blocks is [Heading heading, ..] && blocks.Skip(1).FirstOrDefault(block => block is not ImageBlock) is Paragraph && BlockText.Render(heading) is { Length: > ShortestStandfirst } text && !(text.Length > LongestStandfirst && LineShape.EndsSentence(text)) && blocks.OfType<Heading>().Skip(1).All(other => other.Level > heading.Level)
            ? text
            : null;

    private static Uri? Canonical(PageMetadata metadata) =>
        Uri.TryCreate(metadata.CanonicalUrl, UriKind.Absolute, out var canonical) ? canonical : null;

    private static Uri? Base(IDocument document, Uri? url)
    {
        var given = document.QuerySelector("base[href]")?.GetAttribute("href");
        return given is null
            ? url
            : url is not null && Uri.TryCreate(url, given, out var relative) ? relative
            : WebUrl.Parse(given) ?? url;
    }

    /// <summary>The h1 that the page's own title names; else the title without the site's name.</summary>
    private static string? Headline(IDocument document, PageMetadata metadata)
    {
        var headings = document.QuerySelectorAll("h1")
            .Where(heading => !Elements.IsDropped(heading) && !LeadsHome(heading))
            .Select(heading => Decoded(heading.TextContent))
            .Where(text => text.Length is > 0 and <= LongestHeadline)
            .ToList();
        var title = FoldedText.Of(Decoded(metadata.Title ?? document.Title ?? ""));
        return headings.FirstOrDefault(heading => FoldedText.Of(heading) is { Length: > 0 } slug && title.Contains(slug, StringComparison.Ordinal) && slug != FoldedText.Of(metadata.SiteName))
            ?? (headings.Count == 1 && FoldedText.Of(headings[0]) != FoldedText.Of(metadata.SiteName) ? headings[0] : null)
            ?? (headings.Count == 0 ? ShownPart(document, metadata.Title) : null)
            ?? WithoutSiteName(metadata.Title is { } written ? Decoded(written) : null, metadata.SiteName);
    }

    /// <summary>The heading is the site's name: all of it is a link to the site's first page.</summary>
    private static bool LeadsHome(IElement heading) =>
        heading.QuerySelector("a[href]") is { } link && link.TextContent.Trim().Length == heading.TextContent.Trim().Length
        && link.GetAttribute("href") is { } href && (href == "/" || WebUrl.Parse(href)?.PathAndQuery == "/");

    /// <summary>Of a title made of site and headline, in either order, the part that stands on the page as a line of its own.</summary>
    private static string? ShownPart(IDocument document, string? title)
    {
        var parts = Separators.SelectMany(separator => (title ?? "").Split(separator)).Select(Decoded).Where(part => part != title && LineShape.Words(part) >= 3).ToList();
        return parts.Count == 0
            ? null
            : document.QuerySelectorAll("h2, h3, h4, b, strong, font, div, td, p").Where(element => element.ChildElementCount == 0)
                .Select(element => Decoded(element.TextContent))
                .FirstOrDefault(parts.Contains);
    }

    /// <summary>On one line; some sites escape their headlines twice.</summary>
    private static string Decoded(string text) =>
        LineShape.OneLine(text.Contains('&') ? WebUtility.HtmlDecode(text) : text);

    /// <summary>"A headline | The site" is "A headline".</summary>
    private static string? WithoutSiteName(string? title, string? siteName)
    {
        if (title is null)
        {
            return null;
        }

        foreach (var separator in Separators)
        {
            var at = title.LastIndexOf(separator, StringComparison.Ordinal);
            if (at > 0 && (siteName is null ? LineShape.Words(title[(at + separator.Length)..]) <= 4 && LineShape.Words(title[..at]) >= 3 : FoldedText.Of(title[(at + separator.Length)..]) == FoldedText.Of(siteName)))
            {
                return title[..at].Trim();
            }
        }

        return title;
    }

    /// <summary>Pages that scripts fill hold no text but what they give to machines.</summary>
    private static List<Block> Fuller(List<Block> blocks, string? given) =>
        given is not null && given.Length > FullerBy * blocks.Sum(block => BlockText.Render(block).Length)
            ? [.. given.Contains("</", StringComparison.Ordinal) ? HtmlBlocks.Parse(given, null) : TextBlocks.Parse(given)]
            : blocks;

    /// <summary>What stands below the page's own heading; the same words further down are a link to the page itself.</summary>
    private static IEnumerable<Block> BelowHeadline(List<Block> blocks, string? headline)
    {
        var folded = FoldedText.Of(headline);
        var paragraphs = 0;
        for (var i = 0; i < Math.Min(blocks.Count, HeadlineWindow) && folded.Length > 0 && paragraphs < 2; i++)
        {
            var text = BlockText.Render(blocks[i]);
            if (blocks[i] is Heading or Paragraph && FoldedText.Of(text) == folded)
            {
                return blocks.Skip(i + 1);
            }

            if (blocks[i] is Paragraph && text.Split('\n', 2) is [var line, { Length: <= LongestStandfirst } rest] && FoldedText.Of(line) == folded)
            {
                return blocks.Skip(i + 1).Prepend(new Paragraph([new Run(rest)]));
            }

            paragraphs += blocks[i] is Paragraph && text.Length > ProseLength ? 1 : 0;
        }

        return blocks;
    }

    private static IEnumerable<Block> Unlearned(IReadOnlyList<Block> blocks, SourceProfile profile)
    {
        var afterAbout = false;
        foreach (var block in blocks)
        {
            var text = BlockText.Render(block);
            afterAbout = AboutReader.IsAbout(text) || (afterAbout && block is Paragraph && !LineShape.IsLabel(text));
            var isContent = afterAbout || block is QuoteBlock || text.Split('\n').Any(ContactReader.IsContactLine);
            if (isContent || !text.Split('\n').All(line => LineCounts.IsSurelyFurniture(profile, Unbulleted(line))))
            {
                yield return block;
            }
        }
    }

    private static string Unbulleted(string line) => LineShape.BulletText(line) ?? line;

    private static string? DateLine(IReadOnlyList<Block> blocks) =>
        blocks.Take(4).Select(BlockText.Render).FirstOrDefault(text => DateReader.Alone(text) is not null || (text.Length <= 80 && !LineShape.EndsSentence(text) && DatelineReader.Read(text) is { Date: not null }));

    /// <summary>Headings at the end head nothing.</summary>
    private static List<Block> WithoutEmptyHeadings(IEnumerable<Block> blocks)
    {
        var kept = blocks.ToList();
        while (kept is [.., Heading])
        {
            kept.RemoveAt(kept.Count - 1);
        }

        return kept;
    }
}
