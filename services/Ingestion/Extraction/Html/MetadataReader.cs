using System.Globalization;
using System.Text.Json;
using AngleSharp.Dom;
using Syndication.Contracts;
using Syndication.Text;

namespace Syndication.Ingestion.Extraction.Html;

/// <summary>JSON-LD, OpenGraph, Dublin Core, <c>time</c>, <c>hreflang</c>, the canonical link and the page's language.</summary>
internal static class MetadataReader
{
    private const int MostAlternates = 50;
    private const int LongestText = 500;

    public static PageMetadata Read(IDocument document, Uri? url)
    {
        var article = JsonLd(document);
        var names = Named(document);
        var canonical = Link(document.QuerySelector("link[rel~='canonical']")?.GetAttribute("href") ?? names.GetValueOrDefault("og:url"), url);
        var language = document.DocumentElement.GetAttribute("lang")
            ?? article?.Language ?? names.GetValueOrDefault("og:locale") ?? names.GetValueOrDefault("dc.language") ?? names.GetValueOrDefault("content-language");
        return new PageMetadata
        {
            Title = article?.Headline ?? names.GetValueOrDefault("og:title") ?? names.GetValueOrDefault("dc.title") ?? Text(document.Title),
            SiteName = names.GetValueOrDefault("og:site_name") ?? article?.Publisher,
            Language = language,
            Description = names.GetValueOrDefault("og:description") ?? names.GetValueOrDefault("description"),
            PublishedAt = Instant(names.GetValueOrDefault("article:published_time"))
                ?? Instant(article?.PublishedAt)
                ?? Instant(names.GetValueOrDefault("dc.date.issued")) ?? Instant(names.GetValueOrDefault("dcterms.issued")) ?? Instant(names.GetValueOrDefault("dcterms.date"))
                ?? Instant(names.GetValueOrDefault("dc.date")) ?? Instant(names.GetValueOrDefault("datepublished"))
                ?? Instant(document.QuerySelector("time[itemprop='datePublished'], time[pubdate], article time[datetime], main time[datetime]")?.GetAttribute("datetime")),
            CanonicalUrl = canonical?.AbsoluteUri,
            Rights = names.GetValueOrDefault("dc.rights") ?? names.GetValueOrDefault("dcterms.rights") ?? names.GetValueOrDefault("copyright"),
            Type = article?.Type ?? names.GetValueOrDefault("og:type"),
            Alternates = Alternates(document, url, language),
        };
    }

    private static Dictionary<string, string> Named(IDocument document)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var meta in document.QuerySelectorAll("meta[content]"))
        {
            var name = meta.GetAttribute("property") ?? meta.GetAttribute("name") ?? meta.GetAttribute("itemprop") ?? meta.GetAttribute("http-equiv");
            if (name is not null && Text(meta.GetAttribute("content")) is { } content)
            {
                names.TryAdd(name, content);
            }
        }

        return names;
    }

    private static LanguageVersion[] Alternates(IDocument document, Uri? url, string? own) =>
    [
        .. document.QuerySelectorAll("link[rel~='alternate'][hreflang]")
            .Select(link => (Language: LanguageDetector.Tag(link.GetAttribute("hreflang")), Url: Link(link.GetAttribute("href"), url)))
            .Where(link => link is { Language: not null, Url: not null } && link.Language != LanguageDetector.Tag(own))
            .DistinctBy(link => link.Language)
            .Take(MostAlternates)
            .Select(link => new LanguageVersion(link.Language!, link.Url!.AbsoluteUri)),
    ];

    private static Article? JsonLd(IDocument document)
    {
        foreach (var script in document.QuerySelectorAll("script[type='application/ld+json']"))
        {
            try
            {
                using var json = JsonDocument.Parse(script.TextContent, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
                if (Find(json.RootElement) is { } article)
                {
                    return article;
                }
            }
            catch (JsonException)
            {
                // Many sites' JSON-LD is broken; what it says is said elsewhere too.
            }
        }

        return null;
    }

    private static Article? Find(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Select(Find).FirstOrDefault(found => found is not null),
        JsonValueKind.Object when Type(element) is { } type && (type.EndsWith("Article", StringComparison.Ordinal) || type is "PressRelease" or "BlogPosting" or "Report") => new Article(
            type,
            String(element, "headline"),
            String(element, "datePublished"),
            String(element, "inLanguage"),
            element.TryGetProperty("publisher", out var publisher) && publisher.ValueKind == JsonValueKind.Object ? String(publisher, "name") : null),
        JsonValueKind.Object when element.TryGetProperty("@graph", out var graph) => Find(graph),
        JsonValueKind.Object when element.TryGetProperty("mainEntity", out var entity) => Find(entity),
        _ => null,
    };

    private static string? Type(JsonElement element) => element.TryGetProperty("@type", out var type)
        ? type.ValueKind switch
        {
            JsonValueKind.String => type.GetString(),
            JsonValueKind.Array => type.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()).FirstOrDefault(),
            _ => null,
        }
        : null;

    private static string? String(JsonElement element, string name)
    {
        try
        {
            return element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? Text(value.GetString()) : null;
        }
        catch (InvalidOperationException)
        {
            // An escaped lone surrogate is valid JSON and no text.
            return null;
        }
    }

    private static string? Text(string? value) =>
        LineShape.Folded(XmlText.Clean(value ?? "").Replace('\n', ' ')) is { Length: > 0 and <= LongestText } text ? text : null;

    private static Uri? Link(string? value, Uri? url)
    {
        var made = url is not null
            ? Uri.TryCreate(url, value ?? "", out var resolved) && value is not null ? resolved : null
            : Uri.TryCreate(value, UriKind.Absolute, out var absolute) ? absolute : null;
        return made is { Scheme: "http" or "https" } ? made : null;
    }

    /// <summary>Only what starts with a whole date; a year that no release can have is a template's default.</summary>
    private static DateTimeOffset? Instant(string? value) =>
        value is { Length: >= 10 } && char.IsAsciiDigit(value[0]) && value[4] == '-'
        && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
        && instant.Year is > 1980 and < 2200
            ? instant
            : null;

    private sealed record Article(string? Type, string? Headline, string? PublishedAt, string? Language, string? Publisher);
}
