using Microsoft.Net.Http.Headers;
using Syndication.Feeds.Selecting;
using Syndication.Feeds.Serving;
using Syndication.Hosting.Http;

namespace Syndication.Feeds;

internal static class FeedEndpoints
{
    // A minute: readers poll every few minutes and share caches in between, and a correction or a kill may not be
    // hidden by one for longer.
    private const string CacheControl = "public, max-age=60";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapFeeds(this IEndpointRouteBuilder endpoints)
    {
        foreach (var format in Enum.GetValues<FeedFormat>())
        {
            endpoints.MapMethods(
                $"/feeds/{{language}}.{FeedAddress.Extension(format)}",
                Methods,
                (HttpContext context, FeedCache cache, string language) => ServeAsync(context, cache, language, format))
                .WithName($"feed-{FeedAddress.Extension(format)}")
                .WithSummary("The newest 50 releases in a language and the 20 last corrected or retracted.")
                .WithTags("Feeds")

                // Open to everybody, and asked for more than all else together: no key is looked for.
                .ShortCircuit();
        }
    }

    private static async Task ServeAsync(HttpContext context, FeedCache cache, string language, FeedFormat format)
    {
        var address = FeedAddress.Parse(language, format, context.Request.QueryString, out var problem);
        var bytes = address is null ? null : cache.Find(address);
        if (bytes is null && address is not null)
        {
            (bytes, problem, _, _) = await cache.RenderAsync(address, context.RequestAborted);
        }

        if (bytes is null)
        {
            await Problems.Of(problem!.Status, problem.Detail).ExecuteAsync(context);
            return;
        }

        if (AcceptEncoding.Choose(context.Request.Headers.AcceptEncoding) is not { } encoding)
        {
            await Problems.Of(StatusCodes.Status406NotAcceptable, "Accept-Encoding refuses everything that there is: br, gzip and identity.").ExecuteAsync(context);
            return;
        }

        await WriteAsync(context, bytes, encoding);
    }

    private static Task WriteAsync(HttpContext context, FeedBytes bytes, ContentEncoding encoding)
    {
        var response = context.Response;
        var tag = bytes.Tag(encoding);
        response.Headers.ETag = tag;
        response.Headers.LastModified = bytes.LastModifiedText;
        response.Headers.CacheControl = CacheControl;
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (Preconditions.IsNotModified(context.Request.Headers, tag, bytes.LastModified))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var body = bytes.In(encoding);
        response.ContentType = bytes.ContentType;
        response.ContentLength = body.Length;
        if (encoding != ContentEncoding.Identity)
        {
            response.Headers.ContentEncoding = encoding == ContentEncoding.Gzip ? "gzip" : "br";
        }

        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
