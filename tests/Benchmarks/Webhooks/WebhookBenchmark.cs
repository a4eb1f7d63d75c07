using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Syndication.Benchmarks.Figures;
using Syndication.Benchmarks.Running;

namespace Syndication.Benchmarks.Webhooks;

/// <summary>
/// B5, webhook fan-out: one release to many endpoints, signed, every attempt on the disk, beside a loop that only signs
/// and posts, and a worker of BullMQ over Redis.
/// </summary>
internal static class WebhookBenchmark
{
    private const int Endpoints = 10_000;

    public static async Task RunAsync(BenchmarkOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        await using var receiver = await Receiver.StartAsync(cancellationToken);
        await using var bull = await BullPeer.StartAsync(cancellationToken);
        var table = new Table("endpoints", "deliveries/s", "p99 ms", "bare loop/s", "ratio", "BullMQ/s", "ratio", "sender RSS MB", "sender CPU µs/delivery");
        foreach (var count in new[] { 10, 100, 1_000, Endpoints })
        {
            await FanOutAsync(table, receiver, bull, count, options, cancellationToken);
        }

        await table.WriteAsync(output, "B5 webhooks: one release to so many endpoints, payload 2 KB, from the POST of the release to the last arrival");
    }

    private static async Task FanOutAsync(Table table, Receiver receiver, BullPeer? bull, int count, BenchmarkOptions options, CancellationToken cancellationToken)
    {
        await using var system = await EndpointSeed.StartAsync(count, number => new Uri(receiver.Address, $"/hook/{number}").ToString(), cancellationToken);
        var (ours, p99, bare, jobs, cost) = (new Series(), new Series(), new Series(), new Series(), new Series());
        var (toBare, toJobs) = (new Series(), new Series());
        for (var round = 0; round <= options.Rounds; round++)
        {
            var before = system.Server.ProcessorTime;
            var (rate, latency) = await ReleaseAsync(system, receiver, round, count, cancellationToken);
            var spent = system.Server.ProcessorTime - before;
            var loop = await BareLoop.RunAsync(receiver.Address, Payload(), Math.Max(count, 5_000), cancellationToken);
            var queued = bull is null ? 0 : await bull.RunAsync(receiver.Address, count, Payload().Length, cancellationToken);
            if (round > 0)
            {
                ours.Add(rate);
                p99.Add(latency);
                bare.Add(loop);
                jobs.Add(queued);
                toBare.Add(rate / loop);
                toJobs.Add(rate / queued);
                cost.Add(spent.TotalMicroseconds / count);
            }
        }

        table.Add(
            $"{count}",
            ours.Text(),
            p99.Text(),
            bare.Text(),
            toBare.Text(2),
            bull is null ? "not run" : jobs.Text(),
            bull is null ? "not run" : toJobs.Text(2),
            (system.Server.ResidentBytes / 1_000_000).ToString(CultureInfo.InvariantCulture),
            cost.Text());
    }

    /// <summary>Publishes one and waits until everybody has it: deliveries a second, and the 99th percentile of milliseconds until one arrived.</summary>
    private static async Task<(double Rate, double P99)> ReleaseAsync(SystemUnderTest system, Receiver receiver, int round, int count, CancellationToken cancellationToken)
    {
        await receiver.ForgetAsync(cancellationToken);
        var start = Stopwatch.GetTimestamp();
        await system.PublishAsync(Release(round), cancellationToken);
        await receiver.ReceivesAsync(count, cancellationToken);
        var arrivals = (await receiver.ArrivalsAsync(cancellationToken)).Select(at => Stopwatch.GetElapsedTime(start, at).TotalMilliseconds).Order().ToList();
        await system.QuietAsync(cancellationToken);
        return (count / (arrivals[^1] / 1_000), Statistics.Quantile(arrivals, 0.99));
    }

    /// <summary>A release like every other, and no other's headline.</summary>
    public static byte[] Release(int round) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["headline"] = $"Ferry {Releases.Word(round)} is back on the lake",
        ["language"] = "en",
        ["bodyText"] = "The ferry crossed the lake for the first time since the flood, and the mayor thanked all who had worked through the winter.",
    });

    private static byte[] Payload() => new byte[Releases.Size];
}
