using System.Text.Json;
using Syndication.Contracts;
using Syndication.Hosting.Http;

namespace Syndication.Webhooks.Endpoints;

/// <summary>Small JSON documents that partners send: read strictly, so that a misspelt field is not overlooked.</summary>
internal static class JsonBody
{
    private const int MaxOctets = 64 * 1024;

    /// <summary>The document, or what is wrong with it. An empty body is an empty document.</summary>
    public static async Task<(T? Document, IResult? Problem)> ReadAsync<T>(HttpContext context, CancellationToken cancellationToken) where T : class, new()
    {
        if (!context.Request.HasBody())
        {
            return (new T(), null);
        }

        if (!context.Request.HasJsonContentType())
        {
            return (null, Problems.Of(StatusCodes.Status415UnsupportedMediaType, "Send JSON, with Content-Type: application/json."));
        }

        context.Request.LimitBody(MaxOctets);
        try
        {
            return (await JsonSerializer.DeserializeAsync<T>(context.Request.Body, SyndicationJson.Strict, cancellationToken) ?? new T(), null);
        }
        catch (JsonException exception)
        {
            return (null, exception.Path is { Length: > 1 } path
                ? Problems.OfFields(new Dictionary<string, string[]> { [path] = ["This field is not known here, or its value is not of the kind that belongs there."] })
                : Problems.Of(StatusCodes.Status400BadRequest, "The body is not JSON, or no object: see /openapi/webhooks.json."));
        }
    }
}
