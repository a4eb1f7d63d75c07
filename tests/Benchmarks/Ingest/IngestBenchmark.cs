using Syndication.Benchmarks.Figures;
using Syndication.Benchmarks.Running;

namespace Syndication.Benchmarks.Ingest;

/// <summary>B1, durable ingest: 201 only once the release is on the disk, beside a bare SQLite loop and a bare POST.</summary>
internal static class IngestBenchmark
{
    private static readonly int[] Connections = [1, 16, 64];

    public static async Task RunAsync(BenchmarkOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var sides = Connections.ToDictionary(count => count, _ => new Side());
        var (single, grouped) = (new LoadSeries(), new LoadSeries());
        await using (var newsroom = await SystemUnderTest.StartAsync(cancellationToken))
        await using (var nothing = await NullServer.StartAsync(cancellationToken))
        using (var loop = new SqliteLoop())
        {
            for (var round = 0; round <= options.Rounds; round++)
            {
                var one = loop.Run(PostLoad.Body, 1, options.Time);
                var many = loop.Run(PostLoad.Body, 64, options.Time);
                foreach (var count in Connections)
                {
                    using var bare = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = count }) { BaseAddress = nothing.Address };
                    using var client = newsroom.Connect(count);
                    var ceiling = await PostLoad.RunAsync(bare, count, options.Time, cancellationToken);
                    var ours = await PostLoad.RunAsync(client, count, options.Time, cancellationToken);
                    var drain = await newsroom.QuietAsync(cancellationToken);
                    if (round > 0)
                    {
                        sides[count].Add(ours, drain, ceiling, one, many);
                    }
                }

                if (round > 0)
                {
                    single.Add(one);
                    grouped.Add(many);
                }
            }
        }

        var fsyncs = await FsyncCount.MeasureAsync(Connections, options.Time, cancellationToken);
        var table = new Table("connections", "acks/s", "p50 / p99 ms", "÷ SQLite, 1 a commit", "÷ SQLite, 64 a commit", "bare POSTs/s", "p50 / p99 ms", "÷ bare POST", "shown/s", "fsyncs/ack");
        foreach (var (count, i) in Connections.Select((count, i) => (count, i)))
        {
            var side = sides[count];
            table.Add($"{count}", side.Ours.PerSecond.Text(), side.Ours.Latency(), side.PerSingle.Text(2), side.PerGrouped.Text(2), side.Bare.PerSecond.Text(), side.Bare.Latency(), side.PerBare.Text(2), side.Shown.Text(), fsyncs[i]);
        }

        await table.WriteAsync(output, "B1 durable ingest: POST /api/releases, 2 KB, Idempotency-Key");
        await output.WriteLineAsync($"\nSQLite loop, synchronous=FULL, the same 2 KB: {single.PerSecond.Text()} rows/s at 1 a commit, {grouped.PerSecond.Text()} at 64. \"Shown\": until feeds, search and list had everything too.");
    }

    private sealed class Side
    {
        public LoadSeries Ours { get; } = new();
        public LoadSeries Bare { get; } = new();
        public Series Shown { get; } = new();
        public Series PerSingle { get; } = new();
        public Series PerGrouped { get; } = new();
        public Series PerBare { get; } = new();

        public void Add(Load ours, TimeSpan drain, Load bare, Load single, Load grouped)
        {
            Ours.Add(ours);
            Bare.Add(bare);
            Shown.Add(ours.Count / (ours.Took + drain).TotalSeconds);
            PerSingle.Add(ours.PerSecond / single.PerSecond);
            PerGrouped.Add(ours.PerSecond / grouped.PerSecond);
            PerBare.Add(ours.PerSecond / bare.PerSecond);
        }
    }
}
