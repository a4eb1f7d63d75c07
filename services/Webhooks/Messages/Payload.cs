using System.Text.Json;
using System.Text.Json.Nodes;
using Syndication.Contracts;
using Syndication.Text;
using Syndication.Webhooks.Planning;

namespace Syndication.Webhooks.Messages;

/// <summary>The body of a webhook, as <c>payload.schema.json</c> describes it.</summary>
internal static class Payload
{
    /// <summary>Octets of a payload with the release in it; above, it goes without, because receivers refuse what is larger.</summary>
    public const int MaxFull = 1_000_000;

    /// <summary>An event with the release in it, and the same with its address alone.</summary>
    /// <param name="publicUrl">Of the installation, without a trailing slash.</param>
    public static (string Full, string Thin) Of(ReleaseEvent happened, string publicUrl)
    {
        var thin = Write(happened.Type, happened.At, Data(happened, publicUrl));
        if (happened.Edition is { Retraction: not null } or { Translation.State: TranslationState.Withdrawn })
        {
            // What was taken back is carried no further.
            return (thin, thin);
        }

        var data = Data(happened, publicUrl);
        data["release"] = Release(happened.Edition, publicUrl);
        var full = Write(happened.Type, happened.At, data);
        if (System.Text.Encoding.UTF8.GetByteCount(full) <= MaxFull)
        {
            return (full, thin);
        }

        var cut = Data(happened, publicUrl);
        cut["isTooLarge"] = true;
        return (Write(happened.Type, happened.At, cut), thin);
    }

    /// <summary>An event of an endpoint itself.</summary>
    public static string OfEndpoint(string type, DateTimeOffset at, JsonObject data) => Write(type, at, data);

    private static JsonObject Data(ReleaseEvent happened, string publicUrl)
    {
        var edition = happened.Edition;
        var language = happened.IsTranslation ? edition.Language : null;
        var data = new JsonObject
        {
            ["id"] = edition.Id.ToString(),
            ["version"] = happened.Version,
            ["revision"] = edition.Revision,
            ["language"] = edition.Language,
            ["languages"] = new JsonArray([.. happened.Languages.Select(name => (JsonNode)name)]),
            ["origin"] = Node(edition.Origin),
            ["status"] = ReleaseJson.StatusOf(edition),
            ["significance"] = Node(happened.Change?.Significance ?? Significance.Initial),
            ["changeNote"] = edition.Retraction is null ? happened.Change?.Note : null,
            ["translation"] = Node(edition.Translation),
            ["retraction"] = Node(edition.Retraction),
            ["headline"] = edition.Retraction?.Kind == RetractionKind.Kill || edition.Translation?.State == TranslationState.Withdrawn ? null : edition.Headline,
            ["url"] = edition.CanonicalUrl is { Length: > 0 } canonical ? canonical : $"{publicUrl}/releases/{edition.Id}" + (language is null ? "" : $"?lang={language}"),
            ["apiUrl"] = publicUrl + ReleaseJson.PathOf(edition.Id, language),
            ["isBackfill"] = happened.IsBackfill,
        };
        foreach (var name in data.Where(member => member.Value is null).Select(member => member.Key).ToList())
        {
            data.Remove(name);
        }

        return data;
    }

    private static JsonObject Release(Release edition, string publicUrl)
    {
        var release = ReleaseJson.Of(edition);
        if (release["originalUrl"] is not null)
        {
            release["originalUrl"] = publicUrl + ReleaseJson.PathOf(edition.Id);
        }

        return release;
    }

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, SyndicationJson.Options);

    private static string Write(string type, DateTimeOffset at, JsonObject data) =>
        new JsonObject { ["type"] = type, ["timestamp"] = Node(at.ToUniversalTime()), ["data"] = data }.ToJsonString(SyndicationJson.Options);
}
