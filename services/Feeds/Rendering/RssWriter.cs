using System.Globalization;
using System.Xml;
using Syndication.Feeds.Selecting;
using Syndication.Text;
using XmlText = Syndication.Text.XmlText;

namespace Syndication.Feeds.Rendering;

/// <summary>RSS 2.0 as the RSS Best Practices Profile wants it.</summary>
internal static class RssWriter
{
    private static readonly char[] MarkupStarts = ['&', '<'];

    public static byte[] Write(FeedDocument feed) => FeedWriter.Xml(xml =>
    {
        xml.WriteStartElement("rss");
        xml.WriteAttributeString("version", "2.0");
        xml.WriteAttributeString("xmlns", "atom", null, XmlNames.Atom);
        xml.WriteAttributeString("xmlns", "content", null, XmlNames.Content);
        xml.WriteAttributeString("xmlns", "dc", null, XmlNames.DublinCore);
        xml.WriteStartElement("channel");
        Title(xml, feed.Title);
        xml.Text("link", feed.HomeUrl);
        xml.Text("description", feed.Description);
        xml.Text("language", feed.Language);
        if (feed.Entries.Count > 0)
        {
            xml.Text("lastBuildDate", FeedWriter.Rfc822(feed.Modified));
        }

        xml.Text("generator", "Syndication");
        xml.Text("docs", "https://www.rssboard.org/rss-specification");
        xml.WriteStartElement("link", XmlNames.Atom);
        xml.WriteAttributeString("href", feed.SelfUrl);
        xml.WriteAttributeString("rel", "self");
        xml.WriteAttributeString("type", FeedMediaTypes.Of(FeedFormat.Rss));
        xml.WriteEndElement();
        foreach (var entry in feed.Entries)
        {
            Item(xml, entry);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    private static void Item(XmlWriter xml, FeedEntry entry)
    {
        xml.WriteStartElement("item");
        Title(xml, entry.Title);
        xml.Text("link", entry.Link);
        xml.WriteStartElement("guid");
        xml.WriteAttributeString("isPermaLink", "false");
        xml.WriteString(entry.Id);
        xml.WriteEndElement();
        if (entry.Published is { } published)
        {
            xml.Text("pubDate", FeedWriter.Rfc822(published));
        }

        // RSS has no date of change of its own; readers that know Atom's take this one.
        xml.WriteElementString("updated", XmlNames.Atom, FeedWriter.Rfc3339(entry.Updated));
        if (entry.Author is { } author)
        {
            xml.WriteElementString("creator", XmlNames.DublinCore, XmlText.Clean(author));
        }

        foreach (var category in entry.Categories)
        {
            xml.WriteStartElement("category");
            xml.WriteAttributeString("domain", category.Scheme);
            xml.WriteString(XmlText.Clean(category.Term));
            xml.WriteEndElement();
        }

        // Before content:encoded: some readers take whichever comes last. A description is HTML, our summary is not.
        xml.Text("description", entry.Summary is null ? null : BlockHtml.Escape(entry.Summary));
        xml.WriteElementString("encoded", XmlNames.Content, BlockHtml.Render(entry.Content));
        if (entry.Attachments.Count > 0)
        {
            var first = entry.Attachments[0];
            xml.Empty("enclosure", ("url", first.Url), ("length", (first.Length ?? 0).ToString(CultureInfo.InvariantCulture)), ("type", first.MediaType));
        }

        if (entry.Rights is { } rights)
        {
            xml.WriteElementString("rights", XmlNames.DublinCore, XmlText.Clean(rights));
        }

        xml.WriteEndElement();
    }

    // The profile: of all ways to write these two in a title, readers get hexadecimal references right most often.
    private static void Title(XmlWriter xml, string title)
    {
        xml.WriteStartElement("title");
        var rest = XmlText.Clean(title);
        for (var next = rest.IndexOfAny(MarkupStarts); next >= 0; next = rest.IndexOfAny(MarkupStarts))
        {
            xml.WriteString(rest[..next]);
            xml.WriteCharEntity(rest[next]);
            rest = rest[(next + 1)..];
        }

        xml.WriteString(rest);
        xml.WriteEndElement();
    }
}
