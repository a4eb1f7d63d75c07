using System.Globalization;
using System.Text;
using System.Xml;
using Syndication.Feeds.Selecting;
using XmlText = Syndication.Text.XmlText;

namespace Syndication.Feeds.Rendering;

/// <summary>Feeds as bytes, and what the three formats share.</summary>
internal static class FeedWriter
{
    public static byte[] Write(FeedDocument feed, FeedFormat format) => format switch
    {
        FeedFormat.Rss => RssWriter.Write(feed),
        FeedFormat.Atom => AtomWriter.Write(feed),
        _ => JsonFeedWriter.Write(feed),
    };

    /// <summary>RFC 3339 in UTC, with as many digits as there are milliseconds.</summary>
    public static string Rfc3339(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>RFC 822 with a year of four digits, in GMT.</summary>
    public static string Rfc822(DateTimeOffset at) => at.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);

    public static byte[] Xml(Action<XmlWriter> write)
    {
        using var bytes = new MemoryStream();
        // Entitize: a carriage return would be read back as a line feed.
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize, Indent = false };
        using (var xml = XmlWriter.Create(bytes, settings))
        {
            xml.WriteStartDocument();
            write(xml);
            xml.WriteEndDocument();
        }

        return bytes.ToArray();
    }

    /// <summary>An element with text; nothing where there is none.</summary>
    public static void Text(this XmlWriter xml, string name, string? text)
    {
        if (text is not null)
        {
            xml.WriteElementString(name, XmlText.Clean(text));
        }
    }

    /// <summary>An attribute; nothing where there is no value.</summary>
    public static void Attribute(this XmlWriter xml, string name, string? value)
    {
        if (value is not null)
        {
            xml.WriteAttributeString(name, XmlText.Clean(value));
        }
    }

    /// <summary>An element of attributes alone, those without a value left out.</summary>
    public static void Empty(this XmlWriter xml, string name, params (string Name, string? Value)[] attributes)
    {
        xml.WriteStartElement(name);
        foreach (var (attribute, value) in attributes)
        {
            xml.Attribute(attribute, value);
        }

        xml.WriteEndElement();
    }
}
