using System.Diagnostics;
using System.Text;
using Syndication.Testing;

namespace Syndication.Benchmarks.Running;

/// <summary>A program of this solution as a process of its own; it ends with this object.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _log = new();

    private Server(Process process, int port)
    {
        _process = process;
        Port = port;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>User and system time so far, in ticks of 10 ms.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="assembly">"Syndication.Standalone", which lies beside this program.</param>
    /// <param name="arguments">Made for the port that it is to listen to.</param>
    /// <param name="probe">A path that answers 200.</param>
    /// <param name="wrapper">What to start it under, such as strace.</param>
    /// <param name="port">0 for a free one.</param>
    public static async Task<Server> StartAsync(
        string assembly,
        Func<int, IEnumerable<string>> arguments,
        string probe,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? environment = null,
        IReadOnlyList<string>? wrapper = null,
        int port = 0)
    {
        port = port > 0 ? port : Ports.Free();
        IEnumerable<string> line = [.. wrapper ?? [], "dotnet", Path.Combine(AppContext.BaseDirectory, assembly + ".dll"), .. arguments(port)];
        var start = new ProcessStartInfo(line.First(), line.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var server = new Server(Process.Start(start)!, port);
        try
        {
            await server.WaitAsync(probe, cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task WaitAsync(string probe, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = Address };
        var start = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(probe, UriKind.Relative), cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                await Task.Delay(20, cancellationToken);
            }

            if (_process.HasExited || start.Elapsed > Start)
            {
                lock (_log)
                {
                    throw new BenchmarkException($"{_process.StartInfo.FileName} did not come to answer:\n{_log}");
                }
            }
        }
    }

    private void Keep(string? line)
    {
        lock (_log)
        {
            _log.AppendLine(line);
        }
    }
}
