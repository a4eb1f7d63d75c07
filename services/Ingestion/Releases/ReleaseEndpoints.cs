using System.Net.Http.Headers;
using System.Text;
using Syndication.Contracts;
using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;
using Syndication.Ingestion.Extraction;
using Syndication.Ingestion.Held;
using Syndication.Ingestion.Quarantine;
using Syndication.Ingestion.Reading;
using Syndication.Ingestion.ReleaseLog;
using Syndication.Text;

namespace Syndication.Ingestion.Releases;

/// <summary><c>/api/releases</c>: published, read, changed, retracted.</summary>
internal static class ReleaseEndpoints
{
    public static void MapReleases(this IEndpointRouteBuilder endpoints)
    {
        var releases = endpoints.MapGroup("/api/releases").WithTags("Releases");
        releases.MapPost("", PostAsync).RequireScope(Scopes.Ingest);
        releases.MapGet("", ReleaseList.AnswerAsync);
        releases.MapGet("{id}", GetAsync);
        releases.MapPut("{id:guid}", PutAsync).RequireScope(Scopes.Desk);
        releases.MapPost("{id:guid}/retraction", RetractAsync).RequireScope(Scopes.Desk);
        releases.MapDelete("{id:guid}/retraction", ReinstateAsync).RequireScope(Scopes.Desk);
    }

    /// <summary>Who asks: the key, and the Idempotency-Key under it.</summary>
    public static Caller CallerOf(HttpRequest request, string via, byte[] body)
    {
        var user = request.HttpContext.User;
        var key = request.Headers["Idempotency-Key"].ToString();
        return new Caller(
            user.Actor(),
            via,
            key.Length == 0 ? null : Drafting.HashOf(Encoding.UTF8.GetBytes($"{user.KeyId()}\n{key}")),
            Drafting.HashOf([.. Encoding.UTF8.GetBytes($"{request.Method} {request.Path}\n"), .. body]))
        { User = user };
    }

    /// <summary>What is wrong with the request's Idempotency-Key, if anything.</summary>
    public static IResult? CheckIdempotencyKey(HttpRequest request) =>
        request.Headers["Idempotency-Key"] is { Count: > 0 } keys && (keys.Count > 1 || keys.ToString().Length is 0 or > 255)
            ? Problems.Of(StatusCodes.Status400BadRequest, "Give one Idempotency-Key of 1 to 255 characters.")
            : null;

    /// <summary>With what the text tells where the caller left it out.</summary>
    public static Submission Completed(Submission submission, Faults faults)
    {
        if (faults.Any)
        {
            return submission;
        }

        var draft = Enrichment.Complete(submission.Draft);
        if (draft.Language is null)
        {
            faults.Add("$.language", "The text does not tell its language: give it, such as fr.");
        }

        return submission with { Draft = draft };
    }

    private static async Task<IResult> PostAsync(HttpRequest request, Publisher publisher, CancellationToken cancellationToken)
    {
        if (CheckIdempotencyKey(request) is { } wrongKey)
        {
            return wrongKey;
        }

        var (document, content, problem) = await RequestBody.ReadJsonAsync(request, cancellationToken);
        using (document)
        {
            if (document is null)
            {
                return problem!;
            }

            var faults = new Faults();
            var submission = Completed(ReleaseReader.Read(document.RootElement, isUpdate: false, faults), faults);
            if (faults.Any)
            {
                return Problems.OfFields(faults.ToDictionary());
            }

            submission = submission with { Source = submission.Source ?? request.HttpContext.User.OnlySource() };
            return request.HttpContext.User.MayWrite(submission.Source)
                ? Answers.Of(await publisher.SubmitAsync(submission, CallerOf(request, Via.Api, content), cancellationToken), document.RootElement.Clone())
                : Problems.Of(StatusCodes.Status403Forbidden, $"Your key may not write releases of the source \"{submission.Source}\".");
        }
    }

    private static async Task<IResult> GetAsync(
        string id,
        string? lang,
        HttpContext context,
        LogStore log,
        HeldStore held,
        QuarantineStore quarantine,
        CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id, out var release))
        {
            return Answers.Unknown();
        }

        var current = await log.CurrentAsync(release, cancellationToken);
        var isDesk = context.User.HasScope(Scopes.Desk);
        if (current is null)
        {
            return isDesk ? await UnpublishedAsync(release, held, quarantine, cancellationToken) : Answers.Unknown();
        }

        var original = current.Fact.Release;
        switch (original.Retraction?.Kind)
        {
            case RetractionKind.Kill when !isDesk:
                return Problems.Of(StatusCodes.Status410Gone, original.Retraction.Notice ?? "This release was taken back for good.");
            case RetractionKind.Redirect when !isDesk:
                // A 308 that says nothing is kept for ever (RFC 9110 section 15.4.9), and this one may be taken back.
                context.Response.Headers.CacheControl = "no-cache";
                return TypedResults.Redirect($"/api/releases/{original.Retraction.RedirectTo}", permanent: true, preserveMethod: true);
        }

        if (lang is null || lang == original.Language)
        {
            return Answers.Of(original);
        }

        return await log.CurrentAsync(release, cancellationToken, lang) is { } translation
            && (isDesk || translation.Fact.Release.Translation?.State != TranslationState.Withdrawn)
            ? Answers.Of(TranslationStanding.Beside(original, translation.Fact.Release) with { Retraction = original.Retraction })
            : Problems.Of(StatusCodes.Status404NotFound, $"This release has no text in \"{lang}\".");
    }

    private static async Task<IResult> PutAsync(Guid id, HttpRequest request, Publisher publisher, CancellationToken cancellationToken)
    {
        if (CheckIdempotencyKey(request) is { } wrongKey)
        {
            return wrongKey;
        }

        if (VersionOf(request, out var version) is { } wrongVersion)
        {
            return wrongVersion;
        }

        if (version is null)
        {
            return Problems.Of(StatusCodes.Status428PreconditionRequired, "Say which version you edited: If-Match: \"{version}\".");
        }

        var (document, content, problem) = await RequestBody.ReadJsonAsync(request, cancellationToken);
        using (document)
        {
            if (document is null)
            {
                return problem!;
            }

            var faults = new Faults();
            var submission = Completed(ReleaseReader.Read(document.RootElement, isUpdate: true, faults), faults);
            return faults.Any
                ? Problems.OfFields(faults.ToDictionary())
                : Answers.Of(
                    await publisher.UpdateAsync(id, version.Value, submission, CallerOf(request, Via.Desk, content), cancellationToken),
                    document.RootElement.Clone());
        }
    }

    private static async Task<IResult> RetractAsync(Guid id, HttpRequest request, Publisher publisher, LogStore log, CancellationToken cancellationToken)
    {
        if (CheckIdempotencyKey(request) is { } wrongKey)
        {
            return wrongKey;
        }

        if (VersionOf(request, out var version) is { } wrongVersion)
        {
            return wrongVersion;
        }

        var (document, content, problem) = await RequestBody.ReadJsonAsync(request, cancellationToken);
        using (document)
        {
            if (document is null)
            {
                return problem!;
            }

            var faults = new Faults();
            var retraction = RetractionReader.Read(document.RootElement, faults);
            if (retraction?.RedirectTo is { } target && (target == id || await log.CurrentAsync(target, cancellationToken) is not { Fact.Release.Retraction: null }))
            {
                faults.Add("$.redirectTo", "This has to be another release that is published.");
            }

            return faults.Any
                ? Problems.OfFields(faults.ToDictionary())
                : Answers.Of(await publisher.RetractAsync(id, version, retraction!, CallerOf(request, Via.Desk, content), cancellationToken), document.RootElement.Clone());
        }
    }

    private static async Task<IResult> ReinstateAsync(Guid id, HttpRequest request, Publisher publisher, CancellationToken cancellationToken)
    {
        if (CheckIdempotencyKey(request) is { } wrongKey)
        {
            return wrongKey;
        }

        return VersionOf(request, out var version) is { } wrongVersion
            ? wrongVersion
            : Answers.Of(await publisher.ReinstateAsync(id, version, CallerOf(request, Via.Desk, []), cancellationToken));
    }

    private static async Task<IResult> UnpublishedAsync(Guid release, HeldStore held, QuarantineStore quarantine, CancellationToken cancellationToken)
    {
        if (await held.FindAsync(release, cancellationToken) is { } waiting)
        {
            return Answers.Of(waiting, StatusCodes.Status200OK);
        }

        return await quarantine.FindByReleaseAsync(release, cancellationToken) is { } page
            ? Answers.Of(page, StatusCodes.Status200OK)
            : Answers.Unknown();
    }

    /// <summary>The version in If-Match; a problem where it is none.</summary>
    private static IResult? VersionOf(HttpRequest request, out int? version)
    {
        version = null;
        var header = request.Headers.IfMatch.ToString();
        if (header.Length == 0)
        {
            return null;
        }

        if (EntityTagHeaderValue.TryParse(header, out var tag) && int.TryParse(tag.Tag.Trim('"'), out var number))
        {
            version = number;
            return null;
        }

        return Problems.Of(StatusCodes.Status400BadRequest, "If-Match has to be one version in quotes, such as \"3\".");
    }
}
