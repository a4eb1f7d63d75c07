namespace Syndication.System.Tests.Faults;

/// <summary>SIGTERM under load.</summary>
public sealed class StoppingTests
{
    [Fact]
    public async Task Sigterm_under_load_drains_within_25_seconds_ends_with_0_and_loses_nothing()
    {
        using var folder = new TemporaryFolder();
        await using var newsroom = new Newsroom(folder["data"]);
        await newsroom.StartAsync();
        var ledger = new Ledger(newsroom, seed: 7);
        using var stopping = new CancellationTokenSource();
        var load = ledger.RunAsync(8, 100, stopping.Token);
        while (ledger.Lives.Count < 30)
        {
            await Task.Delay(5);
        }

        var (exitCode, took) = await newsroom.TerminateAsync();
        await newsroom.StartAsync();
        await load;
        await newsroom.QuietAsync();

        Assert.Equal(0, exitCode);
        Assert.True(took < TimeSpan.FromSeconds(25), $"It took {took}.");
        Assert.Empty(ledger.Faults);
        Assert.Empty(await Oracle.FaultsAsync(newsroom, ledger.Lives));
    }
}
