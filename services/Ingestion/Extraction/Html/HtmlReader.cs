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
    private const double MostLinked = 0.6;

    /// <summary>Every line of the page, menus included, and the address that it gives itself.</summary>
    public static (IReadOnlyList<string> Lines, string? CanonicalUrl) Lines(string html, Uri? url)
    {
        var document = Parse(html);
        return (Lines(document), MetadataReader.Read(document, Base(document, url)).CanonicalUrl);
    }

    public static PageContent Read(string html, Uri? url, SourceProfile profile)
    {
        var document = Parse(html);
        var baseUrl = Base(document, url);
        var metadata = MetadataReader.Read(document, baseUrl);
        var pageLines = Lines(document);
        if (document.Body is null)
        {
            return new PageContent { Blocks = [], PageLines = [], Metadata = metadata };
        }

        var main = MainContent.Of(document.Body);
        List<Block> blocks = [.. main.Tail.Prepend(main.Root).SelectMany(element => BlockBuilder.Build(element, baseUrl, main.IsFurniture))];
        var headline = TextRepair.Words(Headline(document, metadata) ?? "") is { Length: > 0 } found ? found : null;
        var left = TextRepair.Words([.. BelowHeadline(blocks, headline).Where(block => !IsLinks(block))]);
        var dateLine = DateLine(left);
        return new PageContent
        {
            Blocks = WithoutEmptyHeadings(Unlearned(left, profile).Where(block => dateLine is null || BlockText.Render(block) != dateLine)),
            PageLines = pageLines,
            Headline = headline,
            DateLine = dateLine,
            Metadata = metadata,
        };
    }

    private static List<string> Lines(IDocument document)
    {
        if (document.Body is null)
        {
            return [];
        }

        List<string> lines = [.. BlockBuilder.Build(document.Body, null, _ => false).SelectMany(block => BlockText.Render(block).Split('\n')).Select(Unbulleted)];
        PageLimits.Check(Visible(document.Body), lines.Count);
        return lines;
    }

    private static IDocument Parse(string html)
    {
        HtmlGuard.Check(html);
        var document = new HtmlParser().ParseDocument(html);
        PageLimits.Check(Visible(document.Body), lines: 1);
        return document;
    }

    private static int Visible(INode? node) => node switch
    {
        IText text => text.Length,
        IElement element when Elements.IsDropped(element) => 0,
        null => 0,
        _ => node.ChildNodes.Sum(Visible),
    };

    private static Uri? Base(IDocument document, Uri? url)
    {
        var given = document.QuerySelector("base[href]")?.GetAttribute("href");
        return given is null
            ? url
            : url is not null && Uri.TryCreate(url, given, out var relative) ? relative
            : Uri.TryCreate(given, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https" ? absolute : url;
    }

    /// <summary>The h1 that the page's own title names; else the title without the site's name.</summary>
    private static string? Headline(IDocument document, PageMetadata metadata)
    {
        var headings = document.QuerySelectorAll("h1")
            .Where(heading => !Elements.IsDropped(heading))
            .Select(heading => XmlText.Clean(LineShape.Folded(heading.TextContent.Replace('\n', ' '))))
            .Where(text => text.Length is > 0 and <= LongestHeadline)
            .ToList();
        var title = Slug.Of(metadata.Title ?? document.Title);
        return headings.FirstOrDefault(heading => Slug.Of(heading) is { Length: > 0 } slug && title.Contains(slug, StringComparison.Ordinal) && slug != Slug.Of(metadata.SiteName))
            ?? (headings.Count == 1 && Slug.Of(headings[0]) != Slug.Of(metadata.SiteName) ? headings[0] : null)
            ?? WithoutSiteName(metadata.Title, metadata.SiteName);
    }

    /// <summary>"A headline | The site" is "A headline".</summary>
    private static string? WithoutSiteName(string? title, string? siteName)
    {
        if (title is null)
        {
            return null;
        }

        foreach (var separator in (string[])[" | ", " – ", " — ", " - ", " :: ", " · "])
        {
            var at = title.LastIndexOf(separator, StringComparison.Ordinal);
            if (at > 0 && (siteName is null ? LineShape.Words(title[(at + separator.Length)..]) <= 4 && LineShape.Words(title[..at]) >= 3 : Slug.Of(title[(at + separator.Length)..]) == Slug.Of(siteName)))
            {
                return title[..at].Trim();
            }
        }

        return title;
    }

    private static IEnumerable<Block> BelowHeadline(List<Block> blocks, string? headline)
    {
        var slug = Slug.Of(headline);
        for (var i = 0; i < Math.Min(blocks.Count, HeadlineWindow); i++)
        {
            if (slug.Length > 0 && blocks[i] is Heading or Paragraph && Slug.Of(BlockText.Render(blocks[i])) == slug)
            {
                return blocks.Skip(i + 1);
            }
        }

        return blocks;
    }

    /// <summary>Blocks that are nothing but links: a menu, "read also".</summary>
    private static bool IsLinks(Block block)
    {
        var runs = block switch
        {
            ListBlock list => list.Items.SelectMany(item => item.Runs),
            Paragraph paragraph => paragraph.Runs,
            Heading heading => heading.Runs,
            _ => [],
        };
        var all = runs.ToList();
        var text = all.Sum(run => run.Text.Length);
        var linked = all.Where(run => run.Href is not null && !run.Href.StartsWith("mailto:", StringComparison.Ordinal) && !run.Href.StartsWith("tel:", StringComparison.Ordinal)).Sum(run => run.Text.Length);
        return text > 0 && linked > text * MostLinked && block is not Heading && (block is ListBlock || !LineShape.EndsSentence(BlockText.Render(block)));
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
