using System.Net;
using Syndication.Hosting.Log;
using Syndication.Storage.Sqlite;

namespace Syndication.System.Tests.Stories;

/// <summary>An entry that a consumer can't apply waits for a person and harms nobody else.</summary>
public sealed class ParkingTests(SharedBroker broker)
{
    [Fact]
    public async Task What_killed_its_process_three_times_is_parked_and_a_retry_brings_it_back()
    {
        using var folder = new TemporaryFolder();
        await ParkAndRetryAsync(new Newsroom(folder["data"]));
    }

    [Fact]
    public async Task The_same_between_separate_services()
    {
        Assert.SkipUnless(SharedBroker.Missing is null, SharedBroker.Missing ?? "");
        Assert.SkipUnless(Gateway.IsInstalled, Gateway.Missing);
        using var folder = new TemporaryFolder();
        await ParkAndRetryAsync(new Newsroom(folder["data"], await broker.UriAsync(), replicas: 1));
    }

    private static async Task ParkAndRetryAsync(Newsroom composed)
    {
        await using var newsroom = await composed.StartAsync();
        await newsroom.Admin.PostAsync("/api/releases", Api.Release("Deadly")).JsonAsync(HttpStatusCode.Created);
        await newsroom.Admin.PostAsync("/api/releases", Api.Release("Harmless")).JsonAsync(HttpStatusCode.Created);
        await newsroom.QuietAsync();
        await newsroom.TerminateAsync();

        // A projection that begins again, and what three deaths in a row would have left of the first entry.
        foreach (var file in Directory.GetFiles(newsroom.Data, "feeds.db*"))
        {
            File.Delete(file);
        }

        await using (var store = SqliteDocumentStore.Open(Path.Combine(newsroom.Data, "feeds.db")))
        {
            await store.Collection(Attempt.Collection).InsertAsync(new Attempt(Attempt.IdOf("project-feed-item", 1), Attempt.Most), CancellationToken.None);
        }

        await newsroom.StartAsync();
        await newsroom.QuietAsync();
        Assert.Equal(["Harmless"], await newsroom.FeedTitlesAsync("en"));
        var parked = Assert.Single(await newsroom.ParkedAsync());
        Assert.Equal("project-feed-item:1", parked.Id());

        var feeds = newsroom.Processes.Single(process => process.Program is "Feeds" or "Standalone");
        using var retried = await newsroom.Admin.PostAsync(new Uri(feeds.Address, $"/api/parked/{parked.Id()}/retry"), null);
        Assert.Equal(HttpStatusCode.Accepted, retried.StatusCode);
        await Eventually.HoldsAsync(async () => (await newsroom.ParkedAsync()).Count == 0 && (await newsroom.FeedTitlesAsync("en")).Contains("Deadly"));
    }
}
