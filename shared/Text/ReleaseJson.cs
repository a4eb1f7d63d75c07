using System.Text.Json;
using System.Text.Json.Nodes;
using Syndication.Contracts;

namespace Syndication.Text;

/// <summary>A published release as the API answers it and webhooks carry it: what it is, where it stands, and its body three ways.</summary>
public static class ReleaseJson
{
    /// <summary>The document of one language version.</summary>
    public static JsonObject Of(Release release, bool withBody = true)
    {
        ArgumentNullException.ThrowIfNull(release);
        var document = JsonSerializer.SerializeToNode(release, SyndicationJson.Options)!.AsObject();
        document["status"] = StatusOf(release);
        if (TranslationStanding.Notice(release) is { } notice)
        {
            document["notice"] = notice;
            document["originalUrl"] = PathOf(release.Id);
        }

        if (withBody)
        {
            AddBody(document, release.Body);
        }
        else
        {
            document.Remove("body");
        }

        return document;
    }

    /// <summary>The body as HTML of <see cref="BlockHtml"/> and as text, beside its blocks.</summary>
    public static void AddBody(JsonObject document, IReadOnlyList<Block> body)
    {
        ArgumentNullException.ThrowIfNull(document);
        document["bodyHtml"] = BlockHtml.Render(body);
        document["bodyText"] = BlockText.RenderText(body);
    }

    /// <summary>"published", "withdrawn", "killed" or "redirected".</summary>
    public static string StatusOf(Release release)
    {
        ArgumentNullException.ThrowIfNull(release);
        return release.Retraction?.Kind switch
        {
            null => "published",
            RetractionKind.Kill => "killed",
            RetractionKind.Redirect => "redirected",
            _ => "withdrawn",
        };
    }

    /// <summary>Where the API answers it, below the installation's URL.</summary>
    /// <param name="language">Null for the original.</param>
    public static string PathOf(Guid release, string? language = null) => $"/api/releases/{release}" + (language is null ? "" : $"?lang={language}");
}
