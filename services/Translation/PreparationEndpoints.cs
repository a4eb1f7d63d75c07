using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Hosting.Keys;
using Syndication.Translation.Engines;
using Syndication.Translation.Glossary;
using Syndication.Translation.Jobs;
using Syndication.Translation.Protecting;
using Syndication.Translation.Segmenting;
using Syndication.Translation.Translating;

namespace Syndication.Translation;

/// <summary><c>POST /internal/translations/preparations</c>: translates a release that is held ahead of its time, by local engines alone.</summary>
internal static class PreparationEndpoints
{
    public static void MapPreparations(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/internal/translations/preparations", PrepareAsync).RequireScope(Scopes.Internal).ExcludeFromDescription();

    private static async Task<IResult> PrepareAsync(
        Release held,
        EngineRoutes routes,
        SegmentTranslator translator,
        GlossaryStore glossary,
        PreparationStore preparations,
        JobPlanner planner,
        IOptions<TranslationOptions> options,
        CancellationToken cancellationToken)
    {
        var prepared = new List<string>();
        var languages = planner.TargetLanguages()
            .Where(language => language != held.Language
                && options.Value.PolicyOf(language) != TranslationPolicy.Off
                && !held.Translations.Any(version => version.Language == language));
        foreach (var language in languages)
        {
            var pair = new LanguagePair(held.Language, language);
            if (await routes.FindAsync(pair, isLocalOnly: true, cancellationToken) is not { } route)
            {
                continue;
            }

            var ahead = await preparations.FindAsync(held.Id.ToString(), language, cancellationToken);
            var context = TextContext.Of(held, pair, await glossary.CurrentAsync(cancellationToken));
            await translator.TranslateAsync(ReleaseText.Segments(held), context, route, ahead, cancellationToken);
            await preparations.SaveAsync(held.Id.ToString(), language, ahead.Values, cancellationToken);
            prepared.Add(language);
        }

        return TypedResults.Ok(new { prepared });
    }
}
