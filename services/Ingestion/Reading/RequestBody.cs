using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Syndication.Contracts;
using Syndication.Hosting.Http;

namespace Syndication.Ingestion.Reading;

/// <summary>Bodies of requests, bounded.</summary>
internal static class RequestBody
{
    public const int MaxRelease = 1024 * 1024;
    public const int MaxPage = 10 * 1024 * 1024;

    private const long MaxDrained = 128 * 1024 * 1024;
    private static readonly TimeSpan MaxDrain = TimeSpan.FromSeconds(3);

    /// <summary>All octets, or null where there are more than allowed: the rest is not read.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int max, CancellationToken cancellationToken)
    {
        // The bound is ours: the server's own would cut the connection before the answer is read.
        request.LimitBody(null);

        if (request.ContentLength > max)
        {
            await DrainAsync(request, cancellationToken);
            return null;
        }

        var body = new ArrayBufferWriter<byte>((int)Math.Clamp(request.ContentLength ?? 4_096, 1, max));
        while (true)
        {
            var result = await request.BodyReader.ReadAsync(cancellationToken);
            if (body.WrittenCount + result.Buffer.Length > max)
            {
                request.BodyReader.AdvanceTo(result.Buffer.End);
                await DrainAsync(request, cancellationToken);
                return null;
            }

            foreach (var segment in result.Buffer)
            {
                body.Write(segment.Span);
            }

            request.BodyReader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return body.WrittenSpan.ToArray();
            }
        }
    }

    /// <summary>A JSON document, or the problem that there is with it.</summary>
    public static async Task<(JsonDocument? Document, byte[] Content, IResult? Problem)> ReadJsonAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
        {
            return (null, [], Problems.Of(StatusCodes.Status415UnsupportedMediaType, "Send JSON, with Content-Type: application/json."));
        }

        if (await ReadAsync(request, MaxRelease, cancellationToken) is not { } content)
        {
            return (null, [], Problems.Of(StatusCodes.Status413PayloadTooLarge, $"A release may have {MaxRelease / 1024} KiB at most."));
        }

        if (!Utf8.IsValid(content))
        {
            return (null, content, Problems.Of(StatusCodes.Status400BadRequest, IsUtf16(content)
                ? "This is UTF-16: send JSON as UTF-8 (RFC 8259 section 8.1)."
                : "This is not valid UTF-8, as JSON has to be (RFC 8259 section 8.1)."));
        }

        try
        {
            return (JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = SyndicationJson.MaxDepth, AllowDuplicateProperties = false }), content, null);
        }
        catch (JsonException exception)
        {
            return (null, content, Problems.Of(StatusCodes.Status400BadRequest, content.Length == 0 ? "The body is empty: send a JSON document." : Explain(exception)));
        }
    }

    /// <summary>
    /// Throws the rest of a body away, as far as that is cheap: a client that is still sending when the connection is closed
    /// sees a broken pipe instead of the answer. One that waits to be asked (100-continue) is not asked.
    /// </summary>
    private static async Task DrainAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.Headers.Expect.Count > 0 && request.ContentLength is not null)
        {
            return;
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(MaxDrain);
        try
        {
            for (long drained = 0; drained < MaxDrained;)
            {
                var result = await request.BodyReader.ReadAsync(deadline.Token);
                drained += result.Buffer.Length;
                request.BodyReader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It was given its time.
        }
    }

    private static bool IsUtf16(byte[] content) => content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];

    private static string Explain(JsonException exception)
    {
        var place = Problems.PlaceOf(exception);
        return exception.Message.Contains("maximum", StringComparison.OrdinalIgnoreCase)
            ? $"This nests deeper than {SyndicationJson.MaxDepth} levels{place}."
            : exception.Message.Contains("uplicate", StringComparison.Ordinal)
                ? $"An object has two members of one name{place}."
                : $"This is not JSON{place}.";
    }
}
