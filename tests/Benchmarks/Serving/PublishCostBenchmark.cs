using System.Diagnostics;
using System.Globalization;
using Syndication.Benchmarks.Figures;
using Syndication.Benchmarks.Running;

namespace Syndication.Benchmarks.Serving;

/// <summary>
/// What a publication costs the whole system in processor time with few and with many feeds in the cache: it should be
/// the feeds that it changes that cost, not those that there are. Three newsrooms side by side, in turns.
/// </summary>
internal static class PublishCostBenchmark
{
    private const int Topics = 100;
    private const int PublishedPerTurn = 200;
    private const int WarmUpTurns = 5;
    private static readonly int[] Cached = [100, 1_000, 10_000];
    private static readonly string[] Countries = ["SN", "FR", "DE", "CH", "BE", "IT", "ES", "PT", "NL", "PL", "MA", "ML", "NG", "GH", "KE", "ZA", "BR", "AR", "CL", "MX", "US", "CA", "JP", "IN", "AU"];
    private static readonly string[] Formats = ["rss", "atom", "json"];

    public static async Task RunAsync(BenchmarkOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var newsrooms = new List<SystemUnderTest>();
        try
        {
            foreach (var feeds in Cached)
            {
                var newsroom = await SystemUnderTest.StartAsync(cancellationToken, new Dictionary<string, string> { ["Feeds__CachedFeeds"] = "20000", ["Feeds__CacheMebibytes"] = "1024" });
                newsrooms.Add(newsroom);
                await FillAsync(newsroom, feeds, cancellationToken);
            }

            await MeasureAsync(newsrooms, options, output, cancellationToken);
        }
        finally
        {
            foreach (var newsroom in newsrooms)
            {
                await newsroom.DisposeAsync();
            }
        }
    }

    /// <summary>A release of each topic, and each feed read once: topic, country and format in all combinations.</summary>
    private static async Task FillAsync(SystemUnderTest newsroom, int feeds, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Topics; i++)
        {
            await newsroom.PublishAsync(Release(i), cancellationToken);
        }

        await newsroom.QuietAsync(cancellationToken);
        var addresses = from country in Countries.Prepend("")
                        from format in Formats
                        from topic in Enumerable.Range(0, Topics)
                        select $"/feeds/en.{format}?topic=topic-{topic}{(country.Length == 0 ? "" : $"&country={country.ToLowerInvariant()}")}"
                        into address
                        select new Uri(address, UriKind.Relative);
        await Parallel.ForEachAsync(
            addresses.Concat(addresses.Select(address => new Uri(address + "&origin=original", UriKind.Relative))).Take(feeds),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken },
            async (address, cancelled) => await newsroom.Client.GetByteArrayAsync(address, cancelled));
    }

    private static async Task MeasureAsync(List<SystemUnderTest> newsrooms, BenchmarkOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var costs = Cached.Select(_ => new Series()).ToArray();
        var ratios = Cached.Select(_ => new Series()).ToArray();
        var number = (long)Topics;
        for (var round = 0; round < options.Rounds + WarmUpTurns; round++)
        {
            var cost = new double[Cached.Length];
            for (var i = 0; i < Cached.Length; i++)
            {
                cost[i] = await CostAsync(newsrooms[i], number, cancellationToken);
            }

            number += PublishedPerTurn;
            for (var i = 0; round >= WarmUpTurns && i < Cached.Length; i++)
            {
                costs[i].Add(cost[i]);
                ratios[i].Add(cost[i] / cost[0]);
            }
        }

        var table = new Table("feeds cached", "processor ms a publication", "÷ that of the first row", "memory MiB");
        for (var i = 0; i < Cached.Length; i++)
        {
            table.Add($"{Cached[i]}", costs[i].Text(2), ratios[i].Text(2), string.Create(CultureInfo.InvariantCulture, $"{newsrooms[i].Server.ResidentBytes >> 20}"));
        }

        await table.WriteAsync(output, $"B4 cost of a publication: processor time of the whole process, idle time's share taken off, {PublishedPerTurn} releases a round");
    }

    /// <summary>Milliseconds of processor time for each release, less what the process takes when nothing happens.</summary>
    private static async Task<double> CostAsync(SystemUnderTest newsroom, long first, CancellationToken cancellationToken)
    {
        var (idleFrom, idleStart) = (newsroom.Server.ProcessorTime, Stopwatch.GetTimestamp());
        await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        var idle = (newsroom.Server.ProcessorTime - idleFrom) / Stopwatch.GetElapsedTime(idleStart);

        var (before, start) = (newsroom.Server.ProcessorTime, Stopwatch.GetTimestamp());
        for (var i = 0; i < PublishedPerTurn; i++)
        {
            await newsroom.PublishAsync(Release(first + i), cancellationToken);
        }

        await newsroom.QuietAsync(cancellationToken);
        var busy = newsroom.Server.ProcessorTime - before - (idle * Stopwatch.GetElapsedTime(start));
        return busy.TotalMilliseconds / PublishedPerTurn;
    }

    private static byte[] Release(long number) => Releases.Create(number, $"topic-{number % Topics}", Countries[number % Countries.Length]);
}
