using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Syndication.Translation.Tests.Running;

/// <summary>kill -9 of the newsroom, and of the engine, while releases are translated.</summary>
public sealed class KillTests
{
    private const int Releases = 16;
    private const int Concurrency = 4;
    private static readonly string[] Languages = ["es", "en"];

    /// <summary>One seed, or with <c>./test.sh --full</c> five.</summary>
    public static TheoryData<int> Seeds =>
        [.. Enumerable.Range(20_261_122, Environment.GetEnvironmentVariable("SYNDICATION_TEST_FULL") is null ? 1 : 5)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Every_wanted_translation_is_there_in_the_end_once_and_newest_and_hardly_anything_is_asked_twice(int seed)
    {
        const int kills = 6;
        var random = new Random(seed);
        using var folder = new TemporaryFolder();
        var engine = await TestEngine.StartAsync();
        var url = engine.Url;
        var calls = new Dictionary<string, int>();
        using var process = new Service(folder["data"], FreePort(), url);
        await process.StartAsync();
        var ids = new string[Releases];
        for (var i = 0; i < Releases; i++)
        {
            ids[i] = (await process.SendAsync(HttpMethod.Post, "/api/releases", Release(i, 1))).Id();
        }

        for (var kill = 0; kill < kills; kill++)
        {
            await Task.Delay(random.Next(300, 1_500));
            if (kill % 3 == 2)
            {
                Add(calls, engine.Calls);
                await engine.DisposeAsync();
                engine = await TestEngine.StartAsync(url);
                continue;
            }

            process.Kill();
            await process.StartAsync();
            await process.SendAsync(HttpMethod.Put, $"/api/releases/{ids[kill]}", Release(kill, 2), "\"1\"");
        }

        var start = Stopwatch.StartNew();
        while (await UnfinishedAsync(process, ids) is { Count: > 0 } unfinished)
        {
            Assert.True(start.Elapsed < TimeSpan.FromMinutes(3), $"Unfinished: {string.Join("; ", unfinished.Take(10))}\n{process.Log}");
            await Task.Delay(250);
        }

        // In the log once each, whatever was sent again.
        foreach (var (id, i) in ids.Select((id, i) => (id, i)))
        {
            foreach (var language in Languages)
            {
                var text = await process.SendAsync(HttpMethod.Get, $"/api/releases/{id}?lang={language}", null);
                var revisions = text["history"]!.AsArray().Where(entry => entry!["language"]?.GetValue<string>() == language).Select(entry => $"{entry!["version"]}.{entry["revision"]}").ToList();
                Assert.Equal(revisions.Distinct(), revisions);
                Assert.Equal(1, text["revision"]!.GetValue<int>());
            }
        }

        Add(calls, engine.Calls);
        await engine.DisposeAsync();
        var most = calls.MaxBy(call => call.Value);
        Figures.Add($"translation under {kills} kills (seed {seed}): {ids.Length * 2} translations complete, {calls.Count} texts asked for {calls.Values.Sum()} times, one at most {most.Value} (bound {1 + (kills * Concurrency)})");
        Assert.InRange(most.Value, 1, 1 + (kills * Concurrency));
    }

    private static async Task<IReadOnlyList<string>> UnfinishedAsync(Service process, string[] ids)
    {
        var unfinished = new List<string>();
        foreach (var id in ids)
        {
            var version = (await process.SendAsync(HttpMethod.Get, $"/api/releases/{id}", null))["version"]!.GetValue<int>();
            var jobs = (await process.SendAsync(HttpMethod.Get, $"/api/translations?release={id}", null))["items"]!.AsArray().ToDictionary(job => job!["language"]!.GetValue<string>());
            unfinished.AddRange(Languages
                .Where(language => jobs.GetValueOrDefault(language) is not { } job || job["state"]!.GetValue<string>() != "published" || job["published"]!["sourceVersion"]!.GetValue<int>() != version)
                .Select(language => $"{id} {language}: {jobs.GetValueOrDefault(language)?["state"]}, {jobs.GetValueOrDefault(language)?["reason"]}"));
        }

        return unfinished;
    }

    private static JsonObject Release(int number, int version) => Given.Release(
        $"Le lac {Letters(number)}",
        [.. Enumerable.Range(0, 12).Select(i => $"La passerelle {Letters(number)}{Letters(i)} du lac est ouverte{(version == 2 && i == 3 ? " encore" : "")}.")]);

    private static string Letters(int number) => $"{(char)('a' + (number / 26))}{(char)('a' + (number % 26))}";

    private static void Add(Dictionary<string, int> calls, IReadOnlyDictionary<string, int> more)
    {
        foreach (var (text, count) in more)
        {
            calls[text] = calls.GetValueOrDefault(text) + count;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Standalone as a process of its own.</summary>
    private sealed class Service(string data, int port, string engine) : IDisposable
    {
        private readonly HttpClient _client = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        private readonly System.Text.StringBuilder _log = new();
        private Process? _process;

        public string Log
        {
            get
            {
                lock (_log)
                {
                    return _log.ToString();
                }
            }
        }

        public async Task StartAsync()
        {
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Syndication.Standalone.dll"), "--port", $"{port}", "--data", data])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            foreach (var (name, value) in Newsroom.With(engine).Append(("Translation:Concurrency", $"{Concurrency}")))
            {
                start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
            }

            _process = Process.Start(start)!;
            _process.OutputDataReceived += Collect;
            _process.ErrorDataReceived += Collect;
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
            await Eventually.HoldsAsync(IsUpAsync, TimeSpan.FromSeconds(90));
            _client.DefaultRequestHeaders.Authorization ??= new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(data, "admin.key"))).Trim());
        }

        /// <summary>SIGKILL: no handler runs.</summary>
        public void Kill()
        {
            _process!.Kill();
            _process.WaitForExit();
            _process.Dispose();
            _process = null;
        }

        public async Task<JsonObject> SendAsync(HttpMethod method, string address, JsonObject? body, string? ifMatch = null)
        {
            using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
            if (ifMatch is not null)
            {
                request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(ifMatch));
            }

            using var answer = await _client.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created, $"{(int)answer.StatusCode}: {text}");
            return JsonNode.Parse(text)!.AsObject();
        }

        public void Dispose()
        {
            if (_process is { HasExited: false })
            {
                Kill();
            }

            _client.Dispose();
        }

        private async Task<bool> IsUpAsync()
        {
            try
            {
                using var answer = await _client.GetAsync(new Uri("/health/live", UriKind.Relative));
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }

        private void Collect(object sender, DataReceivedEventArgs line)
        {
            lock (_log)
            {
                _log.AppendLine(line.Data);
            }
        }
    }
}
