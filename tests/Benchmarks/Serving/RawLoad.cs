using System.Diagnostics;
using System.Text;
using Syndication.Benchmarks.Figures;

namespace Syndication.Benchmarks.Serving;

/// <summary>
/// GETs over keep-alive connections with as little work of its own as sockets allow: each thread sends on all of its
/// connections, then reads all answers. One request a connection at a time, none pipelined.
/// </summary>
internal sealed class RawLoad(int port, IReadOnlyList<string> paths, bool isConditional)
{
    private const int Threads = 2;
    private const int ConnectionsPerThread = 16;
    private const int DrawnPaths = 65_536;

    /// <summary>Paths as readers ask for them: the nth as often as 1/n (Zipf).</summary>
    private readonly int[] _drawn = Draw(paths.Count);

    public async Task<ReadLoad> RunAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var threads = await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
            () => Run(thread, start, time, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        var all = Load.Of(Stopwatch.GetElapsedTime(start), threads.SelectMany(thread => thread.Milliseconds));
        return new ReadLoad(all, threads.Sum(thread => thread.NotModified), threads.Sum(thread => thread.Octets));
    }

    private (List<double> Milliseconds, int NotModified, long Octets) Run(int thread, long start, TimeSpan time, CancellationToken cancellationToken)
    {
        var connections = Enumerable.Range(0, ConnectionsPerThread).Select(_ => new RawConnection(port)).ToArray();
        var requests = paths.Select(path => Request(path, isConditional ? "\"none\"" : null)).ToArray();
        var (sentAt, asked) = (new long[ConnectionsPerThread], new int[ConnectionsPerThread]);
        var (milliseconds, notModified, octets, next) = (new List<double>(1 << 20), 0, 0L, thread * DrawnPaths / Threads);
        try
        {
            while (Stopwatch.GetElapsedTime(start) < time && !cancellationToken.IsCancellationRequested)
            {
                for (var i = 0; i < connections.Length; i++)
                {
                    asked[i] = _drawn[next++ % DrawnPaths];
                    sentAt[i] = Stopwatch.GetTimestamp();
                    connections[i].Send(requests[asked[i]]);
                }

                for (var i = 0; i < connections.Length; i++)
                {
                    var answer = connections[i].Read();
                    milliseconds.Add(Stopwatch.GetElapsedTime(sentAt[i]).TotalMilliseconds);
                    octets += answer.Octets;
                    switch (answer.Status)
                    {
                        case 304:
                            notModified++;
                            break;
                        case 200 when isConditional:
                            requests[asked[i]] = Request(paths[asked[i]], answer.Tag);
                            break;
                        case 200:
                            break;
                        default:
                            throw new BenchmarkException($"{paths[asked[i]]} was answered {answer.Status}.");
                    }
                }
            }
        }
        finally
        {
            foreach (var connection in connections)
            {
                connection.Dispose();
            }
        }

        return (milliseconds, notModified, octets);
    }

    private static byte[] Request(string path, string? tag) =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n{(tag is null ? "" : $"If-None-Match: {tag}\r\n")}\r\n");

    private static int[] Draw(int count)
    {
        var shares = new double[count];
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            sum += 1.0 / (i + 1);
            shares[i] = sum;
        }

        var random = new Random(1);
        var drawn = new int[DrawnPaths];
        for (var i = 0; i < drawn.Length; i++)
        {
            var point = random.NextDouble() * sum;
            drawn[i] = Math.Min(count - 1, shares.Count(share => share < point));
        }

        return drawn;
    }
}
