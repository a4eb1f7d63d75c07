using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Syndication.Benchmarks.Running;

namespace Syndication.Benchmarks.Freshness;

/// <summary>
/// Looks for one release, over and over, until it is there. What looks shares the processors with what it looks at: so
/// it begins when half of those before were there, remembers a feed's tag from one release to the next, as readers do,
/// and pauses longer the longer it has waited.
/// </summary>
/// <param name="tags">Of feeds, by topic; this release's is read now, before it is published.</param>
internal sealed class Watch(SystemUnderTest newsroom, ConcurrentDictionary<string, EntityTagHeaderValue> tags, string topic, string word, long due)
{
    /// <summary>A pause is this part of the time that has passed: a release is found so much and a millisecond or two too late at most, and never too early.</summary>
    private const int PartOfWaited = 8;

    private static readonly long Longest = Stopwatch.Frequency * 60;
    private static readonly long ShortestPause = Stopwatch.Frequency / 1_000;

    private readonly byte[] _inFeed = Encoding.UTF8.GetBytes($"Ferry {word}");
    private readonly byte[] _found = Encoding.UTF8.GetBytes($"{word}</mark>");
    private EntityTagHeaderValue? _tag = tags.GetValueOrDefault(topic);

    public static double Since(long instant) => Stopwatch.GetElapsedTime(instant).TotalMilliseconds;

    public async Task FeedAsync(Expectation expectation, ConcurrentBag<double> milliseconds, CancellationToken cancellationToken)
    {
        await UntilAsync(
            expectation,
            async () =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"/feeds/en.json?topic={topic}");
                if (_tag is not null)
                {
                    request.Headers.IfNoneMatch.Add(_tag);
                }

                using var answer = await newsroom.Feeds.SendAsync(request, cancellationToken);
                _tag = answer.Headers.ETag ?? _tag;
                return answer.StatusCode == HttpStatusCode.OK && await HasAsync(answer, _inFeed, cancellationToken);
            },
            cancellationToken);
        milliseconds.Add(Since(due));
        tags[topic] = _tag!;
    }

    public async Task SearchAsync(Expectation expectation, ConcurrentBag<double> milliseconds, CancellationToken cancellationToken)
    {
        await UntilAsync(
            expectation,
            async () =>
            {
                using var answer = await newsroom.Search.GetAsync(new Uri($"/api/search?q={word}", UriKind.Relative), cancellationToken);
                return answer.StatusCode == HttpStatusCode.OK
                    ? await HasAsync(answer, _found, cancellationToken)
                    : throw new BenchmarkException($"Search answered {(int)answer.StatusCode}.");
            },
            cancellationToken);
        milliseconds.Add(Since(due));
    }

    private static async Task<bool> HasAsync(HttpResponseMessage answer, byte[] text, CancellationToken cancellationToken) =>
        (await answer.Content.ReadAsByteArrayAsync(cancellationToken)).AsSpan().IndexOf(text) >= 0;

    private async Task UntilAsync(Expectation expectation, Func<Task<bool>> isThere, CancellationToken cancellationToken)
    {
        var first = due + (long)(expectation.Now.TotalSeconds * Stopwatch.Frequency);
        if (first > Stopwatch.GetTimestamp())
        {
            await Alarm.AtAsync(first, cancellationToken);
        }

        var wasThere = await isThere();
        expectation.Learn(wasThere);
        while (!wasThere)
        {
            var now = Stopwatch.GetTimestamp();
            if (now - due > Longest)
            {
                throw new BenchmarkException($"{word} was not to be seen after a minute.");
            }

            await Alarm.AtAsync(now + Math.Max((now - due) / PartOfWaited, ShortestPause), cancellationToken);
            wasThere = await isThere();
        }
    }
}
