namespace Syndication.System.Tests.Faults;

/// <summary>kill -9 at seeded random moments under load.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Workers = 8;

    /// <summary>One seed, or with <c>./test.sh --full</c> five.</summary>
    public static TheoryData<int> Seeds =>
        [.. Enumerable.Range(20_261_121, Environment.GetEnvironmentVariable("SYNDICATION_TEST_FULL") is null ? 1 : 5)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Twenty_kills_lose_nothing_that_was_acknowledged_and_double_nothing(int seed)
    {
        var (faults, lives) = await SurviveAsync("Standalone", seed, kills: 20, releases: 600);

        Assert.True(lives >= 500, $"Only {lives} releases were lived to their end.");
        Assert.True(faults.Count == 0, $"{faults.Count} faults over {lives} releases:\n{string.Join('\n', faults.Take(20))}");
    }

    [Fact]
    public async Task A_build_that_acknowledges_before_it_commits_is_found_out()
    {
        var (faults, _) = await SurviveAsync("AckEarly", seed: 1, kills: 3, releases: 200);

        // Acknowledged as version 1, and not there: just what the test above has to see.
        Assert.Contains(faults, fault => fault.EndsWith("0 instead of 1 (version)", StringComparison.Ordinal));
    }

    private async Task<(IReadOnlyList<string> Faults, int Lives)> SurviveAsync(string program, int seed, int kills, int releases)
    {
        using var folder = new TemporaryFolder();
        await using var newsroom = new Newsroom(folder["data"], program);
        await newsroom.StartAsync();
        var random = new Random(seed);
        var ledger = new Ledger(newsroom, seed);
        using var stopping = new CancellationTokenSource();
        var load = ledger.RunAsync(Workers, releases, stopping.Token);
        var killed = 0;
        for (; killed < kills; killed++)
        {
            // Spread over the load as it goes: a kill after its end would prove nothing.
            var goal = (killed + 1) * releases / (kills + 1);
            while (ledger.Lives.Count < goal && !load.IsCompleted)
            {
                await Task.Delay(5);
            }

            await Task.Delay(random.Next(40));
            await newsroom.KillAsync();
            await newsroom.StartAsync();
        }

        await load;
        await newsroom.QuietAsync(TimeSpan.FromMinutes(2));
        var faults = ledger.Faults.Concat(await Oracle.FaultsAsync(newsroom, ledger.Lives)).ToList();
        output.WriteLine($"{program}: {killed} kills, {ledger.Lives.Count} releases, {ledger.Lives.Sum(life => life.Version)} changes, {faults.Count} faults");
        return (faults, ledger.Lives.Count);
    }
}
