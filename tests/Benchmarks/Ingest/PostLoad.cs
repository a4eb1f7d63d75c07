using System.Diagnostics;
using Syndication.Benchmarks.Figures;
using Syndication.Benchmarks.Running;

namespace Syndication.Benchmarks.Ingest;

/// <summary>POSTs over a number of connections, each sending its next release once the last is answered 201.</summary>
internal static class PostLoad
{
    private const int Prepared = 4_096;
    private static readonly byte[][] Bodies = [.. Enumerable.Range(0, Prepared).Select(number => Releases.Create(number, "transport"))];

    public static byte[] Body => Bodies[0];

    public static async Task<Load> RunAsync(HttpClient client, int connections, TimeSpan time, CancellationToken cancellationToken)
    {
        var next = -1;
        var start = Stopwatch.GetTimestamp();
        var latencies = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(
            async () =>
            {
                var milliseconds = new List<double>();
                while (Stopwatch.GetElapsedTime(start) < time)
                {
                    var body = Bodies[(uint)Interlocked.Increment(ref next) % Prepared];
                    var sent = Stopwatch.GetTimestamp();
                    await client.PublishAsync(body, cancellationToken);
                    milliseconds.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                }

                return milliseconds;
            },
            cancellationToken)));
        return Load.Of(Stopwatch.GetElapsedTime(start), latencies.SelectMany(milliseconds => milliseconds));
    }
}
