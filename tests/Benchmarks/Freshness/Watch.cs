using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace Syndication.Benchmarks.Freshness;

/// <summary>Looks for one release, over and over, until it is there.</summary>
internal sealed class Watch(HttpClient feeds, HttpClient search, string word, long due)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    // Between two looks at one place: what finds a release a millisecond late does not keep two cores busy by looking.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    public static double Since(long instant) => Stopwatch.GetElapsedTime(instant).TotalMilliseconds;

    public async Task FeedAsync(string address, ConcurrentBag<double> milliseconds, CancellationToken cancellationToken)
    {
        EntityTagHeaderValue? tag = null;
        await UntilAsync(
            async () =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                if (tag is not null)
                {
                    request.Headers.IfNoneMatch.Add(tag);
                }

                using var answer = await feeds.SendAsync(request, cancellationToken);
                tag = answer.Headers.ETag ?? tag;
                return answer.StatusCode == HttpStatusCode.OK && await HasWordAsync(answer, cancellationToken);
            },
            cancellationToken);
        milliseconds.Add(Since(due));
    }

    public async Task SearchAsync(ConcurrentBag<double> milliseconds, CancellationToken cancellationToken)
    {
        await UntilAsync(
            async () =>
            {
                using var answer = await search.GetAsync(new Uri($"/api/search?q={word}", UriKind.Relative), cancellationToken);
                return answer.StatusCode == HttpStatusCode.OK
                    ? await HasWordAsync(answer, cancellationToken)
                    : throw new BenchmarkException($"Search answered {(int)answer.StatusCode}.");
            },
            cancellationToken);
        milliseconds.Add(Since(due));
    }

    private async Task<bool> HasWordAsync(HttpResponseMessage answer, CancellationToken cancellationToken) =>
        (await answer.Content.ReadAsStringAsync(cancellationToken)).Contains($"Ferry {word}", StringComparison.Ordinal)
        || (await answer.Content.ReadAsStringAsync(cancellationToken)).Contains($"{word}</mark>", StringComparison.Ordinal);

    private async Task UntilAsync(Func<Task<bool>> isThere, CancellationToken cancellationToken)
    {
        while (!await isThere())
        {
            if (Stopwatch.GetElapsedTime(due) > Longest)
            {
                throw new BenchmarkException($"{word} was not to be seen after {Longest.TotalSeconds} s.");
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }
}
