using System.Text.Json;
using System.Text.Json.Nodes;
using Syndication.Contracts;
using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;
using Syndication.Ingestion.Reading;
using Syndication.Ingestion.Releases;

namespace Syndication.Ingestion.Quarantine;

/// <summary><c>/api/quarantine</c>: what waits for a person; scope "desk".</summary>
internal static class QuarantineEndpoints
{
    public static void MapQuarantine(this IEndpointRouteBuilder endpoints)
    {
        var quarantine = endpoints.MapGroup("/api/quarantine").RequireScope(Scopes.Desk).WithTags("Quarantine");
        quarantine.MapGet("", ListAsync);
        quarantine.MapGet("{id}", GetAsync);
        quarantine.MapPost("{id}/accept", AcceptAsync);
        quarantine.MapDelete("{id}", DiscardAsync);
        quarantine.MapPost("{id}/discard", DiscardAsync);
    }

    private static async Task<IResult> ListAsync(QuarantineStore quarantine, string? after, CancellationToken cancellationToken, int pageSize = 20)
    {
        var page = await quarantine.ListAsync(Math.Clamp(pageSize, 1, 200), after, cancellationToken);
        return TypedResults.Ok(new
        {
            Items = page.Items.Select(item => ReleaseDocument.Of(item, withBody: false)),
            page.Next,
            Total = await quarantine.CountAsync(cancellationToken),
        });
    }

    private static async Task<IResult> GetAsync(string id, QuarantineStore quarantine, CancellationToken cancellationToken) =>
        await quarantine.FindAsync(id, cancellationToken) is { } page
            ? Answers.Of(page, StatusCodes.Status200OK)
            : Missing(id);

    /// <summary>
    /// Without a body the page is accepted as it is; with one, that document is what is published, and <c>notify</c> in it
    /// overrides what would be silent.
    /// </summary>
    private static async Task<IResult> AcceptAsync(
        string id,
        HttpRequest request,
        QuarantineStore quarantine,
        Acceptance acceptance,
        CancellationToken cancellationToken)
    {
        if (await quarantine.FindAsync(id, cancellationToken) is not { } page)
        {
            return Missing(id);
        }

        var submission = page.Submission;
        var faults = new Faults();
        if (request.HasBody())
        {
            var (document, _, problem) = await RequestBody.ReadJsonAsync(request, cancellationToken);
            using (document)
            {
                if (document is null)
                {
                    return problem!;
                }

                submission = Corrected(page.Submission, document.RootElement, faults);
            }
        }

        if (submission.Draft.Headline is null || submission.Draft.Body.Count == 0)
        {
            faults.Add("$", "A release needs a headline and a body: send them as the corrected document.");
        }

        submission = ReleaseEndpoints.Completed(submission, faults);
        return faults.Any
            ? Problems.OfFields(faults.ToDictionary())
            : Answers.Of(await acceptance.AcceptAsync(page, submission, request.HttpContext.User, cancellationToken));
    }

    private static async Task<IResult> DiscardAsync(string id, HttpContext context, Acceptance acceptance, CancellationToken cancellationToken) =>
        await acceptance.DiscardAsync(id, context.User, cancellationToken) switch
        {
            Outcome.Unknown => Missing(id),
            var outcome => Answers.Of(outcome),
        };

    /// <summary>The fields that were sent replace those that extraction found; the others stay, an embargo too until its time is sent.</summary>
    private static Submission Corrected(Submission extracted, JsonElement corrections, Faults faults)
    {
        if (corrections.ValueKind != JsonValueKind.Object)
        {
            faults.Add("$", "This has to be an object: the fields to correct.");
            return extracted;
        }

        var merged = JsonSerializer.SerializeToNode(extracted.Draft, SyndicationJson.Options)!.AsObject();
        merged.Remove("publishedAtSource");
        foreach (var computed in merged.Where(member => member.Value is JsonArray { Count: 0 } && member.Key != "body").Select(member => member.Key).ToList())
        {
            merged.Remove(computed);
        }

        foreach (var member in corrections.EnumerateObject())
        {
            if (member.Name is "body" or "bodyHtml" or "bodyText")
            {
                merged.Remove("body");
            }

            merged[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        }

        if (extracted.Source is { } source && !merged.ContainsKey("source"))
        {
            merged["source"] = source;
        }

        var read = ReleaseReader.Read(JsonSerializer.SerializeToElement(merged), isUpdate: false, faults);

        // Who corrects a headline has not said that an embargo is over.
        var isTimeCorrected = corrections.TryGetProperty("publishAt", out _) || corrections.TryGetProperty("embargoUntil", out _);
        var isDateCorrected = corrections.TryGetProperty("publishedAt", out _);
        return read with
        {
            EmbargoUntil = isTimeCorrected ? read.EmbargoUntil : extracted.EmbargoUntil,
            Draft = read.Draft with
            {
                PublishedAtSource = isDateCorrected ? read.Draft.PublishedAtSource : extracted.Draft.PublishedAtSource,
            },
        };
    }

    private static IResult Missing(string id) => Problems.Of(StatusCodes.Status404NotFound, $"Nothing waits in quarantine under {id}.");
}
