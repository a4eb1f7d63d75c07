using System.Text.Json.Nodes;
using Syndication.Contracts;
using Syndication.Hosting.Http;
using Syndication.Ingestion.Held;
using Syndication.Ingestion.Quarantine;

namespace Syndication.Ingestion.Releases;

/// <summary>What the API answers to an outcome.</summary>
internal static class Answers
{
    public static IResult Of(Outcome outcome, object? yours = null) => outcome switch
    {
        Outcome.Created created => new Document(StatusCodes.Status201Created, ReleaseDocument.Of(created.Fact.Release), created.Fact.Release),
        Outcome.Changed changed => Of(changed.Fact.Release),
        Outcome.Unchanged unchanged => Of(unchanged.Current),
        Outcome.Waiting waiting => Of(waiting.Held, StatusCodes.Status202Accepted),
        Outcome.Cancelled => TypedResults.NoContent(),
        Outcome.InDoubt inDoubt => Of(inDoubt.Page, StatusCodes.Status202Accepted),
        Outcome.Forbidden => Problems.Of(StatusCodes.Status403Forbidden, "Your key may not write this release: it is known as one of another source."),
        Outcome.Conflict conflict => Problems.OfConflict(conflict.Detail, conflict.Current is null ? null : ReleaseDocument.Of(conflict.Current), yours),
        _ => Unknown(),
    };

    public static IResult Of(Release release) => new Document(StatusCodes.Status200OK, ReleaseDocument.Of(release), release);

    public static IResult Of(HeldRelease held, int status) => new Document(status, ReleaseDocument.Of(held), null);

    public static IResult Of(QuarantinedPage page, int status) => new Document(status, ReleaseDocument.Of(page), null);

    /// <summary>The one answer for what does not exist and for what nobody may know of yet: the same octets.</summary>
    public static IResult Unknown() => Problems.Of(StatusCodes.Status404NotFound, "There is no release under this id.");

    private sealed class Document(int status, JsonObject document, Release? release) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = status;
            if (release is not null)
            {
                response.Headers.ETag = $"\"{release.Version}\"";
                if (status == StatusCodes.Status201Created)
                {
                    response.Headers.Location = $"/api/releases/{release.Id}";
                }
            }

            return response.WriteAsJsonAsync(document, SyndicationJson.Options, "application/json; charset=utf-8", httpContext.RequestAborted);
        }
    }
}
