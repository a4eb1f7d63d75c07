using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Hosting;
using Syndication.Hosting.Http;
using Syndication.Hosting.Projection;
using Syndication.Search.Indexing;

namespace Syndication.Search.Querying;

internal static class SearchEndpoints
{
    public static void MapSearch(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/search", SearchAsync)
            .WithName("Search")
            .WithSummary("Finds releases by words and by what they are about")
            .WithDescription(
                "q takes words, \"phrases\", -exclusions, beginnings* of three letters or more, and OR. lang, topic, country, office, org, source and origin may "
                + "be repeated: any of the values will do. from and to are days or instants, inclusive. sort is date or relevance, "
                + "which ranks the newest 1,000 hits. total is left out above 10,000 hits; facets then count the newest 10,000.")
            .Produces<SearchAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> SearchAsync(
        HttpContext context,
        SearchIndex index,
        [FromKeyedServices(SearchModule.ServiceName)] ReleaseProjection projection,
        IOptions<SyndicationOptions> options,
        CancellationToken cancellationToken)
    {
        var parameters = SearchParameters.Read(context.Request.Query, index, options.Value);
        if (parameters.Unknown is { } sentence)
        {
            return Problems.Of(StatusCodes.Status404NotFound, sentence);
        }

        if (parameters.Errors.Count > 0)
        {
            return Problems.OfFields(parameters.Errors);
        }

        var result = index.Search(parameters.Request);
        var ids = result.Hits.Select(hit => hit.Edition.Release.ToString()).Distinct().ToList();
        var rows = await projection.Rows.GetManyAsync(ids, cancellationToken);
        return TypedResults.Json(SearchAnswer.Of(result, rows, parameters.Request.Query, options.Value.PublicUrl), SyndicationJson.Options);
    }
}
