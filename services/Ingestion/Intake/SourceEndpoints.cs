using Syndication.Hosting.Keys;
using Syndication.Ingestion.Extraction;

namespace Syndication.Ingestion.Intake;

/// <summary><c>/api/sources/{source}</c>: what was learnt of a source's pages, for the operator to see and to forget; scope "desk".</summary>
internal static class SourceEndpoints
{
    public static void MapSources(this IEndpointRouteBuilder endpoints)
    {
        var sources = endpoints.MapGroup("/api/sources/{source}").RequireScope(Scopes.Desk).WithTags("Sources");
        sources.MapGet("", GetAsync);
        sources.MapPost("forget", ForgetAsync);
    }

    private static async Task<IResult> GetAsync(string source, SourceProfileStore profiles, CancellationToken cancellationToken)
    {
        var profile = await profiles.GetAsync(source, cancellationToken);
        return TypedResults.Ok(new
        {
            profile.Id,
            profile.Pages,
            UsualLength = profile.Lengths.Count == 0 ? (int?)null : profile.Lengths.Order().ElementAt(profile.Lengths.Count / 2),
            Furniture = LineCounts.Furniture(profile).Select(line => new { line.Line, line.Pages }),
        });
    }

    /// <summary>Begins anew, as after a redesign; what was published is not changed.</summary>
    private static async Task<IResult> ForgetAsync(string source, SourceProfileStore profiles, CancellationToken cancellationToken)
    {
        await profiles.SaveAsync(new SourceProfile { Id = source }, cancellationToken);
        return TypedResults.NoContent();
    }
}
