using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Syndication.System.Tests;

/// <summary>The newsroom as a process of its own, over HTTP: started, stopped and killed by tests.</summary>
internal sealed class Newsroom : IAsyncDisposable
{
    private readonly string _program;
    private readonly Dictionary<string, string> _environment = [];
    private readonly StringBuilder _log = new();
    private Process? _process;

    /// <param name="program">The assembly to start: "Standalone", or one that is broken on purpose.</param>
    public Newsroom(string data, string program = "Standalone")
    {
        Data = data;
        _program = program;
        Port = FreePort();
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}"), Timeout = TimeSpan.FromSeconds(60) };
        Admin = new HttpClient { BaseAddress = Client.BaseAddress, Timeout = TimeSpan.FromSeconds(60) };
    }

    public string Data { get; }
    public int Port { get; }

    /// <summary>Shows no key.</summary>
    public HttpClient Client { get; }

    /// <summary>Shows the administrator's key.</summary>
    public HttpClient Admin { get; }

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

    /// <summary>Memory that the process holds now.</summary>
    public long ResidentBytes
    {
        get
        {
            _process!.Refresh();
            return _process.WorkingSet64;
        }
    }

    public Newsroom With(string variable, string value)
    {
        _environment[variable] = value;
        return this;
    }

    /// <summary>Starts it and waits until it answers.</summary>
    public async Task<Newsroom> StartAsync()
    {
        var isStandalone = _program == "Standalone";
        string[] arguments = isStandalone
            ? ["--port", $"{Port}", "--data", Data]
            : [$"--urls=http://127.0.0.1:{Port}", $"--Storage:Path={Data}"];
        Directory.CreateDirectory(Data);
        _process = Commands.Start(_program, arguments, _environment);
        Collect(_process.StandardOutput);
        Collect(_process.StandardError);
        var deadline = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await Client.GetAsync(new Uri("/health/live", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    break;
                }
            }
            catch (HttpRequestException) when (!_process.HasExited && deadline.Elapsed < TimeSpan.FromSeconds(60))
            {
                await Task.Delay(20);
            }

            Assert.False(_process.HasExited, $"It ended with {(_process.HasExited ? _process.ExitCode : 0)}:\n{Log}");
        }

        // Once: a load that goes on over a restart keeps using it.
        if (Admin.DefaultRequestHeaders.Authorization is null)
        {
            Admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(Data, "admin.key"))).Trim());
        }

        return this;
    }

    /// <summary>SIGKILL: no handler runs.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; the exit code and how long it took.</summary>
    public async Task<(int ExitCode, TimeSpan Took)> TerminateAsync()
    {
        var start = Stopwatch.StartNew();
        using (Process.Start("kill", ["-TERM", $"{_process!.Id}"]))
        {
            await _process.WaitForExitAsync();
        }

        return (_process.ExitCode, start.Elapsed);
    }

    /// <summary>Waits until everything that was logged is shown.</summary>
    public async Task QuietAsync(TimeSpan? atMost = null)
    {
        var key = (await File.ReadAllTextAsync(Path.Combine(Data, "keys", "internal.key"))).Trim();
        var deadline = Stopwatch.StartNew();
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/internal/quiet");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var answer = await Client.SendAsync(request);
            var quiet = await answer.Content.ReadFromJsonAsync<JsonObject>();
            if (quiet!["isQuiet"]?.GetValue<bool>() == true)
            {
                return;
            }

            Assert.True(deadline.Elapsed < (atMost ?? TimeSpan.FromSeconds(60)), $"Not quiet: {quiet}\n{Log}");
            await Task.Delay(50);
        }
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
        if (_process is not null)
        {
            if (!_process.HasExited)
            {
                await KillAsync();
            }

            _process.Dispose();
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Collect(StreamReader reader) => _ = Task.Run(async () =>
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_log)
            {
                _log.AppendLine(line);
            }
        }
    });
}
