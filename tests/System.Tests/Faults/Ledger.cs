using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;

namespace Syndication.System.Tests.Faults;

/// <summary>
/// Publishes, corrects and retracts releases while the newsroom is killed under it, and knows of every request what was
/// acknowledged: an unanswered one is sent again, with the same key, until it is.
/// </summary>
/// <param name="isChanging">Whether releases are corrected and retracted, or only published.</param>
internal sealed class Ledger(Newsroom newsroom, int seed, bool isChanging = true)
{
    /// <summary>No more than a feed holds, so that each release has to be in the feed of its topic.</summary>
    public const int ReleasesPerTopic = 40;

    private readonly ConcurrentQueue<string> _faults = new();
    private int _created;

    public int Seed => seed;

    public ConcurrentBag<Life> Lives { get; } = [];

    /// <summary>What the newsroom answered that it should not have.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>Lives releases to their end until told to stop.</summary>
    public Task RunAsync(int workers, int releases, CancellationToken stopping) =>
        Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
        {
            while (!stopping.IsCancellationRequested && Interlocked.Increment(ref _created) is var number && number <= releases)
            {
                await LiveAsync(number);
            }
        }, CancellationToken.None)));

    public bool IsDone(int releases) => Lives.Count >= releases;

    private async Task LiveAsync(int number)
    {
        var random = new Random((seed * 100_003) + number);
        var life = new Life(number);
        var posted = await SendAsync(() => newsroom.Admin.PostAsync("/api/releases", life.Document(), $"{seed}-{number}-create"), HttpStatusCode.Created, HttpStatusCode.OK);
        if (posted is null)
        {
            return;
        }

        life.Id = posted.Id();
        for (var correction = isChanging ? random.Next(4) : 0; correction > 0; correction--)
        {
            var next = life with { Version = life.Version + 1 };
            var document = next.Document();
            document["significance"] = correction == 1 ? "correction" : "minor";
            document["changeNote"] = "A figure was wrong.";
            if (await SendAsync(() => newsroom.Admin.PutAsync($"/api/releases/{life.Id}", document, life.Version, $"{seed}-{number}-{next.Version}"), HttpStatusCode.OK) is null)
            {
                return;
            }

            life = next;
        }

        if (isChanging && random.Next(5) == 0)
        {
            var retraction = new JsonObject { ["kind"] = random.Next(2) == 0 ? "withdrawal" : "kill", ["notice"] = "Taken back." };
            if (await SendAsync(() => newsroom.Admin.PostAsync($"/api/releases/{life.Id}/retraction", retraction.DeepClone(), $"{seed}-{number}-retract"), HttpStatusCode.OK) is null)
            {
                return;
            }

            life = life with { Version = life.Version + 1, IsRetracted = true };
        }

        Lives.Add(life);
    }

    private async Task<JsonObject?> SendAsync(Func<Task<HttpResponseMessage>> send, params HttpStatusCode[] expected)
    {
        var deadline = DateTime.UtcNow.AddMinutes(2);
        while (DateTime.UtcNow < deadline)
        {
            try
            {
                using var answer = await send();
                if (expected.Contains(answer.StatusCode))
                {
                    return await answer.JsonAsync();
                }

                if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
                {
                    _faults.Enqueue($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                    return null;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException)
            {
                // Killed: whether it was done is not known, so it is asked for again.
            }

            await Task.Delay(25);
        }

        _faults.Enqueue("No answer for two minutes.");
        return null;
    }
}

/// <summary>A release as it was last acknowledged.</summary>
internal sealed record Life(int Number)
{
    public string Id { get; set; } = "";
    public int Version { get; init; } = 1;
    public bool IsRetracted { get; init; }
    public string Topic => $"topic-{Number / Ledger.ReleasesPerTopic}";

    /// <summary>A word that no other release has.</summary>
    public string Word => $"zq{Number}x";

    public string Headline => $"Release {Number} in version {Version}";

    public JsonObject Document() => new()
    {
        ["headline"] = Headline,
        ["language"] = "en",
        ["summary"] = $"All about {Word}.",
        ["bodyText"] = $"The word of this release is {Word}, and this is version {Version}.",
        ["topics"] = new JsonArray(Topic),
        ["countries"] = new JsonArray("SN"),
    };
}
