using System.Globalization;
using Syndication.Benchmarks.Figures;
using Syndication.Benchmarks.Running;

namespace Syndication.Benchmarks.Serving;

/// <summary>
/// B4, feed serving while 10 releases a second are published, beside Kestrel giving the same number of static octets or
/// a bare 304. Nothing is published while the ceiling is measured: its cores are its own.
/// </summary>
internal static class ServingBenchmark
{
    private const int Published = 200;
    private const int Topics = 20;
    private const int PublishedPerSecond = 10;

    public static async Task RunAsync(BenchmarkOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        await using var newsroom = await SystemUnderTest.StartAsync(cancellationToken);
        await using var nothing = await NullServer.StartAsync(cancellationToken);
        for (var i = 0; i < Published; i++)
        {
            await newsroom.PublishAsync(Releases.Create(i, Topic(i)), cancellationToken);
        }

        await newsroom.QuietAsync(cancellationToken);
        string[] one = ["/feeds/en.rss"];
        string[] many = [.. Enumerable.Range(0, Topics).Select(topic => $"/feeds/en.rss?topic={Topic(topic)}")];
        Row[] rows =
        [
            new("en.rss, 200", one, false), new($"{Topics} topic feeds (Zipf), 200", many, false),
            new("en.rss, conditional", one, true), new($"{Topics} topic feeds (Zipf), conditional", many, true),
        ];
        var number = (long)Published;
        for (var round = 0; round <= options.Rounds; round++)
        {
            foreach (var row in rows)
            {
                var sizes = await Task.WhenAll(row.Paths.Select(path => newsroom.Client.GetByteArrayAsync(new Uri(path, UriKind.Relative), cancellationToken)));
                string[] same = [.. sizes.Select(size => $"/{size.Length}")];
                var ceiling = await new RawLoad(nothing.Port, same, row.IsConditional).RunAsync(options.Time, cancellationToken);

                using var measured = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                var publishing = PublishAsync(newsroom, number, measured.Token);
                var ours = await new RawLoad(newsroom.Server.Port, row.Paths, row.IsConditional).RunAsync(options.Time, cancellationToken);
                await measured.CancelAsync();
                number += await publishing;
                await newsroom.QuietAsync(cancellationToken);
                if (round > 0)
                {
                    row.Add(ours, ceiling);
                }
            }
        }

        var table = new Table("workload", "req/s", "p99 ms", "304", "octets a 200", "Kestrel req/s", "p99 ms", "ratio");
        foreach (var row in rows)
        {
            table.Add(row.Name, row.Ours.PerSecond.Text(), row.Ours.P99.Text(2), row.NotModified.Text(1) + " %", row.Octets.Short(0), row.Ceiling.PerSecond.Text(), row.Ceiling.P99.Text(2), row.Ratio.Text(2));
        }

        await table.WriteAsync(output, $"B4 feed serving: identity, 32 connections, {PublishedPerSecond} publishes/s on our side");
    }

    private static string Topic(long number) => string.Create(CultureInfo.InvariantCulture, $"topic-{number % Topics}");

    /// <summary>Publishes until it is cancelled; returns how many.</summary>
    private static async Task<int> PublishAsync(SystemUnderTest newsroom, long first, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PublishedPerSecond));
        var count = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await newsroom.PublishAsync(Releases.Create(first + count, Topic(first + count)), CancellationToken.None);
                count++;
            }
        }
        catch (OperationCanceledException)
        {
            // The load that this went along with is over.
        }

        return count;
    }

    private sealed class Row(string name, string[] paths, bool isConditional)
    {
        public string Name => name;
        public string[] Paths => paths;
        public bool IsConditional => isConditional;
        public LoadSeries Ours { get; } = new();
        public LoadSeries Ceiling { get; } = new();
        public Series Ratio { get; } = new();
        public Series NotModified { get; } = new();
        public Series Octets { get; } = new();

        public void Add(ReadLoad ours, ReadLoad ceiling)
        {
            Ours.Add(ours.All);
            Ceiling.Add(ceiling.All);
            Ratio.Add(ours.All.PerSecond / ceiling.All.PerSecond);
            NotModified.Add(100.0 * ours.NotModified / ours.All.Count);
            Octets.Add(ours.Octets / Math.Max(1.0, ours.All.Count - ours.NotModified));
        }
    }
}
