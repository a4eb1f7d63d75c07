namespace Syndication.System.Tests.Faults;

/// <summary>kill -9 of the one process at seeded random moments under load.</summary>
public sealed class KillTests
{
    /// <summary>One seed, or with <c>./test.sh --full</c> five.</summary>
    public static TheoryData<int> Seeds => [.. Enumerable.Range(20_261_121, Survival.IsFull ? 5 : 1)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Twenty_kills_lose_nothing_that_was_acknowledged_and_double_nothing(int seed)
    {
        var survival = await SurviveAsync("Standalone", seed, kills: 20, releases: 600);

        survival.IsWhole(600);
    }

    [Fact]
    public async Task A_build_that_acknowledges_before_it_commits_is_found_out()
    {
        var survival = await SurviveAsync("AckEarly", seed: 1, kills: 3, releases: 200);

        // Acknowledged as version 1, and not there: just what the test above has to see.
        Assert.Contains(survival.Faults, fault => fault.EndsWith("0 instead of 1 (version)", StringComparison.Ordinal));
    }

    private static async Task<Survival> SurviveAsync(string program, int seed, int kills, int releases)
    {
        using var folder = new TemporaryFolder();
        await using var newsroom = new Newsroom(folder["data"], program);
        await newsroom.StartAsync();
        return await Survival.OfAsync($"kill -9 of {program}", newsroom, seed, releases, [.. Enumerable.Repeat(KillAsync, kills)]);

        async Task KillAsync()
        {
            await newsroom.KillAsync();
            await newsroom.StartAsync();
        }
    }
}
