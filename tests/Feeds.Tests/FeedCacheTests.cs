using Microsoft.AspNetCore.Http;
using Syndication.Contracts;
using Syndication.Feeds.Selecting;
using Syndication.Feeds.Serving;

namespace Syndication.Feeds.Tests;

public sealed class FeedCacheTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_release_that_loses_a_topic_leaves_that_topic_s_feed()
    {
        await using var host = await FeedHost.StartAsync();
        var release = Given.Release(1) with { Topics = ["climate"] };
        await host.PublishAsync(release, Given.Release(2) with { Topics = ["climate"] });
        Assert.Contains(Given.Id(1).ToString(), await host.ReadAsync("/feeds/fr.json?topic=climate"), StringComparison.Ordinal);

        await host.PublishAsync(release.Next(Given.Noon.AddDays(1), Significance.Minor) with { Topics = [] });
        Assert.DoesNotContain(Given.Id(1).ToString(), await host.ReadAsync("/feeds/fr.json?topic=climate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_topic_that_its_last_release_loses_is_unknown()
    {
        await using var host = await FeedHost.StartAsync();
        var release = Given.Release(1, "en") with { Topics = ["climate"] };
        await host.PublishAsync(release);
        using var known = await host.GetAsync("/feeds/fr.json?topic=climate");
        Assert.Equal(200, (int)known.StatusCode);

        await host.PublishAsync(release.Next(Given.Noon.AddDays(1), Significance.Minor) with { Topics = [] });
        using var unknown = await host.GetAsync("/feeds/fr.json?topic=climate");
        Assert.Equal(404, (int)unknown.StatusCode);
    }

    [Fact]
    public async Task Only_the_feeds_of_a_changed_facet_are_rendered_anew()
    {
        await using var host = await FeedHost.StartAsync();
        await host.PublishAsync(Given.Release(1) with { Topics = ["climate"] }, Given.Release(2) with { Topics = ["jobs"] });
        var climate = await RenderAsync(host, "?topic=climate");
        var jobs = await RenderAsync(host, "?topic=jobs");
        var all = await RenderAsync(host, "");

        await host.PublishAsync(Given.Release(3) with { Topics = ["jobs"] });
        Assert.Same(climate, host.Cache.Find(Address("?topic=climate")));
        Assert.Null(host.Cache.Find(Address("?topic=jobs")));
        Assert.Null(host.Cache.Find(Address("")));
        Assert.NotSame(jobs, await RenderAsync(host, "?topic=jobs"));
        Assert.NotSame(all, await RenderAsync(host, ""));
    }

    [Fact]
    public async Task A_row_that_comes_twice_makes_nothing_stale()
    {
        await using var host = await FeedHost.StartAsync();
        await host.PublishAsync(Given.Release(1));
        var bytes = await RenderAsync(host, "");
        await host.TellAsync(Given.Id(1));
        Assert.Same(bytes, host.Cache.Find(Address("")));
    }

    [Fact]
    public async Task A_reset_forgets_every_feed()
    {
        await using var host = await FeedHost.StartAsync();
        await host.PublishAsync(Given.Release(1));
        await RenderAsync(host, "");
        await host.Cache.ResetAsync(Cancellation);
        Assert.Null(host.Cache.Find(Address("")));
        Assert.Equal(default, host.Cache.Position);
    }

    [Fact]
    public async Task Many_readers_of_a_stale_feed_get_one_rendering()
    {
        await using var host = await FeedHost.StartAsync();
        await host.PublishAsync(Given.Release(1));
        var renderings = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.Cache.RenderAsync(Address(""), Cancellation)));
        Assert.Single(renderings.Distinct());
    }

    [Fact]
    public async Task Feeds_are_kept_up_to_a_number_and_the_used_ones_longest()
    {
        await using var host = await FeedHost.StartAsync(options => options.CachedFeeds = 3);
        await host.PublishAsync(Given.Release(1));
        await RenderAsync(host, "?country=ma");
        foreach (var country in new[] { "fr", "de", "it", "es", "pt", "be" })
        {
            Assert.NotNull(host.Cache.Find(Address("?country=ma")));
            await RenderAsync(host, $"?country={country}");
        }

        Assert.NotNull(host.Cache.Find(Address("?country=ma")));
        Assert.NotNull(host.Cache.Find(Address("?country=be")));
        Assert.Null(host.Cache.Find(Address("?country=fr")));
    }

    [Fact]
    public async Task Readers_during_a_storm_of_changes_never_get_less_than_was_applied_before_they_asked()
    {
        await using var host = await FeedHost.StartAsync();
        var release = Given.Release(1);
        await host.PublishAsync(release);
        var applied = 1;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var reads = 0;
            while (!stop.IsCancellationRequested)
            {
                var before = Volatile.Read(ref applied);
                var bytes = host.Cache.Find(Address("")) ?? (await host.Cache.RenderAsync(Address(""), Cancellation)).Bytes!;
                using var json = System.Text.Json.JsonDocument.Parse(bytes.Identity);
                Assert.True(json.RootElement.GetProperty("items")[0].GetProperty("_syndication").GetProperty("version").GetInt32() >= before);
                reads++;
            }

            return reads;
        }, Cancellation)).ToList();

        for (var version = 2; version <= 150; version++)
        {
            release = release.Next(Given.Noon.AddHours(version), Significance.Minor);
            await host.PublishAsync(release);
            Volatile.Write(ref applied, version);
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(readers), reads => Assert.True(reads > 0));
    }

    private static FeedAddress Address(string query) => FeedAddress.Parse("fr", FeedFormat.Json, new QueryString(query), out _)!;

    private static async Task<FeedBytes> RenderAsync(FeedHost host, string query) =>
        (await host.Cache.RenderAsync(Address(query), Cancellation)).Bytes!;
}
