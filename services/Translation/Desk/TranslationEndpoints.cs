using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;
using Syndication.Translation.Engines;
using Syndication.Translation.Jobs;

namespace Syndication.Translation.Desk;

/// <summary>
/// <c>/api/translations</c>: what is translated and what waits; approved, written by a person, held, withdrawn. Changes may
/// name the <c>stamp</c> that they were made from in If-Match.
/// </summary>
internal static class TranslationEndpoints
{
    private const int MaxBody = 1024 * 1024;
    private static readonly string[] States = ["waiting", "held", "publishing", "published", "unavailable", "settled"];

    public static void MapTranslations(this IEndpointRouteBuilder endpoints)
    {
        var translations = endpoints.MapGroup("/api/translations").WithTags("Translations").RequireScope(Scopes.Desk);
        translations.MapGet("", ListAsync);
        translations.MapGet("pairs", PairsAsync);
        translations.MapGet("{release:guid}/{language}", GetAsync);
        translations.MapPut("{release:guid}/{language}", PutAsync);
        translations.MapPost("{release:guid}/{language}/approval", ApproveAsync);
        translations.MapPost("{release:guid}/{language}/hold", HoldAsync);
        translations.MapDelete("{release:guid}/{language}/hold", LiftAsync);
        translations.MapPost("{release:guid}/{language}/withdrawal", (Guid release, string language, HttpRequest request, DeskActions desk, IOptions<TranslationOptions> options, CancellationToken cancellationToken) =>
            WithdrawAsync(release, language, isBack: false, request, desk, options, cancellationToken));
        translations.MapDelete("{release:guid}/{language}/withdrawal", (Guid release, string language, HttpRequest request, DeskActions desk, IOptions<TranslationOptions> options, CancellationToken cancellationToken) =>
            WithdrawAsync(release, language, isBack: true, request, desk, options, cancellationToken));
    }

    private static async Task<IResult> ListAsync(
        string? state,
        string? lang,
        string? release,
        string? after,
        string? pageSize,
        JobStore jobs,
        DeskActions desk,
        IOptions<TranslationOptions> options,
        CancellationToken cancellationToken)
    {
        if (state is not null && !States.Contains(state))
        {
            return Problems.Of(StatusCodes.Status404NotFound, $"There is no state \"{state}\"; there are {string.Join(", ", States)}.");
        }

        var size = 20;
        if (pageSize is not null && (!int.TryParse(pageSize, out size) || size is < 1 or > 200))
        {
            return Problems.OfFields(new Dictionary<string, string[]> { ["pageSize"] = ["This has to be a number from 1 to 200."] });
        }

        if (release is not null)
        {
            var items = Guid.TryParse(release, out var id) ? await jobs.OfReleaseAsync(id.ToString(), cancellationToken) : [];
            return await AnswerAsync(items.Where(job => lang is null || job.Language == lang), null, desk, options.Value, cancellationToken);
        }

        var page = await jobs.ListAsync(state, lang, size, after, cancellationToken);
        return await AnswerAsync(page.Items, page.Next, desk, options.Value, cancellationToken);
    }

    private static async Task<Ok<ListResponse>> AnswerAsync(IEnumerable<TranslationJob> jobs, string? next, DeskActions desk, TranslationOptions options, CancellationToken cancellationToken)
    {
        var items = new List<JsonObject>();
        foreach (var job in jobs)
        {
            var item = TranslationDocument.Of(job, options.PolicyOf(job.Language));
            item["originalHeadline"] = await desk.HeadlineAsync(job.Release, cancellationToken);
            items.Add(item);
        }

        return TypedResults.Ok(new ListResponse(items, next, null));
    }

    private sealed record ListResponse(IEnumerable<JsonObject> Items, string? Next, long? Total);

    /// <summary>What becomes of each pair of languages: policy, engine, and how many translations are where.</summary>
    private static async Task<IResult> PairsAsync(JobStore jobs, JobPlanner planner, EngineRoutes routes, IOptions<TranslationOptions> options, CancellationToken cancellationToken)
    {
        var languages = planner.TargetLanguages().ToList();
        var pairs = new List<PairResponse>();
        foreach (var source in languages)
        {
            foreach (var target in languages.Where(target => target != source))
            {
                var pair = new LanguagePair(source, target);
                var (engine, over) = await RouteAsync(routes, pair, cancellationToken);
                var counts = new Dictionary<string, long?>();
                foreach (var state in States)
                {
                    counts[state] = await jobs.CountAsync(target, source, state, cancellationToken);
                }

                pairs.Add(new PairResponse(source, target, options.Value.PolicyOf(target).ToString().ToLowerInvariant(), engine, over, counts));
            }
        }

        return TypedResults.Ok(new { items = pairs });
    }

    private static async Task<(string? Engine, string? Over)> RouteAsync(EngineRoutes routes, LanguagePair pair, CancellationToken cancellationToken)
    {
        try
        {
            var route = await routes.FindAsync(pair, isLocalOnly: false, cancellationToken);
            return (route?.Engine.Name, route is { Hops: [var first, _] } ? first.Target : null);
        }
        catch (EngineException)
        {
            return (null, null);
        }
    }

    /// <param name="Engine">Null where no engine offers the pair, or none answers now.</param>
    /// <param name="Over">The language between, if there is one.</param>
    private sealed record PairResponse(string Source, string Target, string Policy, string? Engine, string? Over, IReadOnlyDictionary<string, long?> Translations);

    private static async Task<IResult> GetAsync(Guid release, string language, DeskActions desk, IOptions<TranslationOptions> options, HttpResponse response, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(release.ToString(), language, cancellationToken) is not var (job, original, logged))
        {
            return Unknown();
        }

        response.Headers.ETag = $"\"{job.Stamp}\"";
        return TypedResults.Ok(TranslationDocument.Of(job, options.Value.PolicyOf(language), original, logged));
    }

    private static async Task<IResult> ApproveAsync(Guid release, string language, HttpRequest request, DeskActions desk, IOptions<TranslationOptions> options, CancellationToken cancellationToken) =>
        StampOf(request, out var stamp) ?? Answer(
            await desk.ApproveAsync(release.ToString(), language, stamp, request.HttpContext.User.Actor(), cancellationToken),
            options.Value);

    private static async Task<IResult> HoldAsync(Guid release, string language, HttpRequest request, DeskActions desk, IOptions<TranslationOptions> options, CancellationToken cancellationToken) =>
        StampOf(request, out var stamp) ?? Answer(await desk.HoldAsync(release.ToString(), language, stamp, cancellationToken), options.Value);

    private static async Task<IResult> LiftAsync(Guid release, string language, HttpRequest request, DeskActions desk, IOptions<TranslationOptions> options, CancellationToken cancellationToken) =>
        StampOf(request, out var stamp) ?? Answer(await desk.LiftAsync(release.ToString(), language, stamp, cancellationToken), options.Value);

    private static async Task<IResult> WithdrawAsync(
        Guid release,
        string language,
        bool isBack,
        HttpRequest request,
        DeskActions desk,
        IOptions<TranslationOptions> options,
        CancellationToken cancellationToken)
    {
        if (StampOf(request, out var stamp) is { } wrong)
        {
            return wrong;
        }

        string? note = null;
        if (request.HasBody())
        {
            try
            {
                using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancellationToken);
                note = document.RootElement.TryGetProperty("note", out var given) ? given.GetString() : null;
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                return Problems.Of(StatusCodes.Status400BadRequest, "Send nothing, or JSON such as {\"note\": \"The date was wrong.\"}.");
            }
        }

        return Answer(await desk.WithdrawAsync(release.ToString(), language, stamp, isBack, note, request.HttpContext.User.Actor(), cancellationToken), options.Value);
    }

    private static async Task<IResult> PutAsync(Guid release, string language, HttpRequest request, DeskActions desk, IOptions<TranslationOptions> options, CancellationToken cancellationToken)
    {
        if (StampOf(request, out var stamp) is { } wrong)
        {
            return wrong;
        }

        if (!request.HasJsonContentType())
        {
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType, "Send JSON, with Content-Type: application/json.");
        }

        request.LimitBody(MaxBody);
        if (await desk.FindAsync(release.ToString(), language, cancellationToken) is not var (job, _, _))
        {
            return Unknown();
        }

        PersonsText given;
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, new JsonDocumentOptions { MaxDepth = 32 }, cancellationToken);
            given = PersonsText.Read(document.RootElement);
        }
        catch (JsonException exception)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, $"This is no translation: {exception.Message}");
        }

        var faults = given.Faults(job);
        return faults.Count > 0
            ? Problems.OfFields(faults)
            : Answer(await desk.PutAsync(release.ToString(), language, stamp, given, request.HttpContext.User.Actor(), cancellationToken), options.Value);
    }

    private static IResult Answer(DeskOutcome outcome, TranslationOptions options) => outcome switch
    {
        DeskOutcome.Done done => TypedResults.Ok(TranslationDocument.Of(done.Job, options.PolicyOf(done.Job.Language), done.Original, done.Logged)),
        DeskOutcome.Conflict conflict => Problems.OfConflict(conflict.Detail, TranslationDocument.Of(conflict.Job, options.PolicyOf(conflict.Job.Language)), null),
        _ => Unknown(),
    };

    private static IResult Unknown() => Problems.Of(StatusCodes.Status404NotFound, "There is no translation of this release into this language.");

    /// <summary>The stamp in If-Match; a problem where it is none.</summary>
    private static IResult? StampOf(HttpRequest request, out long? stamp)
    {
        stamp = null;
        var header = request.Headers.IfMatch.ToString().Trim().Trim('"');
        if (header.Length == 0)
        {
            return null;
        }

        if (long.TryParse(header, out var number))
        {
            stamp = number;
            return null;
        }

        return Problems.Of(StatusCodes.Status400BadRequest, "If-Match has to be one stamp in quotes, such as \"3\".");
    }
}
