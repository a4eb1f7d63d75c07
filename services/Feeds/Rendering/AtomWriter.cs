using System.Globalization;
using System.Xml;
using Syndication.Contracts;
using Syndication.Feeds.Selecting;
using Syndication.Text;
using XmlText = Syndication.Text.XmlText;

namespace Syndication.Feeds.Rendering;

/// <summary>Atom (RFC 4287), with tombstones (RFC 6721) for what was retracted.</summary>
internal static class AtomWriter
{
    public static byte[] Write(FeedDocument feed) => FeedWriter.Xml(xml =>
    {
        xml.WriteStartElement("feed", XmlNames.Atom);
        xml.WriteAttributeString("xmlns", "at", null, XmlNames.Tombstones);
        xml.WriteAttributeString("xml", "lang", null, feed.Language);
        xml.Text("id", feed.Id);
        xml.Text("title", feed.Title);
        xml.Text("subtitle", feed.Description);
        xml.Text("updated", FeedWriter.Rfc3339(feed.Updated));
        Author(xml, feed.Publisher);
        xml.Empty("link", ("rel", "self"), ("type", FeedMediaTypes.Of(FeedFormat.Atom)), ("href", feed.SelfUrl));
        xml.Empty("link", ("rel", "alternate"), ("type", "text/html"), ("href", feed.HomeUrl));
        xml.Text("generator", "Syndication");
        foreach (var entry in feed.Entries)
        {
            if (entry.Retraction is { } retraction)
            {
                Tombstone(xml, entry, retraction);
            }
            else
            {
                Entry(xml, entry);
            }
        }

        xml.WriteEndElement();
    });

    private static void Entry(XmlWriter xml, FeedEntry entry)
    {
        xml.WriteStartElement("entry");
        xml.WriteAttributeString("xml", "lang", null, entry.Language);
        xml.Text("id", entry.Id);
        xml.Text("title", entry.Title);
        if (entry.Published is { } published)
        {
            xml.Text("published", FeedWriter.Rfc3339(published));
        }

        xml.Text("updated", FeedWriter.Rfc3339(entry.Updated));
        if (entry.Author is { } author)
        {
            Author(xml, author);
        }

        xml.Empty("link", ("rel", "alternate"), ("type", "text/html"), ("hreflang", entry.Language), ("href", entry.Link));
        foreach (var link in entry.Alternates)
        {
            xml.Empty("link", ("rel", "alternate"), ("type", "text/html"), ("hreflang", link.Language), ("href", link.Url));
        }

        foreach (var attachment in entry.Attachments)
        {
            Enclosure(xml, attachment);
        }

        foreach (var category in entry.Categories)
        {
            xml.Empty("category", ("term", category.Term), ("scheme", category.Scheme), ("label", category.Label));
        }

        xml.Text("rights", entry.Rights);
        xml.Text("summary", entry.Summary);
        xml.WriteStartElement("content");
        xml.WriteAttributeString("type", "html");
        xml.WriteString(BlockHtml.Render(entry.Content));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    // Other than in RSS and JSON, the entry itself must go: both under one id would be two answers.
    private static void Tombstone(XmlWriter xml, FeedEntry entry, Retraction retraction)
    {
        xml.WriteStartElement("deleted-entry", XmlNames.Tombstones);
        xml.WriteAttributeString("ref", entry.Id);
        xml.WriteAttributeString("when", FeedWriter.Rfc3339(retraction.At));
        xml.WriteAttributeString("xml", "lang", null, entry.Language);
        xml.WriteElementString("comment", XmlNames.Tombstones, XmlText.Clean(entry.Summary is { } notice ? $"{entry.Title}. {notice}" : entry.Title));
        xml.Empty("link", ("rel", "alternate"), ("type", "text/html"), ("href", entry.Link));
        xml.WriteEndElement();
    }

    private static void Enclosure(XmlWriter xml, Attachment attachment) => xml.Empty(
        "link",
        ("rel", "enclosure"),
        ("type", attachment.MediaType),
        ("length", attachment.Length?.ToString(CultureInfo.InvariantCulture)),
        ("hreflang", attachment.Language),
        ("title", attachment.Description),
        ("href", attachment.Url));

    private static void Author(XmlWriter xml, string name)
    {
        xml.WriteStartElement("author");
        xml.Text("name", name);
        xml.WriteEndElement();
    }
}
