using System.Text;
using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;

namespace Syndication.Translation.Glossary;

/// <summary><c>/api/translations/glossary</c>: the terms in force by GET, the desk's own by PUT.</summary>
internal static class GlossaryEndpoints
{
    private const int MaxFile = 4 * 1024 * 1024;

    public static void MapGlossary(this IEndpointRouteBuilder endpoints)
    {
        var glossary = endpoints.MapGroup("/api/translations/glossary").WithTags("Translation glossary").RequireScope(Scopes.Desk);
        glossary.MapGet("", async (GlossaryStore store, CancellationToken cancellationToken) =>
        {
            var current = await store.CurrentAsync(cancellationToken);
            return TypedResults.Ok(new { version = current.Version, terms = GlossaryFile.Write(current.Terms) });
        });
        glossary.MapPut("", ImportAsync);
    }

    private static async Task<IResult> ImportAsync(HttpRequest request, GlossaryStore store, CancellationToken cancellationToken)
    {
        request.LimitBody(MaxFile);
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        try
        {
            await store.ImportAsync(GlossaryFile.Read(await reader.ReadToEndAsync(cancellationToken)), cancellationToken);
            return TypedResults.Ok(new { version = (await store.CurrentAsync(cancellationToken)).Version });
        }
        catch (FormatException exception)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, exception.Message);
        }
    }
}
