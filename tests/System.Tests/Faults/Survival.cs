using System.Diagnostics;

namespace Syndication.System.Tests.Faults;

/// <summary>A load, faults in the middle of it, and what was left of it once all was quiet again.</summary>
/// <param name="Faults">What the oracle found; what the newsroom answered that it should not have.</param>
/// <param name="Lives">Releases that were lived to their end.</param>
internal sealed record Survival(IReadOnlyList<string> Faults, int Lives)
{
    private const int Workers = 8;

    /// <summary>"./test.sh --full".</summary>
    public static bool IsFull => Environment.GetEnvironmentVariable("SYNDICATION_TEST_FULL") is not null;

    /// <summary>Strikes so often, spread over the load as it goes: a fault after its end would prove nothing.</summary>
    public static Task<Survival> OfAsync(string what, Newsroom newsroom, int seed, int releases, params IReadOnlyList<Func<Task>> strikes) =>
        OfAsync(what, newsroom, new Ledger(newsroom, seed), releases, strikes, () => Task.CompletedTask);

    /// <param name="last">Done once the load is over.</param>
    public static async Task<Survival> OfAsync(string what, Newsroom newsroom, Ledger ledger, int releases, IReadOnlyList<Func<Task>> strikes, Func<Task> last)
    {
        var random = new Random(ledger.Seed);
        using var stopping = new CancellationTokenSource();
        var load = ledger.RunAsync(Workers, releases, stopping.Token);
        for (var struck = 0; struck < strikes.Count; struck++)
        {
            var goal = (struck + 1) * releases / (strikes.Count + 1);
            while (ledger.Lives.Count < goal && !load.IsCompleted)
            {
                await Task.Delay(5);
            }

            await Task.Delay(random.Next(40));
            await strikes[struck]();
        }

        await load;
        await last();
        var waiting = await newsroom.LagAsync();
        var clock = Stopwatch.StartNew();
        await newsroom.QuietAsync();
        var recovery = clock.Elapsed;
        var faults = ledger.Faults.Concat(await Oracle.FaultsAsync(newsroom, ledger.Lives)).ToList();
        Figures.Add($"{what}: {strikes.Count} faults under {ledger.Lives.Count} releases in {ledger.Lives.Sum(life => life.Version)} changes; "
            + $"{waiting} deliveries waiting when the load ended, quiet {recovery.TotalSeconds:F1} s later; {faults.Count} lost, doubled or out of date");
        return new Survival(faults, ledger.Lives.Count);
    }

    public void IsWhole(int releases)
    {
        Assert.True(Faults.Count == 0, $"{Faults.Count} faults over {Lives} releases:\n{string.Join('\n', Faults.Take(20))}");
        Assert.Equal(releases, Lives);
    }
}
