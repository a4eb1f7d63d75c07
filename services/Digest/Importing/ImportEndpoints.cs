using System.Text;
using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;

namespace Syndication.Digest.Importing;

/// <summary><c>POST /api/subscriptions/import</c>: a list of people who consented elsewhere, as CSV; scope "admin".</summary>
internal static class ImportEndpoints
{
    public static void MapImport(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/subscriptions/import", ImportAsync).RequireScope(Scopes.Admin).WithTags("Subscriptions");

    private static async Task<IResult> ImportAsync(HttpRequest request, ListImport import, CancellationToken cancellationToken)
    {
        if (request.ContentType is { } type && type.Split(';')[0].Trim().ToLowerInvariant() is not ("text/csv" or "text/plain" or "application/octet-stream"))
        {
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType, "A list is text/csv.");
        }

        string table;
        try
        {
            using var reader = new StreamReader(request.Body, new UTF8Encoding(false, throwOnInvalidBytes: true));
            table = await reader.ReadToEndAsync(cancellationToken);
        }
        catch (DecoderFallbackException)
        {
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, "The list is not in UTF-8: save it as \"CSV UTF-8\".");
        }

        return await import.RunAsync(table, cancellationToken) is { } result
            ? TypedResults.Ok(result)
            : Problems.Of(StatusCodes.Status422UnprocessableEntity, $"The first line has to name the columns, among them {ImportColumns.Required}.");
    }
}
