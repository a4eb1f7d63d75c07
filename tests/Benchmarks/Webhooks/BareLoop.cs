using System.Diagnostics;
using System.Security.Cryptography;
using Syndication.Webhooks.Delivering;

namespace Syndication.Benchmarks.Webhooks;

/// <summary>The ceiling: sign and post, 64 at once, and remember nothing.</summary>
internal static class BareLoop
{
    private const int AtOnce = 64;

    /// <summary>Posts a second.</summary>
    public static async Task<double> RunAsync(Uri receiver, byte[] body, int posts, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null });
        var key = RandomNumberGenerator.GetBytes(32);
        var url = new Uri(receiver, "/hook");
        var left = posts;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var (id, timestamp) = (Guid.NewGuid().ToString(), DateTimeOffset.UtcNow.ToUnixTimeSeconds());
                using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
                request.Headers.TryAddWithoutValidation("webhook-id", id);
                request.Headers.TryAddWithoutValidation("webhook-timestamp", $"{timestamp}");
                request.Headers.TryAddWithoutValidation("webhook-signature", Signature.Of(id, timestamp, body, [key]));
                using var answer = await client.SendAsync(request, cancellationToken);
                answer.EnsureSuccessStatusCode();
            }
        }));
        return posts / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
