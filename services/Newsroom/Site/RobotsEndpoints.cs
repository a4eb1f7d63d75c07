using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Syndication.Newsroom.Site;

/// <summary>What crawlers are asked to leave alone (RFC 9309).</summary>
internal static class RobotsEndpoints
{
    public static void MapRobots(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/robots.txt", [HttpMethods.Get, HttpMethods.Head], Serve).ExcludeFromDescription();

    // A crawler that may not read a page never sees that the page is not to be indexed: pages stay open to it, and say
    // so themselves. What can't say so is closed.
    private static ContentHttpResult Serve(IOptions<NewsroomOptions> options) => TypedResults.Text(options.Value.NoIndex
        ? "# Every page says noindex; crawlers have to read it to obey.\nUser-agent: *\nDisallow: /api/\nDisallow: /feeds/\nDisallow: /desk\n"
        : "User-agent: *\nDisallow: /api/\nDisallow: /desk\nDisallow: /*/search\n");
}
