using System.Text.Encodings.Web;
using System.Text.Json;
using Syndication.Contracts;
using Syndication.Text;

namespace Syndication.Feeds.Rendering;

/// <summary>JSON Feed 1.1; what it has no member for is under <c>_syndication</c>.</summary>
internal static class JsonFeedWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(FeedDocument feed)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            Text(json, "version", "https://jsonfeed.org/version/1.1");
            Text(json, "title", feed.Title);
            Text(json, "home_page_url", feed.HomeUrl);
            Text(json, "feed_url", feed.SelfUrl);
            Text(json, "description", feed.Description);
            Text(json, "language", feed.Language);
            Authors(json, feed.Publisher);
            json.WriteStartArray("items");
            foreach (var entry in feed.Entries)
            {
                Item(json, entry);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void Item(Utf8JsonWriter json, FeedEntry entry)
    {
        json.WriteStartObject();
        Text(json, "id", entry.Id);
        Text(json, "url", entry.Link);
        Text(json, "title", entry.Title);
        Text(json, "summary", entry.Summary);
        Text(json, "content_html", BlockHtml.Render(entry.Content));
        Text(json, "content_text", BlockText.Render(entry.Content));
        Text(json, "date_published", entry.Published is { } published ? FeedWriter.Rfc3339(published) : null);
        Text(json, "date_modified", FeedWriter.Rfc3339(entry.Updated));
        Text(json, "language", entry.Language);
        if (entry.Author is { } author)
        {
            Authors(json, author);
        }

        Tags(json, entry);
        Attachments(json, entry.Attachments);
        Extension(json, entry);
        json.WriteEndObject();
    }

    private static void Tags(Utf8JsonWriter json, FeedEntry entry)
    {
        json.WriteStartArray("tags");
        foreach (var category in entry.Categories.Where(category => category.Scheme != FeedVocabulary.Origin))
        {
            json.WriteStringValue(XmlText.Clean(category.Term));
        }

        json.WriteEndArray();
    }

    private static void Attachments(Utf8JsonWriter json, IReadOnlyList<Attachment> attachments)
    {
        if (attachments.Count == 0)
        {
            return;
        }

        json.WriteStartArray("attachments");
        foreach (var attachment in attachments)
        {
            json.WriteStartObject();
            Text(json, "url", attachment.Url);
            Text(json, "mime_type", attachment.MediaType);
            Text(json, "title", attachment.Description);
            if (attachment.Length is { } length)
            {
                json.WriteNumber("size_in_bytes", length);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Extension(Utf8JsonWriter json, FeedEntry entry)
    {
        json.WriteStartObject("_syndication");
        Text(json, "release", entry.ReleaseId);
        json.WriteNumber("version", entry.Version);
        Text(json, "origin", FeedVocabulary.OriginTerm(entry.Origin));
        Text(json, "status", entry.Retraction?.Kind switch
        {
            null => "published",
            RetractionKind.Kill => "killed",
            RetractionKind.Redirect => "redirected",
            _ => "withdrawn",
        });
        Text(json, "rights", entry.Rights);
        if (entry.Alternates.Count > 0)
        {
            json.WriteStartArray("languages");
            foreach (var link in entry.Alternates)
            {
                json.WriteStartObject();
                Text(json, "language", link.Language);
                Text(json, "url", link.Url);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Authors(Utf8JsonWriter json, string name)
    {
        json.WriteStartArray("authors");
        json.WriteStartObject();
        Text(json, "name", name);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, XmlText.Clean(text));
        }
    }
}
