using System.Diagnostics;
using System.Globalization;
using Syndication.Benchmarks.Figures;
using Syndication.Benchmarks.Running;

namespace Syndication.Benchmarks.Webhooks;

/// <summary>
/// B5 with endpoints among the others that take a post and never answer: what the others get, beside the same others
/// alone, in newsrooms started for it, taking turns.
/// </summary>
internal static class HangingBenchmark
{
    private const int Answering = 1_000;

    /// <summary>Some ten seconds of work, and less than what hangs takes to time out.</summary>
    private const int Releases = 60;

    /// <summary>Percent of all endpoints.</summary>
    private static readonly int[] Shares = [0, 1, 20];

    public static async Task RunAsync(BenchmarkOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        await using var receiver = await Receiver.StartAsync(cancellationToken);
        var rates = Shares.ToDictionary(share => share, _ => new Series());
        var ratios = Shares.ToDictionary(share => share, _ => new Series());
        for (var round = 0; round < options.Rounds; round++)
        {
            var ofRound = new Dictionary<int, double>();
            foreach (var share in Shares.Skip(round % Shares.Length).Concat(Shares.Take(round % Shares.Length)))
            {
                ofRound[share] = await GoodputAsync(receiver, share, cancellationToken);
            }

            foreach (var (share, rate) in ofRound)
            {
                rates[share].Add(rate);
                ratios[share].Add(rate / ofRound[0]);
            }
        }

        var table = new Table("hanging", "goodput/s to the others", "ratio to none hanging");
        foreach (var share in Shares)
        {
            table.Add($"{share} % ({HangingOf(share)})", rates[share].Text(), share == 0 ? "1" : ratios[share].Text(2));
        }

        await table.WriteAsync(output, string.Create(CultureInfo.InvariantCulture, $"B5 webhooks: {Releases} releases to {Answering} endpoints that answer, and others that hang"));
    }

    private static int HangingOf(int share) => Answering * share / (100 - share);

    private static async Task<double> GoodputAsync(Receiver receiver, int share, CancellationToken cancellationToken)
    {
        var hanging = HangingOf(share);

        // Spread among the others, as they would have joined.
        await using var system = await EndpointSeed.StartAsync(
            Answering + hanging,
            number => new Uri(receiver.Address, hanging > 0 && number % ((Answering + hanging) / hanging) == 0 && number / ((Answering + hanging) / hanging) < hanging ? $"/hang/{number}" : $"/hook/{number}").ToString(),
            cancellationToken);
        await DeliverAsync(system, receiver, first: 0, releases: 2, cancellationToken);
        var took = await DeliverAsync(system, receiver, first: 2, Releases, cancellationToken);
        return Answering * Releases / took.TotalSeconds;
    }

    /// <summary>Publishes, and waits until those that answer have all of it; how long that took.</summary>
    private static async Task<TimeSpan> DeliverAsync(SystemUnderTest system, Receiver receiver, int first, int releases, CancellationToken cancellationToken)
    {
        await receiver.ForgetAsync(cancellationToken);
        var start = Stopwatch.GetTimestamp();
        for (var number = first; number < first + releases; number++)
        {
            await system.PublishAsync(WebhookBenchmark.Release(number), cancellationToken);
        }

        await receiver.ReceivesAsync(Answering * releases, cancellationToken);
        return Stopwatch.GetElapsedTime(start, (await receiver.ArrivalsAsync(cancellationToken)).Max());
    }
}
