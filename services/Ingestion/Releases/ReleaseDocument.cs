using System.Text.Json;
using System.Text.Json.Nodes;
using Syndication.Contracts;
using Syndication.Ingestion.Extraction;
using Syndication.Ingestion.Held;
using Syndication.Ingestion.Quarantine;
using Syndication.Text;

namespace Syndication.Ingestion.Releases;

/// <summary>The document that the API answers: the release, what it is and where it stands, and its body three ways.</summary>
internal static class ReleaseDocument
{
    public static JsonObject Of(Release release, bool withBody = true) => ReleaseJson.Of(release, withBody);

    /// <summary>For the desk: it is published when its time comes.</summary>
    public static JsonObject Of(HeldRelease held, bool withBody = true)
    {
        var document = Of(held.Submission, held.Id, "held", withBody);
        document["version"] = held.Stamp;
        document["publishAt"] = JsonSerializer.SerializeToNode(held.Submission.PublishAt, SyndicationJson.Options);
        document["embargoUntil"] = JsonSerializer.SerializeToNode(held.Submission.EmbargoUntil, SyndicationJson.Options);
        return document;
    }

    /// <summary>For the desk: a person decides.</summary>
    public static JsonObject Of(QuarantinedPage page, bool withBody = true)
    {
        var document = Of(page.Submission, page.Release, "quarantined", withBody);
        document["quarantineId"] = page.Id;
        document["quarantinedAt"] = JsonSerializer.SerializeToNode(DateTimeOffset.FromUnixTimeMilliseconds(page.QuarantinedAt), SyndicationJson.Options);
        document["reasons"] = new JsonArray([.. page.Reasons.Select(reason => (JsonNode)reason)]);
        document["confidence"] = page.Confidence;
        document["embargoUntil"] = JsonSerializer.SerializeToNode(page.Submission.EmbargoUntil, SyndicationJson.Options);
        if (withBody)
        {
            document["pageText"] = page.PageText ?? page.BodyText;
        }

        if (withBody && document["bodyText"]?.GetValue<string>() is null or "")
        {
            document["bodyText"] = page.BodyText;
        }

        return document;
    }

    /// <summary>What extraction makes of a page, stored nowhere.</summary>
    public static JsonObject Of(ExtractedPage page, string? source)
    {
        var document = Of(new Submission { Draft = page.Draft, Source = source }, null, page.Reasons.Count == 0 ? "published" : "quarantined", withBody: true);
        document["reasons"] = new JsonArray([.. page.Reasons.Select(reason => (JsonNode)reason)]);
        document["confidence"] = page.Confidence;
        document["doubts"] = new JsonArray([.. page.Doubts.Select(doubt => (JsonNode)doubt)]);
        document["embargoUntil"] = JsonSerializer.SerializeToNode(page.EmbargoUntil, SyndicationJson.Options);
        if (document["bodyText"]?.GetValue<string>() is null or "")
        {
            document["bodyText"] = page.BodyText;
        }

        return document;
    }

    public static string StatusOf(Release release) => ReleaseJson.StatusOf(release);

    private static JsonObject Of(Submission submission, string? id, string status, bool withBody)
    {
        var document = AsObject(submission.Draft);
        if (id is not null)
        {
            document.Insert(0, "id", id);
        }

        document["source"] = submission.Source;
        document["status"] = status;
        if (withBody)
        {
            ReleaseJson.AddBody(document, submission.Draft.Body);
        }
        else
        {
            document.Remove("body");
        }

        return document;
    }

    private static JsonObject AsObject<T>(T value) => JsonSerializer.SerializeToNode(value, SyndicationJson.Options)!.AsObject();
}
