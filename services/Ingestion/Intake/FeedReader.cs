using System.Globalization;
using System.Net;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Syndication.Ingestion.Extraction;
using Syndication.Ingestion.Releases;

namespace Syndication.Ingestion.Intake;

/// <summary>
/// Reads the items of an RSS 2.0 or Atom 1.0 feed, each as the page that it is: what extraction finds on a page
/// (dateline, contacts, about) it finds in an item too.
/// </summary>
internal sealed class FeedReader(Extractor extractor)
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    private static readonly SourceProfile NoFurniture = new() { Id = "feed" };

    public IEnumerable<ExtractedFile> Read(PageFile file, byte[] content)
    {
        XElement root;
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = content.Length * 4L };
            using var reader = XmlReader.Create(new MemoryStream(content), settings);
            root = XElement.Load(reader);
        }
        catch (XmlException exception)
        {
            return [new ExtractedFile(file, null, $"It is no well-formed feed: {exception.Message}")];
        }

        var items = root.Name.LocalName == "rss"
            ? root.Elements("channel").Elements("item").Select(item => OfRss(item, root)).ToList()
            : root.Name == Atom + "feed"
                ? [.. root.Elements(Atom + "entry").Select(entry => OfAtom(entry, root))]
                : null;
        return items is null
            ? [new ExtractedFile(file, null, $"It is no feed: its root is <{root.Name.LocalName}>; RSS 2.0 and Atom 1.0 are read.")]
            : items.Select(item => Extract(file, item));
    }

    private ExtractedFile Extract(PageFile file, Item item)
    {
        var html = Encoding.UTF8.GetBytes(AsPage(item));
        try
        {
            var page = new Page(html, "text/html; charset=utf-8", file.Source, item.Url);
            var extracted = extractor.Extract(page, NoFurniture);
            var names = new List<string>();
            if (item.Id is { Length: > 0 } id)
            {
                names.Add(Alias.OfExternalId(file.Source, id));
            }

            names.AddRange(PageNames.Of(page, null, extracted).Names);
            return new ExtractedFile(file, new Incoming(extracted, file.Source, names, Drafting.HashOf(html)), null);
        }
        catch (UnreadablePageException exception)
        {
            return new ExtractedFile(file, null, $"Its item \"{item.Title}\": {exception.Message}");
        }
    }

    private static Item OfRss(XElement item, XElement root) => new(
        item.Element("guid")?.Value.Trim(),
        item.Element("title")?.Value.Trim() ?? "",
        Web(item.Element("link")?.Value),
        Instant(item.Element("pubDate")?.Value),
        root.Element("channel")?.Element("language")?.Value.Trim(),
        (item.Element(Content + "encoded") ?? item.Element("description"))?.Value ?? "");

    private static Item OfAtom(XElement entry, XElement root)
    {
        var body = entry.Element(Atom + "content") ?? entry.Element(Atom + "summary");
        return new Item(
            entry.Element(Atom + "id")?.Value.Trim(),
            entry.Element(Atom + "title")?.Value.Trim() ?? "",
            Web(entry.Elements(Atom + "link").FirstOrDefault(link => (string?)link.Attribute("rel") is null or "alternate")?.Attribute("href")?.Value),
            Instant((entry.Element(Atom + "published") ?? entry.Element(Atom + "updated"))?.Value),
            (string?)entry.Attribute(XNamespace.Xml + "lang") ?? (string?)root.Attribute(XNamespace.Xml + "lang"),
            (string?)body?.Attribute("type") switch
            {
                "xhtml" => string.Concat(body!.Nodes().Select(node => node.ToString())),
                "html" => body!.Value,
                _ => $"<p>{WebUtility.HtmlEncode(body?.Value ?? "")}</p>",
            });
    }

    private static string AsPage(Item item)
    {
        var page = new StringBuilder("<!DOCTYPE html><html");
        if (item.Language is { Length: > 0 } language)
        {
            page.Append(CultureInfo.InvariantCulture, $" lang=\"{WebUtility.HtmlEncode(language)}\"");
        }

        page.Append(CultureInfo.InvariantCulture, $"><head><meta charset=\"utf-8\"><title>{WebUtility.HtmlEncode(item.Title)}</title>");
        if (item.PublishedAt is { } publishedAt)
        {
            page.Append(CultureInfo.InvariantCulture, $"<meta property=\"article:published_time\" content=\"{publishedAt:yyyy-MM-ddTHH:mm:sszzz}\">");
        }

        if (item.Url is { } url)
        {
            page.Append(CultureInfo.InvariantCulture, $"<link rel=\"canonical\" href=\"{WebUtility.HtmlEncode(url)}\">");
        }

        return page
            .Append(CultureInfo.InvariantCulture, $"</head><body><main><article><h1>{WebUtility.HtmlEncode(item.Title)}</h1>\n{item.Html}</article></main></body></html>")
            .ToString();
    }

    private static string? Web(string? text) =>
        Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri.AbsoluteUri : null;

    // RFC 822 zone names but GMT are not read by the framework, and a wrong instant is worse than none.
    private static DateTimeOffset? Instant(string? text) =>
        DateTimeOffset.TryParse(text?.Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant : null;

    private sealed record Item(string? Id, string Title, string? Url, DateTimeOffset? PublishedAt, string? Language, string Html);
}
