using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Syndication.System.Tests;

/// <summary>
/// The newsroom as a user has it, over HTTP: one process, or each service a process of its own over RabbitMQ behind nginx.
/// </summary>
internal sealed class Newsroom : IAsyncDisposable
{
    /// <summary>Those that run as a process of their own.</summary>
    public static readonly IReadOnlyList<string> Services = ["Ingestion", "Translation", "Feeds", "Search", "Digest", "Webhooks", "Newsroom"];

    private readonly Dictionary<string, string> _environment = [];
    private readonly List<ServiceProcess> _processes = [];
    private readonly Gateway? _gateway;

    /// <summary>All of it in one process.</summary>
    /// <param name="program">The assembly to start: "Standalone", or one that is broken on purpose.</param>
    public Newsroom(string data, string program = "Standalone")
        : this(data, Ports.Free())
    {
        string[] arguments = program == "Standalone"
            ? ["--port", $"{Port}", "--data", Data]
            : [$"--urls=http://127.0.0.1:{Port}", $"--Storage:Path={Data}"];
        _processes.Add(new ServiceProcess(program, Port, arguments, _environment));
    }

    /// <summary>Each service a process of its own, or several.</summary>
    /// <param name="brokerUri">Of a RabbitMQ; queues get a prefix of this newsroom's own.</param>
    public Newsroom(string data, string brokerUri, int replicas)
        : this(data, Ports.Free())
    {
        Prefix = $"t{Port}";
        _gateway = new Gateway(Port);
        Set("Bus__Transport", "RabbitMq");
        Set("Bus__RabbitMq__Uri", brokerUri);
        Set("Bus__Prefix", Prefix);
        Set("Keys__Internal", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        Set("Syndication__PublicUrl", $"http://127.0.0.1:{Port}");
        foreach (var service in Services)
        {
            var ports = Enumerable.Range(0, replicas).Select(_ => Ports.Free()).ToList();
            Set($"Services__{service}__Url", _gateway.Add(service, ports));
            _processes.AddRange(ports.Select(port =>
                new ServiceProcess(service, port, [$"--urls=http://127.0.0.1:{port}", $"--Storage:Path={Data}"], _environment)));
        }
    }

    /// <summary>One that runs already, elsewhere: of its processes nothing is known.</summary>
    public Newsroom(Uri address, string administratorKey)
        : this("", address.Port)
    {
        Client.BaseAddress = Admin.BaseAddress = address;
        Admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", administratorKey);
    }

    private Newsroom(string data, int port)
    {
        Data = data;
        Port = port;

        // What is translated is what tests of translation ask for: here, not whatever this machine has installed.
        Set("Translation__Engines__0__Kind", "none");

        // Partners of tests are on this machine.
        Set("Egress__webhooks__Allow__0", "127.0.0.0/8");
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}"), Timeout = TimeSpan.FromSeconds(60) };
        Admin = new HttpClient { BaseAddress = Client.BaseAddress, Timeout = TimeSpan.FromSeconds(60) };
    }

    public string Data { get; }
    public int Port { get; }

    /// <summary>Before the names of its queues.</summary>
    public string Prefix { get; } = "";

    /// <summary>Shows no key.</summary>
    public HttpClient Client { get; }

    /// <summary>Shows the administrator's key.</summary>
    public HttpClient Admin { get; }

    public string AdministratorKey => Admin.DefaultRequestHeaders.Authorization!.Parameter!;

    public IReadOnlyList<ServiceProcess> Processes => _processes;

    public string Log => string.Join('\n', _processes.Select(process => $"{process.Program}:\n{process.Log}"));

    /// <summary>Memory that its processes hold now.</summary>
    public long ResidentBytes => _processes.Sum(process => process.ResidentBytes);

    public Newsroom With(string variable, string value)
    {
        Set(variable, value);
        return this;
    }

    /// <summary>Starts what does not run and waits until it answers.</summary>
    /// <param name="except">A service that is left for later.</param>
    public async Task<Newsroom> StartAsync(string? except = null)
    {
        if (_processes.Count == 0)
        {
            return this;
        }

        Directory.CreateDirectory(Data);
        var starting = _processes.Where(process => !process.IsRunning && process.Program != except).ToList();
        starting.ForEach(process => process.Start());
        try
        {
            await Task.WhenAll(starting.Select(process => process.AnswersAsync()));
            if (_gateway is not null)
            {
                await _gateway.StartAsync();
            }
        }
        catch
        {
            // Nobody gets it, so nobody would end the others.
            await DisposeAsync();
            throw;
        }

        // Once: a load that goes on over a restart keeps using it.
        if (Admin.DefaultRequestHeaders.Authorization is null)
        {
            Admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(Data, "admin.key"))).Trim());
        }

        return this;
    }

    /// <summary>SIGKILL to every process.</summary>
    public Task KillAsync() => Task.WhenAll(_processes.Select(process => process.KillAsync()));

    /// <summary>SIGTERM to every process, one after the other; the worst exit code and how long the slowest took.</summary>
    public async Task<(int ExitCode, TimeSpan Took)> TerminateAsync()
    {
        var ends = new List<(int ExitCode, TimeSpan Took)>();
        foreach (var process in _processes)
        {
            ends.Add(await process.TerminateAsync());
        }

        return (ends.Max(end => end.ExitCode), ends.Max(end => end.Took));
    }

    /// <summary>Waits until everything that was logged is shown, by every process.</summary>
    public async Task QuietAsync()
    {
        if (_processes.Count == 0)
        {
            await ShowsMarkerAsync();
            return;
        }

        IReadOnlyList<JsonObject> answers = [];
        await Eventually.HoldsAsync(
            async () =>
            {
                answers = await AskQuietAsync();
                return answers.All(quiet => quiet["isQuiet"]?.GetValue<bool>() == true) && answers.Select(quiet => quiet["head"]!.GetValue<long>()).Distinct().Count() == 1;
            },
            explain: () => $"Not quiet: {string.Join('\n', answers.Select(quiet => quiet.ToJsonString()))}\n{Log}");
    }

    /// <summary>Deliveries that consumers and replicas have yet to make.</summary>
    public async Task<long> LagAsync() =>
        (await AskQuietAsync()).Sum(quiet => quiet["lags"]?.AsArray().Sum(lag => Math.Max(0, lag!["entries"]!.GetValue<long>())) ?? 0);

    /// <summary>What consumers of any process could not apply.</summary>
    public async Task<IReadOnlyList<JsonObject>> ParkedAsync()
    {
        var parked = new List<JsonObject>();
        foreach (var process in _processes.DistinctBy(process => process.Program))
        {
            var page = await Admin.GetAsync(new Uri(process.Address, "/api/parked")).JsonAsync(HttpStatusCode.OK);
            parked.AddRange(page["items"]!.AsArray().Select(item => item!.AsObject()));
        }

        return parked;
    }

    public async Task<JsonObject> GetAsync(string address)
    {
        using var answer = await Client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Admin.Dispose();
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }
    }

    /// <summary>
    /// Where nobody can be asked whether all is quiet: a release that comes after everything else is in each channel, and a
    /// moment has passed for what was under way beside it.
    /// </summary>
    private async Task ShowsMarkerAsync()
    {
        var word = $"marker{Guid.NewGuid():N}";
        var marker = await Admin.PostAsync("/api/releases", Api.Release($"The {word}", language: "de")).JsonAsync(HttpStatusCode.Created);
        string[] channels = [$"/api/search?q={word}", "/feeds/de.json", "/de/releases", "/api/releases?lang=de"];
        foreach (var channel in channels)
        {
            await Eventually.HoldsAsync(async () => (await (await Client.GetAsync(new Uri(channel, UriKind.Relative))).Content.ReadAsStringAsync()).Contains(marker.Id(), StringComparison.Ordinal));
        }

        await Task.Delay(TimeSpan.FromSeconds(1));
    }

    private async Task<JsonObject[]> AskQuietAsync()
    {
        var key = _environment.GetValueOrDefault("Keys__Internal") ?? (await File.ReadAllTextAsync(Path.Combine(Data, "keys", "internal.key"))).Trim();
        return await Task.WhenAll(_processes.Select(process => process.InternalAsync("/internal/quiet", key)));
    }

    private void Set(string variable, string value) => _environment[variable] = value;
}
