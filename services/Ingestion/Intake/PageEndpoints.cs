using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;
using Syndication.Ingestion.Extraction;
using Syndication.Ingestion.Reading;
using Syndication.Ingestion.Releases;
using Syndication.Text;

namespace Syndication.Ingestion.Intake;

/// <summary><c>POST /api/releases/pages</c>: a page as HTML or as the plain-text dump of one.</summary>
internal static class PageEndpoints
{
    private static readonly string[] MediaTypes = ["text/html", "application/xhtml+xml", "text/plain", "application/octet-stream"];

    public static void MapPages(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/releases/pages", PostAsync).RequireScope(Scopes.Ingest).WithTags("Releases");

    private static async Task<IResult> PostAsync(
        HttpRequest request,
        Extractor extractor,
        SourceProfileStore profiles,
        PageIntake intake,
        CancellationToken cancellationToken)
    {
        if (ReleaseEndpoints.CheckIdempotencyKey(request) is { } wrongKey)
        {
            return wrongKey;
        }

        if (request.ContentType is { } type && !MediaTypes.Contains(type.Split(';')[0].Trim().ToLowerInvariant()))
        {
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType, $"A page is text/html or text/plain, not {type.Split(';')[0].Trim()}.");
        }

        var url = request.Headers.ContentLocation.ToString() is { Length: > 0 } location ? location : null;
        if (url is not null && WebUrl.Parse(url) is null)
        {
            return Problems.OfFields(new Dictionary<string, string[]> { ["Content-Location"] = ["This has to be an absolute http or https URL."] });
        }

        var named = request.Headers["X-Source"].ToString() is { Length: > 0 } header ? header : null;
        if (named is not null && !Slug.IsValid(named))
        {
            return Problems.OfFields(new Dictionary<string, string[]> { ["X-Source"] = ["A source is a slug: lower-case letters, digits and hyphens."] });
        }

        if (await RequestBody.ReadAsync(request, RequestBody.MaxPage, cancellationToken) is not { } content)
        {
            return Problems.Of(StatusCodes.Status413PayloadTooLarge, $"A page may have {RequestBody.MaxPage / 1024 / 1024} MiB at most.");
        }

        // The canonical URL, which could name the source too, is known only once the page has been read.
        var source = named ?? request.HttpContext.User.OnlySource() ?? (url is null ? "pages" : Slug.Of(new Uri(url).Host));
        if (!request.HttpContext.User.MayWrite(source))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, $"Your key may not write releases of the source \"{source}\".");
        }

        var mediaType = request.ContentType is { } declared && !declared.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase) ? declared : null;
        var page = new Page(content, mediaType, source, url);
        try
        {
            var profile = extractor.Learn(page, await profiles.GetAsync(source, cancellationToken));
            await profiles.SaveAsync(profile, cancellationToken);
            var incoming = PageNames.Of(page, null, extractor.Extract(page, profile));
            return Answers.Of(await intake.SubmitAsync(incoming, ReleaseEndpoints.CallerOf(request, Via.Page, content), cancellationToken));
        }
        catch (UnreadablePageException exception)
        {
            return Problems.Of(exception.Status, exception.Message);
        }
    }
}
