using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;

namespace Syndication.Translation.Memory;

/// <summary><c>/api/translations/memory/{source}/{target}</c>: TMX out by GET, in by POST.</summary>
internal static class MemoryEndpoints
{
    private const long MaxFile = 50 * 1024 * 1024;

    public static void MapMemory(this IEndpointRouteBuilder endpoints)
    {
        var memory = endpoints.MapGroup("/api/translations/memory").WithTags("Translation memory").RequireScope(Scopes.Desk);
        memory.MapGet("{source}/{target}", ExportAsync);
        memory.MapPost("{source}/{target}", ImportAsync);
    }

    private static async Task ExportAsync(string source, string target, TranslationMemory memory, HttpResponse response, CancellationToken cancellationToken)
    {
        var pair = new LanguagePair(source, target);
        response.ContentType = "application/x-tmx+xml";
        response.Headers.ContentDisposition = $"attachment; filename=\"{source}-{target}.tmx\"";
        await Tmx.WriteAsync(response.Body, pair, memory.AllAsync(pair, cancellationToken), cancellationToken);
    }

    /// <summary>People's translations: they come before an engine's wherever the whole sentence is the same.</summary>
    private static async Task<IResult> ImportAsync(string source, string target, HttpRequest request, TranslationMemory memory, TimeProvider time, CancellationToken cancellationToken)
    {
        request.LimitBody(MaxFile);
        var pair = new LanguagePair(source, target);
        using var file = new MemoryStream();
        await request.Body.CopyToAsync(file, cancellationToken);
        file.Position = 0;
        try
        {
            var now = time.GetUtcNow();
            var segments = Tmx.Read(file)
                .Where(unit => unit.ContainsKey(source) && unit.ContainsKey(target))
                .Select(unit => new MemorySegment
                {
                    Id = MemorySegment.IdOfImported(unit[source], pair),
                    Pair = pair.ToString(),
                    Engine = MemorySegment.Imported,
                    Source = unit[source],
                    Target = [new StoredPiece(unit[target])],
                    At = now,
                })
                .ToList();
            foreach (var chunk in segments.Chunk(500))
            {
                await memory.RememberAsync(chunk, cancellationToken);
            }

            return TypedResults.Ok(new { imported = segments.Count });
        }
        catch (FormatException exception)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, exception.Message);
        }
    }
}
