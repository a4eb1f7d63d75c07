using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Syndication.System.Tests;

/// <summary>One program of the newsroom: started, stopped and killed by tests.</summary>
internal sealed class ServiceProcess(string program, int port, IReadOnlyList<string> arguments, Dictionary<string, string> environment) : IAsyncDisposable
{
    /// <summary>Two of every service may start at once beside another project's tests.</summary>
    private static readonly TimeSpan MostToAnswer = TimeSpan.FromMinutes(3);

    private readonly StringBuilder _log = new();
    private readonly HttpClient _client = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(60) };
    private Process? _process;

    public string Program { get; } = program;

    public Uri Address => _client.BaseAddress!;

    public bool IsRunning => _process is { HasExited: false };

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

    /// <summary>Starts it and does not wait.</summary>
    public void Start()
    {
        _process?.Dispose();
        _process = Commands.Start(Program, arguments, environment);
        Collect(_process.StandardOutput);
        Collect(_process.StandardError);
    }

    public async Task AnswersAsync()
    {
        var deadline = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await _client.GetAsync(new Uri("/health/live", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                Assert.True(deadline.Elapsed < MostToAnswer, $"{Program} did not answer within {MostToAnswer.TotalSeconds} s ({exception.Message}):\n{Log}");
                await Task.Delay(20);
            }

            Assert.False(_process!.HasExited, $"{Program} ended with {(_process.HasExited ? _process.ExitCode : 0)}:\n{Log}");
        }
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

    /// <summary>An address that services of one installation ask each other.</summary>
    public async Task<JsonObject> InternalAsync(string address, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await _client.SendAsync(request);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_process is not null)
        {
            if (!_process.HasExited)
            {
                await KillAsync();
            }

            _process.Dispose();
            _process = null;
        }
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
