using System.Net;
using System.Net.Http.Headers;

namespace Syndication.Benchmarks.Running;

internal static class Publishing
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>POSTs a release under a key of its own; anything but 201 ends the benchmark.</summary>
    public static async Task PublishAsync(this HttpClient client, byte[] release, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/releases") { Content = new ByteArrayContent(release) };
        request.Content.Headers.ContentType = Json;
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await client.SendAsync(request, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Created)
        {
            throw new BenchmarkException($"A release was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }
}
