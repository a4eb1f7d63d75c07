namespace Syndication.System.Tests.Faults;

/// <summary>Faults of separate services, and of the broker between them.</summary>
public sealed class SplitFaultTests
{
    private const string OnlyFull = "Only with ./test.sh --full: the short run has all of these faults, once and for a shorter time.";

    public static TheoryData<string> Services => [.. Newsroom.Services];

    public static TheoryData<string> BrokerFaults => ["killed", "stopped", "alarmed", "frozen"];

    [Fact]
    public async Task Each_process_and_the_broker_killed_once_lose_nothing_and_the_API_goes_on_without_the_broker()
    {
        await using var split = await SplitComposition.StartAsync(replicas: 1);
        var newsroom = split.Newsroom;
        var strikes = newsroom.Processes.Select(process => new Func<Task>(async () =>
        {
            await process.KillAsync();
            await newsroom.StartAsync();
        })).ToList();
        strikes.Insert(strikes.Count / 2, async () =>
        {
            await split.Broker.KillAsync();
            await AcceptsAsync(newsroom, TimeSpan.FromSeconds(8));
            await split.Broker.StartAsync();
        });
        strikes.Add(() => DeleteQueueAsync(split));

        (await Survival.OfAsync("kill -9 of each service and of the broker, a queue deleted", newsroom, seed: 31, releases: 150, strikes)).IsWhole(150);
    }

    [Fact]
    public async Task A_service_that_starts_for_the_first_time_after_a_thousand_releases_reads_them_all()
    {
        await using var split = await SplitComposition.StartAsync(replicas: 1, except: "Feeds");
        var newsroom = split.Newsroom;
        var ledger = new Ledger(newsroom, seed: 32, isChanging: false);
        var survival = await Survival.OfAsync("first start after a thousand releases", newsroom, ledger, 1_000, [], () => newsroom.StartAsync());

        survival.IsWhole(1_000);
    }

    [Fact]
    public async Task Two_replicas_of_every_service_survive_kills_and_both_feed_replicas_answer_the_same_bytes()
    {
        await using var split = await SplitComposition.StartAsync(replicas: 2);
        var newsroom = split.Newsroom;
        var random = new Random(33);
        var strikes = Enumerable.Range(0, Survival.IsFull ? 20 : 3).Select(_ => new Func<Task>(async () =>
        {
            await newsroom.Processes[random.Next(newsroom.Processes.Count)].KillAsync();
            await newsroom.StartAsync();
        })).ToList();
        var releases = Survival.IsFull ? 600 : 100;

        (await Survival.OfAsync("kill -9 of one of two replicas", newsroom, seed: 33, releases, strikes)).IsWhole(releases);
        foreach (var format in new[] { "rss", "atom", "json" })
        {
            var answers = new List<(string ETag, byte[] Bytes)>();
            foreach (var feeds in newsroom.Processes.Where(process => process.Program == "Feeds"))
            {
                using var answer = await newsroom.Client.GetAsync(new Uri(feeds.Address, $"/feeds/en.{format}"));
                answers.Add((answer.Headers.ETag!.ToString(), await answer.Content.ReadAsByteArrayAsync()));
            }

            Assert.Equal(answers[0].ETag, answers[1].ETag);
            Assert.Equal(answers[0].Bytes, answers[1].Bytes);
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Twenty_kills_of_a_service_lose_nothing(string service)
    {
        Assert.SkipUnless(Survival.IsFull, OnlyFull);
        await using var split = await SplitComposition.StartAsync(replicas: 1);
        var newsroom = split.Newsroom;
        var strikes = Enumerable.Repeat(async () =>
        {
            await newsroom.Processes.Single(process => process.Program == service).KillAsync();
            await newsroom.StartAsync();
        }, 20).ToList();

        (await Survival.OfAsync($"kill -9 of {service}", newsroom, seed: 34, releases: 600, strikes)).IsWhole(600);
    }

    [Theory]
    [MemberData(nameof(BrokerFaults))]
    public async Task The_broker_comes_back_and_nothing_is_lost(string fault)
    {
        Assert.SkipUnless(Survival.IsFull, OnlyFull);
        await using var split = await SplitComposition.StartAsync(replicas: 1);
        var (newsroom, broker) = (split.Newsroom, split.Broker);
        Func<Task> strike = fault switch
        {
            "killed" => async () =>
            {
                await broker.KillAsync();
                await AcceptsAsync(newsroom, TimeSpan.FromSeconds(8));
                await broker.StartAsync();
            }
            ,
            "stopped" => async () =>
            {
                await broker.StopAsync();
                await AcceptsAsync(newsroom, TimeSpan.FromMinutes(2));
                await broker.StartAsync();
            }
            ,
            "alarmed" => async () =>
            {
                await broker.ControlAsync("set_disk_free_limit", "900GB");
                await Eventually.HoldsAsync(async () => (await HealthAsync(newsroom)).Contains("blocks publishers", StringComparison.Ordinal));
                await AcceptsAsync(newsroom, TimeSpan.FromSeconds(20));
                await broker.ControlAsync("set_disk_free_limit", "50MB");
            }
            ,
            _ => async () =>
            {
                await broker.FreezeAsync();
                await AcceptsAsync(newsroom, TimeSpan.FromSeconds(30));
                await broker.ThawAsync();
            }
            ,
        };

        (await Survival.OfAsync($"broker {fault}", newsroom, seed: 35, releases: 400, strike)).IsWhole(400);
        await Eventually.HoldsAsync(async () => (await HealthAsync(newsroom)).Contains("Confirms within", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_broker_that_blocks_publishers_is_reported_and_releases_are_shown_all_the_same()
    {
        await using var split = await SplitComposition.StartAsync(replicas: 1);
        var newsroom = split.Newsroom;
        await split.Broker.ControlAsync("set_disk_free_limit", "900GB");
        await Eventually.HoldsAsync(async () => (await HealthAsync(newsroom)).Contains("blocks publishers", StringComparison.Ordinal));
        await newsroom.Admin.PostAsync("/api/releases", Api.Release("Blocked and yet shown")).JsonAsync(global::System.Net.HttpStatusCode.Created);

        await Eventually.HoldsAsync(async () => (await newsroom.FeedTitlesAsync("en")).Contains("Blocked and yet shown"));
        await split.Broker.ControlAsync("set_disk_free_limit", "50MB");
        await Eventually.HoldsAsync(async () => (await HealthAsync(newsroom)).Contains("Confirms within", StringComparison.Ordinal));
    }

    private static async Task DeleteQueueAsync(SplitComposition split)
    {
        await split.Broker.ControlAsync("delete_queue", $"{split.Newsroom.Prefix}-project-feed-item");
        await Task.Delay(TimeSpan.FromSeconds(1));
    }

    /// <summary>Posts for as long as this, and insists on being answered each time.</summary>
    private static async Task AcceptsAsync(Newsroom newsroom, TimeSpan during)
    {
        var until = DateTime.UtcNow + during;
        for (var number = 0; DateTime.UtcNow < until; number++)
        {
            await newsroom.Admin.PostAsync("/api/releases", Api.Release($"Without a broker {Guid.NewGuid()}", language: "fr")).JsonAsync(global::System.Net.HttpStatusCode.Created);
            await Task.Delay(200);
        }
    }

    private static Task<string> HealthAsync(Newsroom newsroom) =>
        newsroom.Client.GetStringAsync(new Uri(newsroom.Processes.Single(process => process.Program == "Ingestion").Address, "/health/ready"));
}
