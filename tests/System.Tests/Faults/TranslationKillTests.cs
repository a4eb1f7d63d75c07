using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

namespace Syndication.System.Tests.Faults;

/// <summary>
/// kill -9 of what translates, of the engine, and of the broker, at seeded random points while releases are translated:
/// every wanted translation is there in the end, once, in its newest revision, and hardly anything was asked for twice.
/// </summary>
public sealed class TranslationKillTests
{
    private const int Releases = 16;
    private const int Concurrency = 4;
    private static readonly string[] Languages = ["es", "en"];

    private static readonly int Kills = Survival.IsFull ? 12 : 6;

    /// <summary>One seed, or with <c>./test.sh --full</c> five.</summary>
    public static TheoryData<int> Seeds => [.. Enumerable.Range(20_261_122, Survival.IsFull ? 5 : 1)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task In_one_process(int seed)
    {
        using var folder = new TemporaryFolder();
        await using var engine = new Engine();
        await engine.StartAsync();
        await using var newsroom = Translating(new Newsroom(folder["data"]), engine);
        await newsroom.StartAsync();

        await SurvivesAsync("Standalone", newsroom, engine, seed, [Kill(newsroom, "Standalone"), engine.RestartAsync]);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Between_separate_services(int seed)
    {
        await using var engine = new Engine();
        await engine.StartAsync();
        await using var split = await SplitComposition.StartAsync(replicas: 1, configure: newsroom => Translating(newsroom, engine));

        await SurvivesAsync("separate services", split.Newsroom, engine, seed, [Kill(split.Newsroom, "Translation"), KillBrokerAsync, engine.RestartAsync]);

        async Task KillBrokerAsync()
        {
            await split.Broker.KillAsync();
            await split.Broker.StartAsync();
        }
    }

    private static async Task SurvivesAsync(string what, Newsroom newsroom, Engine engine, int seed, IReadOnlyList<Func<Task>> faults)
    {
        var random = new Random(seed);
        var ids = new string[Releases];
        for (var i = 0; i < Releases; i++)
        {
            ids[i] = (await newsroom.Admin.PostAsync("/api/releases", Release(i, 1)).JsonAsync(HttpStatusCode.Created)).Id();
        }

        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(random.Next(300, 1_500));
            await faults[kill % faults.Count]();
            await newsroom.Admin.PutAsync($"/api/releases/{ids[kill]}", Release(kill, 2), version: 1).JsonAsync(HttpStatusCode.OK);
        }

        var clock = Stopwatch.StartNew();
        while (await UnfinishedAsync(newsroom, ids) is { Count: > 0 } unfinished)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(3), $"Unfinished: {string.Join("; ", unfinished.Take(10))}\n{newsroom.Log}");
            await Task.Delay(250);
        }

        // In the log once each, whatever was sent again.
        foreach (var (id, language) in ids.SelectMany(id => Languages.Select(language => (id, language))))
        {
            var text = await newsroom.GetAsync($"/api/releases/{id}?lang={language}");
            var revisions = text["history"]!.AsArray().Where(entry => entry!["language"]?.GetValue<string>() == language).Select(entry => $"{entry!["version"]}.{entry["revision"]}").ToList();
            Assert.Equal(revisions.Distinct(), revisions);
            Assert.Equal(1, text["revision"]!.GetValue<int>());
        }

        var most = engine.Calls.MaxBy(call => call.Value);
        var bound = 1 + (Kills * Concurrency);
        Figures.Add($"translation in {what} under {Kills} kills (seed {seed}): {ids.Length * Languages.Length} translations complete {clock.Elapsed.TotalSeconds:F1} s later, "
            + $"{engine.Calls.Count} texts asked for {engine.Calls.Values.Sum()} times, one at most {most.Value} (bound {bound})");
        Assert.InRange(most.Value, 1, bound);
    }

    private static async Task<IReadOnlyList<string>> UnfinishedAsync(Newsroom newsroom, string[] ids)
    {
        var unfinished = new List<string>();
        foreach (var id in ids)
        {
            var version = (await newsroom.GetAsync($"/api/releases/{id}"))["version"]!.GetValue<int>();
            var jobs = (await newsroom.Admin.GetAsync(new Uri($"/api/translations?release={id}", UriKind.Relative)).JsonAsync(HttpStatusCode.OK))["items"]!.AsArray()
                .ToDictionary(job => job!["language"]!.GetValue<string>());
            unfinished.AddRange(Languages
                .Where(language => jobs.GetValueOrDefault(language) is not { } job || job["state"]!.GetValue<string>() != "published" || job["published"]!["sourceVersion"]!.GetValue<int>() != version)
                .Select(language => $"{id} {language}: {jobs.GetValueOrDefault(language)?["state"]}, {jobs.GetValueOrDefault(language)?["reason"]}"));
        }

        return unfinished;
    }

    private static Func<Task> Kill(Newsroom newsroom, string program) => async () =>
    {
        await newsroom.Processes.Single(process => process.Program == program).KillAsync();
        await newsroom.StartAsync();
    };

    private static Newsroom Translating(Newsroom newsroom, Engine engine) => newsroom
        .With("Translation__Policy", "auto")
        .With("Translation__Engines__0__Kind", "libretranslate")
        .With("Translation__Engines__0__Url", engine.Url)
        .With("Translation__FirstRetry", "00:00:00.2")
        .With("Translation__LongestRetry", "00:00:01")
        .With("Translation__Concurrency", $"{Concurrency}");

    private static JsonObject Release(int number, int version) => Api.Release(
        $"Le lac {Letters(number)}",
        string.Join("\n\n", Enumerable.Range(0, 12).Select(i => $"La passerelle {Letters(number)}{Letters(i)} du lac est ouverte{(version == 2 && i == 3 ? " encore" : "")}.")),
        "fr");

    private static string Letters(int number) => $"{(char)('a' + (number / 26))}{(char)('a' + (number % 26))}";

    /// <summary>An engine that dies and comes back at the same address, and whose calls are counted over its lives.</summary>
    private sealed class Engine : IAsyncDisposable
    {
        private readonly Dictionary<string, int> _before = [];
        private TestEngine? _life;

        public string Url { get; private set; } = "http://127.0.0.1:0";

        public IReadOnlyDictionary<string, int> Calls
        {
            get
            {
                var calls = new Dictionary<string, int>(_before);
                foreach (var (text, count) in _life!.Calls)
                {
                    calls[text] = calls.GetValueOrDefault(text) + count;
                }

                return calls;
            }
        }

        public async Task StartAsync()
        {
            _life = await TestEngine.StartAsync(Url);
            Url = _life.Url;
        }

        public async Task RestartAsync()
        {
            foreach (var (text, count) in Calls)
            {
                _before[text] = count;
            }

            await _life!.DisposeAsync();
            await StartAsync();
        }

        public ValueTask DisposeAsync() => _life?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
