using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Syndication.Benchmarks.Running;

/// <summary>
/// The system under test: Standalone as a user starts it, or separate services, on a folder of its own that goes with this
/// object.
/// </summary>
internal sealed class SystemUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan LongestDrain = TimeSpan.FromMinutes(5);

    private readonly string _data;
    private readonly AuthenticationHeaderValue _administrator;
    private readonly AuthenticationHeaderValue _service;

    private readonly IReadOnlyList<Server> _servers;

    /// <param name="server">Where releases are sent to.</param>
    /// <param name="feeds">Null where <paramref name="server"/> serves them.</param>
    /// <param name="search">Null where <paramref name="server"/> serves it.</param>
    public SystemUnderTest(Server server, string data, Server? feeds = null, Server? search = null, IReadOnlyList<Server>? others = null)
    {
        Server = server;
        _servers = [.. new[] { server, feeds ?? server, search ?? server }.Concat(others ?? []).Distinct()];
        _data = data;
        _administrator = new AuthenticationHeaderValue("Bearer", File.ReadAllText(Path.Combine(data, "admin.key")).Trim());
        _service = new AuthenticationHeaderValue("Bearer", File.ReadAllText(Path.Combine(data, "keys", "internal.key")).Trim());
        Client = Connect(64);
        Feeds = feeds is null ? Client : Connect(64, feeds);
        Search = search is null ? Client : Connect(64, search);
    }

    public Server Server { get; }

    /// <summary>Shows the administrator's key.</summary>
    public HttpClient Client { get; }

    public HttpClient Feeds { get; }

    public HttpClient Search { get; }

    public static async Task<SystemUnderTest> StartAsync(
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? environment = null,
        IReadOnlyList<string>? wrapper = null)
    {
        var data = Directory.CreateTempSubdirectory("syndication-benchmark-").FullName;
        var server = await Server.StartAsync("Syndication.Standalone", port => ["--port", $"{port}", "--data", data], "/health/live", cancellationToken, Untranslated(environment), wrapper);
        return new SystemUnderTest(server, data);
    }

    /// <summary>Machine translation has a benchmark of its own; here it would be what is measured, where it is installed.</summary>
    private static Dictionary<string, string> Untranslated(IReadOnlyDictionary<string, string>? environment) =>
        new(environment ?? new Dictionary<string, string>()) { ["Translation__Engines__0__Kind"] = "none" };

    /// <summary>A client of so many connections, with the administrator's key.</summary>
    public HttpClient Connect(int connections, Server? to = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseProxy = false }) { BaseAddress = (to ?? Server).Address };
        client.DefaultRequestHeaders.Authorization = _administrator;
        return client;
    }

    /// <summary>Publishes; anything but 201 ends the benchmark.</summary>
    public async Task PublishAsync(byte[] release, CancellationToken cancellationToken) =>
        await Client.PublishAsync(release, cancellationToken);

    /// <summary>Waits until everything that was logged is shown; how long that took.</summary>
    public async Task<TimeSpan> QuietAsync(CancellationToken cancellationToken)
    {
        var start = Stopwatch.StartNew();
        while (start.Elapsed < LongestDrain)
        {
            if ((await Task.WhenAll(_servers.Select(server => IsQuietAsync(server, cancellationToken)))).All(isQuiet => isQuiet))
            {
                return start.Elapsed;
            }

            await Task.Delay(20, cancellationToken);
        }

        throw new BenchmarkException($"The system was not quiet after {LongestDrain.TotalMinutes} minutes.");
    }

    private async Task<bool> IsQuietAsync(Server server, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "/internal/quiet"));
        request.Headers.Authorization = _service;
        using var answer = await Client.SendAsync(request, cancellationToken);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))?["isQuiet"]?.GetValue<bool>() == true;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Feeds.Dispose();
        Search.Dispose();
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        Directory.Delete(_data, recursive: true);
    }
}
