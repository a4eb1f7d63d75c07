namespace Syndication.Feeds.Rendering;

internal static class XmlNames
{
    public const string Atom = "http://www.w3.org/2005/Atom";
    public const string Content = "http://purl.org/rss/1.0/modules/content/";
    public const string DublinCore = "http://purl.org/dc/elements/1.1/";

    /// <summary>RFC 6721.</summary>
    public const string Tombstones = "http://purl.org/atompub/tombstones/1.0";
}
