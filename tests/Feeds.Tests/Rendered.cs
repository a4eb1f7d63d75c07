using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Syndication.Feeds.Rendering;
using Syndication.Feeds.Selecting;
using Syndication.Hosting.Projection;

namespace Syndication.Feeds.Tests;

/// <summary>Feeds of given rows, read back by parsers that are not ours.</summary>
internal static class Rendered
{
    public static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    public static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    public static readonly XNamespace DublinCore = "http://purl.org/dc/elements/1.1/";
    public static readonly XNamespace Tombstones = "http://purl.org/atompub/tombstones/1.0";

    public static FeedDocument Document(string language, params ProjectedRelease[] rows) =>
        new FeedComposer(FeedHost.PublicUrl + "/", "Newsroom").Compose(Address(language), rows);

    public static XElement Rss(string language, params ProjectedRelease[] rows) =>
        XDocument.Parse(Written(language, FeedFormat.Rss, rows)).Root!.Element("channel")!;

    public static XElement RssItem(string language, ProjectedRelease row) => Rss(language, row).Elements("item").Single();

    public static XElement AtomFeed(string language, params ProjectedRelease[] rows) =>
        XDocument.Parse(Written(language, FeedFormat.Atom, rows)).Root!;

    public static XElement AtomEntry(string language, ProjectedRelease row) => AtomFeed(language, row).Elements(Atom + "entry").Single();

    public static JsonElement Json(string language, params ProjectedRelease[] rows) =>
        JsonDocument.Parse(Written(language, FeedFormat.Json, rows)).RootElement;

    public static JsonElement JsonItem(string language, ProjectedRelease row) => Json(language, row).GetProperty("items").EnumerateArray().Single();

    public static string Written(string language, FeedFormat format, params ProjectedRelease[] rows) =>
        Encoding.UTF8.GetString(FeedWriter.Write(Document(language, rows), format));

    private static FeedAddress Address(string language) => FeedAddress.Parse(language, FeedFormat.Rss, QueryString.Empty, out _)!;
}
