using System.Net;
using System.Text.Json.Nodes;

namespace Syndication.System.Tests.Faults;

/// <summary>kill -9 at seeded random moments while webhooks go out: none is lost, and what comes twice was under way and has the same id.</summary>
public sealed class WebhookKillTests
{
    /// <summary>Posts at once in a process, so that those under way at a kill are known to be few.</summary>
    private const int AtOnce = 16;

    /// <summary>What a receiver takes to answer.</summary>
    private static readonly TimeSpan Answering = TimeSpan.FromMilliseconds(40);

    private static int Endpoints => Survival.IsFull ? 100 : 40;

    private static int Releases => Survival.IsFull ? 100 : 30;

    private static int Kills => Survival.IsFull ? 10 : 3;

    public static TheoryData<string> Victims => ["Standalone", "Webhooks", "Broker"];

    [Theory]
    [MemberData(nameof(Victims))]
    public async Task Webhooks_survive_kills(string victim)
    {
        Assert.SkipUnless(victim == "Standalone" || Broker.IsInstalled, Broker.Missing);
        Assert.SkipUnless(victim == "Standalone" || Gateway.IsInstalled, Gateway.Missing);
        using var folder = new TemporaryFolder();
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var broker = new Broker();
        if (victim != "Standalone")
        {
            await broker.StartAsync();
        }

        await using var newsroom = (victim == "Standalone" ? new Newsroom(folder["data"]) : new Newsroom(folder["data"], broker.Uri, 1))
            .With("Webhooks__Concurrency", $"{AtOnce}");
        await newsroom.StartAsync();
        var secrets = await RegisterAsync(newsroom, receiver);
        receiver.Answer((context, _) => Task.Delay(Answering, context.RequestAborted));

        var (random, expected, share) = (new Random(20_261_125), Endpoints * Releases, Releases / Kills);
        var (releases, atKills) = (new List<string>(), new List<int>());
        for (var number = 0; number < Kills; number++)
        {
            var (before, all) = (receiver.Received.Count, share * Endpoints);
            var moment = before + random.Next(all / 20, all * 4 / 5);
            var publishing = PublishAsync(newsroom, number * share, share);

            // In the middle of it: something is on its way to somebody.
            await Eventually.HoldsAsync(() => Task.FromResult(receiver.Received.Count >= moment && (receiver.UnderWay > 0 || receiver.Received.Count >= before + all)));
            atKills.Add(receiver.UnderWay);
            await (victim switch
            {
                "Broker" => broker.KillAsync(),
                "Webhooks" => newsroom.Processes.Single(process => process.Program == "Webhooks").KillAsync(),
                _ => newsroom.KillAsync(),
            });
            await (victim == "Broker" ? broker.StartAsync() : (Task)newsroom.StartAsync());
            releases.AddRange(await publishing);
        }

        await Eventually.HoldsAsync(() => Task.FromResult(receiver.Received.DistinctBy(webhook => (webhook.Name, webhook.Id)).Count() >= expected));
        await newsroom.QuietAsync();

        var received = receiver.Received.ToList();
        var deliveries = received.GroupBy(webhook => (webhook.Name, Release: webhook.Data.Text("id"))).ToList();
        var (lost, extra) = (expected - deliveries.Count, received.Count - deliveries.Count);
        Figures.Add($"kill -9 of {victim}: {Kills} kills while {expected} webhooks went out; lost {lost}, extra {extra}, each with the same id; under way at the kills: {string.Join(", ", atKills)}");
        Assert.Equal(0, lost);
        Assert.All(deliveries, delivery => Assert.Single(delivery.Select(webhook => webhook.Id).Distinct()));
        Assert.All(received, webhook => Assert.True(webhook.IsSignedWith(secrets[webhook.Name])));

        // A post is under way until what came of it is on the disk.
        Assert.InRange(extra, 0, victim == "Broker" ? 0 : Kills * AtOnce);
        await AreInLedgerAsync(newsroom, releases);
    }

    private static async Task<Dictionary<string, string>> RegisterAsync(Newsroom newsroom, WebhookReceiver receiver)
    {
        var secrets = new Dictionary<string, string>();
        for (var number = 0; number < Endpoints; number++)
        {
            var request = new JsonObject { ["url"] = $"{receiver.Url}/e{number}", ["contact"] = "press@partner.example", ["payload"] = number % 2 == 0 ? "full" : "thin" };
            var endpoint = await newsroom.Admin.PostAsync("/api/webhooks", request).JsonAsync(HttpStatusCode.Created);
            await newsroom.Admin.PostAsync($"/api/webhooks/{endpoint.Id()}/challenge", new JsonObject()).JsonAsync(HttpStatusCode.OK);
            secrets[$"e{number}"] = endpoint.Text("secret");
        }

        return secrets;
    }

    /// <summary>Publishes one after the other; their ids.</summary>
    private static async Task<IReadOnlyList<string>> PublishAsync(Newsroom newsroom, int first, int count)
    {
        var ids = new List<string>();
        for (var number = first; number < first + count; number++)
        {
            ids.Add(await PublishAsync(newsroom, number));
        }

        return ids;
    }

    /// <summary>Until it is acknowledged: whether a request was taken that a kill interrupted, its key knows.</summary>
    private static async Task<string> PublishAsync(Newsroom newsroom, int number)
    {
        string? id = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    using var answer = await newsroom.Admin.PostAsync("/api/releases", Api.Release($"Release {number}"), $"release-{number}");
                    id = answer.IsSuccessStatusCode ? (await answer.JsonAsync()).Id() : null;
                    return id is not null;
                }
                catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
                {
                    return false;
                }
            });
        return id!;
    }

    /// <summary>What the newsroom says went is what arrived.</summary>
    private static async Task AreInLedgerAsync(Newsroom newsroom, IReadOnlyList<string> releases)
    {
        foreach (var release in releases)
        {
            var (sent, next) = (0, (string?)"");
            while (next is not null)
            {
                var page = await newsroom.Admin.GetAsync(new Uri($"/api/deliveries?release={release}&pageSize=200{next}", UriKind.Relative)).JsonAsync(HttpStatusCode.OK);
                sent += page["items"]!.AsArray().Where(row => row!["channel"]!.GetValue<string>() == "webhooks" && row["state"]!.GetValue<string>() == "sent").Sum(row => row!["count"]!.GetValue<int>());
                next = page["next"]?.GetValue<string>() is { } cursor ? $"&after={Uri.EscapeDataString(cursor)}" : null;
            }

            Assert.Equal(Endpoints, sent);
        }
    }
}
