using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using Syndication.Benchmarks.Figures;
using Syndication.Benchmarks.Running;

namespace Syndication.Benchmarks.Freshness;

/// <summary>
/// B3, freshness: from the instant at which a release was due to be sent until it is in its feed and found by search,
/// at fixed rates, beside one hop over a bare bus.
/// </summary>
internal static class FreshnessBenchmark
{
    private const int Topics = 100;
    private const int SamplesPerSecond = 10;

    public static async Task RunAsync(BenchmarkOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        await using var newsroom = await SystemUnderTest.StartAsync(cancellationToken);
        await using var hop = await Hop.StartAsync(null, cancellationToken);
        await RunAsync("Standalone", newsroom, hop, [10, 100, 500, 1_000], options, output, cancellationToken);
    }

    /// <summary>The same between separate services.</summary>
    public static async Task RunSplitAsync(BenchmarkOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        await using var broker = await Broker.StartAsync(cancellationToken);
        await using var newsroom = await SeparateServices.StartAsync(broker, cancellationToken);
        await using var hop = await Hop.StartAsync(broker, cancellationToken);
        await RunAsync("separate services over RabbitMQ", newsroom, hop, [10, 100, 500], options, output, cancellationToken);
    }

    private static async Task RunAsync(string what, SystemUnderTest newsroom, Hop hop, int[] rates, BenchmarkOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var rows = rates.ToDictionary(rate => rate, _ => new Row());
        var tags = new ConcurrentDictionary<string, EntityTagHeaderValue>();
        var number = 0L;
        for (var topic = 0; topic < Topics; topic++)
        {
            await newsroom.PublishAsync(Releases.Create(number++, Sampled(topic)), cancellationToken);
        }

        await newsroom.QuietAsync(cancellationToken);
        for (var round = 0; round <= options.Rounds; round++)
        {
            foreach (var rate in rates)
            {
                var one = await hop.RunAsync(rate, options.Time, cancellationToken);
                var seen = await PublishAsync(newsroom, rows[rate], tags, rate, options.Time, number, cancellationToken);
                number += 1 + (long)(rate * options.Time.TotalSeconds);
                await newsroom.QuietAsync(cancellationToken);
                if (round > 0)
                {
                    rows[rate].Add(one, seen);
                }
            }
        }

        var table = new Table("releases/s", "achieved", "acknowledged p50 / p99 ms", "in feed p50 / p99 ms", "found p50 / p99 ms", "one hop p50 / p99 ms", "feed p99 ÷ hop p99", "search p99 ÷ hop p99", "samples");
        foreach (var (rate, row) in rows)
        {
            table.Add(
                $"{rate}",
                row.Achieved.Text(),
                row.Acknowledged.Latency(),
                $"{row.Feed.P50.Text(1)} / {row.Feed.P99.Text(1)}",
                $"{row.Search.P50.Text(1)} / {row.Search.P99.Text(1)}",
                row.Hop.Latency(),
                row.FeedPerHop.Text(1),
                row.SearchPerHop.Text(1),
                row.Samples.ToString(CultureInfo.InvariantCulture));
        }

        await table.WriteAsync(output, $"B3 freshness, {what}: POST due until visible, open loop, sampled releases looked for from when half of those before were there, then at each eighth more of the time that has passed");
    }

    private static string Sampled(int topic) => $"sampled-{topic % Topics}";

    private static async Task<Seen> PublishAsync(SystemUnderTest newsroom, Row row, ConcurrentDictionary<string, EntityTagHeaderValue> tags, int rate, TimeSpan time, long first, CancellationToken cancellationToken)
    {
        var every = Math.Max(1, rate / SamplesPerSecond);

        // Made before any is due: that time is not the system's.
        var topics = Enumerable.Range(0, Pace.CountOf(rate, time)).Select(i => i % every == 0 ? Sampled(i / every) : $"bulk-{i % 20}").ToList();
        var releases = topics.Select((topic, i) => Releases.Create(first + i, topic)).ToList();
        var (acknowledged, feed, search) = (new ConcurrentBag<double>(), new ConcurrentBag<double>(), new ConcurrentBag<double>());
        var watches = new ConcurrentBag<Task>();
        var achieved = await Pace.RunAsync(
            rate,
            time,
            async (i, due) =>
            {
                var watch = i % every == 0 ? new Watch(newsroom, tags, topics[i], Releases.Word(first + i), due) : null;
                await newsroom.PublishAsync(releases[i], cancellationToken);
                acknowledged.Add(Watch.Since(due));
                if (watch is not null)
                {
                    watches.Add(watch.FeedAsync(row.FeedExpectation, feed, cancellationToken));
                    watches.Add(watch.SearchAsync(row.SearchExpectation, search, cancellationToken));
                }
            },
            cancellationToken);
        await Task.WhenAll(watches);
        return new Seen(achieved, Load.Of(time, acknowledged), Load.Of(time, feed), Load.Of(time, search));
    }

    private sealed record Seen(double Achieved, Load Acknowledged, Load Feed, Load Search);

    private sealed class Row
    {
        public Series Achieved { get; } = new();
        public LoadSeries Acknowledged { get; } = new();
        public LoadSeries Feed { get; } = new();
        public LoadSeries Search { get; } = new();
        public LoadSeries Hop { get; } = new();
        public Series FeedPerHop { get; } = new();
        public Series SearchPerHop { get; } = new();
        public int Samples { get; private set; }

        public Expectation FeedExpectation { get; } = new();
        public Expectation SearchExpectation { get; } = new();

        public void Add(Load hop, Seen seen)
        {
            Achieved.Add(seen.Achieved);
            Acknowledged.Add(seen.Acknowledged);
            Feed.Add(seen.Feed);
            Search.Add(seen.Search);
            Hop.Add(hop);
            FeedPerHop.Add(seen.Feed.P99 / hop.P99);
            SearchPerHop.Add(seen.Search.P99 / hop.P99);
            Samples += seen.Feed.Count;
        }
    }
}
