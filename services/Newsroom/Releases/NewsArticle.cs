using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Syndication.Contracts;
using Syndication.Hosting.Projection;
using Syndication.Newsroom.Site;

namespace Syndication.Newsroom.Releases;

/// <summary>A release as schema.org NewsArticle in JSON-LD.</summary>
internal static class NewsArticle
{
    // The default encoder's rules: "<", "&" and quotes never stand bare inside the script element.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string Write(ProjectedRelease row, Release edition, Brand brand, string publicUrl)
    {
        var original = row.Original!;
        var url = ReleaseLinks.CanonicalOf(row, edition, publicUrl);
        var article = new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "NewsArticle",
            ["@id"] = publicUrl + ReleaseLinks.PathOf(row, edition),
            ["url"] = url,
            ["mainEntityOfPage"] = url,
            ["identifier"] = $"urn:uuid:{row.Id}",
            ["headline"] = edition.Headline,
            ["alternativeHeadline"] = edition.Subheading,
            ["description"] = row.Retraction is null ? edition.Summary : null,
            ["inLanguage"] = edition.Language,
            ["datePublished"] = Instant(original.PublishedAt),
            ["dateModified"] = Instant(edition.UpdatedAt == default ? original.RecordedAt : edition.UpdatedAt),
            ["dateline"] = edition.Dateline?.Place,
            ["version"] = edition.Version,
            ["isAccessibleForFree"] = true,
            ["creativeWorkStatus"] = row.Retraction is null ? "Published" : "Withdrawn",
            ["copyrightNotice"] = row.Retraction is null ? edition.Rights : null,
            ["publisher"] = Publisher(brand, publicUrl),
            ["author"] = Author(edition, brand, publicUrl),
            ["keywords"] = Array(edition.Topics.Select(topic => JsonValue.Create(topic.Replace('-', ' ')))),
            ["contentLocation"] = Array(edition.Countries.Select(code => new JsonObject { ["@type"] = "Country", ["identifier"] = code })),
            ["mentions"] = Array(edition.Organisations.Select(Organisation)),
            ["image"] = Array(edition.Body.OfType<ImageBlock>().Select(image => ReleaseLinks.Web(image.Url)).OfType<string>().Select(image => JsonValue.Create(image))),
            ["correction"] = Array(ReleaseHistory.Corrections(row, edition).Select(Correction)),
        };
        AddVersions(article, row, edition, publicUrl);
        foreach (var empty in article.Where(pair => pair.Value is null).Select(pair => pair.Key).ToList())
        {
            article.Remove(empty);
        }

        return article.ToJsonString(Json);
    }

    private static void AddVersions(JsonObject article, ProjectedRelease row, Release edition, string publicUrl)
    {
        if (edition.Language != row.Original!.Language)
        {
            article["translationOfWork"] = new JsonObject { ["@type"] = "NewsArticle", ["@id"] = publicUrl + ReleaseLinks.PathOf(row, row.Original), ["inLanguage"] = row.Original.Language };
            return;
        }

        article["workTranslation"] = Array(row.Editions().Skip(1).Select(version => new JsonObject
        {
            ["@type"] = "NewsArticle",
            ["@id"] = publicUrl + ReleaseLinks.PathOf(row, version),
            ["inLanguage"] = version.Language,
        }));
    }

    private static JsonObject Publisher(Brand brand, string publicUrl)
    {
        var publisher = new JsonObject { ["@type"] = "Organization", ["name"] = brand.Name, ["url"] = publicUrl + "/" };
        if (brand.Logo is { } logo)
        {
            publisher["logo"] = new JsonObject { ["@type"] = "ImageObject", ["url"] = publicUrl + logo.Url };
        }

        return publisher;
    }

    private static JsonObject Author(Release edition, Brand brand, string publicUrl) =>
        string.IsNullOrWhiteSpace(edition.Office) ? Publisher(brand, publicUrl) : new JsonObject { ["@type"] = "Organization", ["name"] = edition.Office };

    private static JsonObject Organisation(Organisation organisation)
    {
        var node = new JsonObject { ["@type"] = "Organization", ["name"] = organisation.Name ?? organisation.Acronym };
        if (organisation is { Name: not null, Acronym: { } acronym })
        {
            node["alternateName"] = acronym;
        }

        return node;
    }

    private static JsonObject Correction(HistoryEntry entry) =>
        new() { ["@type"] = "CorrectionComment", ["text"] = entry.Note, ["datePublished"] = Instant(entry.At) };

    private static JsonArray? Array(IEnumerable<JsonNode?> nodes)
    {
        var array = new JsonArray([.. nodes]);
        return array.Count == 0 ? null : array;
    }

    private static string? Instant(DateTimeOffset? at) => at?.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
}
