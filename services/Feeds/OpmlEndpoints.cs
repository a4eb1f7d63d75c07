using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Syndication.Feeds.Rendering;
using Syndication.Feeds.Serving;
using Syndication.Hosting;

namespace Syndication.Feeds;

internal static class OpmlEndpoints
{
    private const string CacheControl = "public, max-age=60";

    public static void MapOpml(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/feeds/opml", [HttpMethods.Get, HttpMethods.Head], ServeAsync)
            .WithName("opml")
            .WithSummary("All feeds as OPML 2.0, by language and by what they are about.")
            .WithTags("Feeds")
            .ShortCircuit();

    private static Task ServeAsync(HttpContext context, FeedCache cache, IOptions<SyndicationOptions> installation)
    {
        var options = installation.Value;
        var body = new OpmlWriter(options.PublicUrl, options.Name).Write(cache.Catalogue, options.Languages.Union(cache.Catalogue.Languages));
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"";
        var response = context.Response;
        response.Headers.ETag = tag;
        response.Headers.CacheControl = CacheControl;
        if (Preconditions.IsNotModified(context.Request.Headers, tag, DateTimeOffset.MaxValue))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = "text/x-opml; charset=utf-8";
        response.Headers.ContentDisposition = "attachment; filename=\"feeds.opml\"";
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
