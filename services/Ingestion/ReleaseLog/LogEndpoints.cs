using System.Text.Json;
using Syndication.Contracts;
using Syndication.Hosting.Keys;
using Syndication.Hosting.Log;
using Syndication.Hosting.Sending;

namespace Syndication.Ingestion.ReleaseLog;

/// <summary><c>GET /internal/log</c>: what a service missed on the bus, it reads here. <c>POST /internal/log/windows</c>: who sends asks how far it is.</summary>
internal static class LogEndpoints
{
    public static void MapLog(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/internal/log", ReadAsync).RequireScope(Scopes.Internal).ExcludeFromDescription();
        endpoints.MapPost("/internal/log/windows", OpenAsync).RequireScope(Scopes.Internal).ExcludeFromDescription();
    }

    private static async Task<WindowAnswer> OpenAsync(WindowStore windows, CancellationToken cancellationToken) =>
        new(await windows.OpenAsync(cancellationToken));

    private static async Task ReadAsync(long after, int limit, LogStore log, HttpResponse response, CancellationToken cancellationToken)
    {
        var head = await log.HeadAsync(cancellationToken);
        var entries = limit > 0 ? await log.ReadAsync(after, Math.Min(limit, LogPage.MaxEntries), cancellationToken) : [];
        response.ContentType = "application/json; charset=utf-8";
        await using var writer = new Utf8JsonWriter(response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteNumber("head", head);
        writer.WriteStartArray("entries");
        for (var i = 0; i < entries.Count && writer.BytesCommitted + writer.BytesPending < LogPage.MaxBytes; i++)
        {
            JsonSerializer.Serialize(writer, entries[i].Fact, SyndicationJson.Options);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
