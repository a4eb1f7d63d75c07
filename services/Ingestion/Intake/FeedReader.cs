using System.Globalization;
using System.Net;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Syndication.Ingestion.Extraction;
using Syndication.Ingestion.Releases;
using Syndication.Text;

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

    // Reading the text of an element goes down its tree on the stack.
    private const int DeepestNesting = 256;

    /// <summary>Characters: several times what a headline may have.</summary>
    private const int LongestTitle = 1_000;

    // A parser compares each attribute of an element with its others: a million of them take it half a minute.
    private const int MaxAttributes = 1_000;

    public IEnumerable<ExtractedFile> Read(PageFile file, byte[] content)
    {
        XElement root;
        try
        {
            if (MostAttributes(content) > MaxAttributes)
            {
                return [new ExtractedFile(file, null, $"It has an element with more than {MaxAttributes} attributes, as no feed has: check where it comes from.")];
            }

            if (Depth(content) > DeepestNesting)
            {
                return [new ExtractedFile(file, null, $"It is nested more than {DeepestNesting} elements deep, as no feed is: check where it comes from.")];
            }

            using var reader = Reader(content);
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

    private static XmlReader Reader(byte[] content) =>
        XmlReader.Create(new MemoryStream(content), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = content.Length * 4L });

    /// <summary>Of any element, counted before a parser looks at them.</summary>
    private static int MostAttributes(byte[] content)
    {
        // What is UTF-16 or -32 has zeros between the signs that count.
        ReadOnlySpan<byte> rest = content.AsSpan(0, Math.Min(4, content.Length)).Contains((byte)0) ? Array.FindAll(content, octet => octet != 0) : content;
        var most = 0;
        for (var at = rest.IndexOf((byte)'<'); at >= 0; at = rest.IndexOf((byte)'<'))
        {
            rest = rest[at..];
            var (length, attributes) = rest.StartsWith("<!--"u8) ? (After(rest, "-->"u8), 0)
                : rest.StartsWith("<![CDATA["u8) ? (After(rest, "]]>"u8), 0)
                : Tag(rest);
            rest = rest[length..];
            most = Math.Max(most, attributes);
        }

        return most;
    }

    private static int After(ReadOnlySpan<byte> text, ReadOnlySpan<byte> mark) => text.IndexOf(mark) is >= 0 and var at ? at + mark.Length : text.Length;

    /// <summary>Octets of the tag that a text begins with, and values in quotes in it.</summary>
    private static (int Length, int Attributes) Tag(ReadOnlySpan<byte> text)
    {
        var (attributes, at) = (0, 1);
        while (at < text.Length)
        {
            var octet = text[at++];
            if (octet == '>')
            {
                break;
            }

            if (octet is (byte)'"' or (byte)'\'')
            {
                attributes++;
                at = text[at..].IndexOf(octet) is >= 0 and var end ? at + end + 1 : text.Length;
            }
        }

        return (at, attributes);
    }

    private static int Depth(byte[] content)
    {
        using var reader = Reader(content);
        var deepest = 0;
        while (deepest <= DeepestNesting && reader.Read())
        {
            deepest = Math.Max(deepest, reader.Depth);
        }

        return deepest;
    }

    private ExtractedFile Extract(PageFile file, Item item)
    {
        if (item.Title.Length > LongestTitle)
        {
            return new ExtractedFile(file, null, $"The title of its item \"{Text.XmlText.Clean(item.Title[..60])}…\" has {item.Title.Length} characters; {LongestTitle} are read.");
        }

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
        WebUrl.Parse(text?.Trim())?.AbsoluteUri;

    // RFC 822 zone names but GMT are not read by the framework, and a wrong instant is worse than none.
    private static DateTimeOffset? Instant(string? text) =>
        DateTimeOffset.TryParse(text?.Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant : null;

    private sealed record Item(string? Id, string Title, string? Url, DateTimeOffset? PublishedAt, string? Language, string Html);
}
