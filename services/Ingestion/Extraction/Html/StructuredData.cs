using System.Text.Json;

namespace Syndication.Ingestion.Extraction.Html;

/// <summary>The article that a page describes in JSON-LD (schema.org).</summary>
internal sealed record StructuredData(string Type)
{
    private const int DeepestNesting = 4;

    public string? Headline { get; private init; }
    public string? PublishedAt { get; private init; }
    public string? Language { get; private init; }
    public string? Publisher { get; private init; }
    public string? Section { get; private init; }
    public string? Author { get; private init; }
    public string? Image { get; private init; }
    public string? ImageCaption { get; private init; }

    /// <summary>The text, where the page gives it.</summary>
    public string? Body { get; private init; }

    /// <summary>Null where the script is no JSON or describes no article.</summary>
    public static StructuredData? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return Find(document.RootElement, 0);
        }
        catch (JsonException)
        {
            // Many sites' JSON-LD is broken; what it says is said elsewhere too.
            return null;
        }
    }

    private static StructuredData? Find(JsonElement element, int depth) => element.ValueKind switch
    {
        _ when depth > DeepestNesting => null,
        JsonValueKind.Array => element.EnumerateArray().Select(item => Find(item, depth + 1)).FirstOrDefault(found => found is not null),
        JsonValueKind.Object when String(element, "@type") is { } type && IsArticle(type) => Of(type, element),
        JsonValueKind.Object when element.TryGetProperty("@graph", out var graph) => Find(graph, depth + 1),
        JsonValueKind.Object when element.TryGetProperty("mainEntity", out var entity) => Find(entity, depth + 1),
        _ => null,
    };

    private static bool IsArticle(string type) =>
        type.EndsWith("Article", StringComparison.Ordinal) || type is "PressRelease" or "BlogPosting" or "LiveBlogPosting" or "Report" or "SpecialAnnouncement";

    private static StructuredData Of(string type, JsonElement article) => new(type)
    {
        Headline = String(article, "headline"),
        PublishedAt = String(article, "datePublished"),
        Language = String(article, "inLanguage"),
        Publisher = Named(article, "publisher"),
        Section = String(article, "articleSection"),
        Author = Named(article, "author") ?? Named(article, "creator"),
        Image = Member(article, "image", "url") ?? String(article, "image"),
        ImageCaption = Member(article, "image", "caption") ?? Member(article, "image", "description"),
        Body = String(article, "articleBody"),
    };

    private static string? Named(JsonElement element, string name) => Member(element, name, "name") ?? (element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? null : String(element, name));

    private static string? Member(JsonElement element, string name, string member)
    {
        if (!element.TryGetProperty(name, out var value))
        {
            return null;
        }

        value = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 ? value[0] : value;
        return value.ValueKind == JsonValueKind.Object ? String(value, member) : null;
    }

    /// <summary>A string, or the first of several.</summary>
    private static string? String(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var value))
        {
            return null;
        }

        value = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 ? value[0] : value;
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // An escaped lone surrogate is valid JSON and no text.
            return null;
        }
    }
}
