using System.Text.Json;
using System.Text.Json.Nodes;
using Syndication.Contracts;
using Syndication.Text;
using Syndication.Translation.Jobs;
using Syndication.Translation.Translating;

namespace Syndication.Translation.Desk;

/// <summary>What the API answers of one translation: where it stands, and with its text sentence by sentence.</summary>
internal static class TranslationDocument
{
    /// <param name="original">Null in lists.</param>
    /// <param name="logged">The text that readers have.</param>
    public static JsonObject Of(TranslationJob job, TranslationPolicy policy, Release? original = null, Release? logged = null)
    {
        var text = job.Draft?.Text;
        var document = new JsonObject
        {
            ["release"] = job.Release,
            ["language"] = job.Language,
            ["sourceLanguage"] = job.SourceLanguage,
            ["state"] = Value(job.State),
            ["policy"] = Value(policy),
            ["reason"] = job.Reason,
            ["isHeld"] = job.IsHeld,
            ["sourceVersion"] = job.SourceVersion,
            ["headline"] = text?.Headline ?? logged?.Headline,
            ["changedAt"] = JsonSerializer.SerializeToNode(DateTimeOffset.FromUnixTimeMilliseconds(job.ChangedAt), SyndicationJson.Options),
            ["stamp"] = job.Stamp,
            ["published"] = Value(job.Published),
        };
        if (job.Draft is { } draft)
        {
            document["origin"] = Value(draft.Text.Origin);
            document["engine"] = draft.Text.Translation?.Engine;
            document["revision"] = draft.Text.Revision;
            document["sentences"] = draft.Segments.Count;
            document["failed"] = draft.Failed;
        }

        if (original is not null)
        {
            document["isStale"] = job.Published is { State: not TranslationState.Withdrawn } published && published.SourceVersion < TranslationStanding.TextVersion(original);
            document["original"] = Value(original);
            document["text"] = Value(job.Draft?.Text);
            document["logged"] = Value(logged);
            document["segments"] = new JsonArray([.. (job.Draft?.Segments ?? []).Select((segment, i) => (JsonNode)Segment(segment, i))]);
        }

        return document;
    }

    private static JsonObject Segment(TranslatedSegment segment, int index) => new JsonObject
    {
        ["index"] = index,
        ["source"] = SegmentMarkup.Write(segment.Source, segment.Source),
        ["target"] = SegmentMarkup.Write(segment.Target, segment.Source),
        ["from"] = Value(segment.From),
        ["findings"] = Value(segment.Findings),
    };

    private static JsonNode? Value<T>(T value) => value is TranslationPolicy policy
        ? JsonValue.Create(policy.ToString().ToLowerInvariant())
        : JsonSerializer.SerializeToNode(value, SyndicationJson.Options);
}
