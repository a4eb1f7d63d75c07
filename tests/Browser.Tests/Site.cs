using System.Diagnostics;
using System.Text;

namespace Syndication.Browser.Tests;

/// <summary>The real program, started from <c>/</c> with its samples, as a process of its own.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringBuilder _log = new();
    private readonly Process _process;

    public Site()
    {
        var port = Ports.Free();
        Root = new Uri($"http://127.0.0.1:{port}");
        Client = new HttpClient { BaseAddress = Root, Timeout = TimeSpan.FromSeconds(60) };
        _process = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Syndication.Standalone.dll"), "--port", $"{port}", "--data", Data, "--samples"])
        {
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Root { get; }
    public HttpClient Client { get; }
    public string Data => _folder["data"];

    /// <summary>The administrator's.</summary>
    public async Task<string> KeyAsync() => (await File.ReadAllTextAsync(Path.Combine(Data, "admin.key"))).Trim();

    /// <summary>Waits for the notice that it prints once it listens and has taken the samples in.</summary>
    public Task StartedAsync() => Eventually.HoldsAsync(
        () =>
        {
            Assert.False(_process.HasExited, $"It ended:\n{_log}");
            lock (_log)
            {
                return Task.FromResult(_log.ToString().Contains($"{Root}health/ready", StringComparison.Ordinal));
            }
        });

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _folder.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_log)
        {
            _log.AppendLine(line.Data);
        }
    }
}
