using System.Reflection;
using Syndication.Hosting.Http;

namespace Syndication.Webhooks.Messages;

/// <summary><c>/api/webhooks/schema.json</c> and <c>/api/webhooks/samples/{type}.json</c>: what a payload looks like; open to all.</summary>
internal static class SchemaEndpoints
{
    private const string Prefix = "Syndication.Webhooks.Schema.";

    public static void MapSchema(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/webhooks/schema.json", () => Answer("payload.schema.json", "application/schema+json")).WithTags("Webhooks");
        endpoints.MapGet("/api/webhooks/samples/{type}.json", (string type) => Answer($"{type}.json", "application/json")).WithTags("Webhooks");
    }

    private static IResult Answer(string name, string mediaType) => Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name) is { } stream
        ? Results.Stream(stream, mediaType)
        : Problems.Of(StatusCodes.Status404NotFound, $"There is no sample {name}; there are those of {string.Join(", ", EventTypes.OfReleases)}, {EventTypes.Test} and {EventTypes.Challenge}.");
}
