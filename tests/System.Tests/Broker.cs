using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;

namespace Syndication.System.Tests;

/// <summary>A RabbitMQ for tests to kill: a process of its own, with its port and its data folder.</summary>
internal sealed class Broker : IAsyncDisposable
{
    private const int Starts = 3;

    private static readonly string? Server = new[] { "/usr/lib/rabbitmq/bin/rabbitmq-server" }.FirstOrDefault(File.Exists);

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = Ports.Free();
    private readonly ConcurrentQueue<string> _output = new();
    private Process? _process;

    public const string Missing = "There is no rabbitmq-server on this machine: install it (Debian: apt-get install rabbitmq-server).";

    public static bool IsInstalled => Server is not null;

    public string Uri => $"amqp://guest:guest@127.0.0.1:{_port}/";

    public async Task<Broker> StartAsync()
    {
        // A server of a busy machine has ended at its start before it had a log. What it said is kept, and it may try again.
        for (var start = 1; !await AnswersAfterStartAsync(); start++)
        {
            Assert.True(start < Starts, $"The broker ended at each of {Starts} starts. {Said()}");
            Figures.Add($"a broker ended at its start and was started again. {Said()}");
        }

        return this;
    }

    /// <summary>SIGKILL to the server itself.</summary>
    public async Task KillAsync()
    {
        await SignalAsync("-KILL");
        await _process!.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>As an operator stops it.</summary>
    public async Task StopAsync()
    {
        await ControlAsync("stop");
        await _process!.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>SIGSTOP: it neither answers nor goes away.</summary>
    public Task FreezeAsync() => SignalAsync("-STOP");

    public Task ThawAsync() => SignalAsync("-CONT");

    /// <summary>Asks rabbitmqctl.</summary>
    public async Task<string> ControlAsync(params string[] command)
    {
        var run = await Commands.RunProgramAsync(Path.Combine(Repository.Root, "deploy/broker.sh"), [_folder.Path, $"{_port}", .. command]);
        Assert.True(run.ExitCode == 0, run.Error + run.Output);
        return run.Output;
    }

    /// <summary>What waits in queues with this prefix, delivered or not.</summary>
    public async Task<long> WaitingAsync(string prefix) =>
        (await ControlAsync("list_queues", "--no-table-headers", "name", "messages")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .Where(fields => fields[0].StartsWith(prefix, StringComparison.Ordinal))
            .Sum(fields => long.Parse(fields[1], global::System.Globalization.CultureInfo.InvariantCulture));

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await SignalAsync("-CONT");
            await KillAsync();
        }

        _folder.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        var pid = (await File.ReadAllTextAsync(_folder["broker.pid"])).Trim();
        await Commands.RunProgramAsync("kill", signal, pid);
    }

    /// <summary>Starts the server; false if it ended before it answered.</summary>
    private async Task<bool> AnswersAfterStartAsync()
    {
        _output.Clear();
        _process = Commands.StartScript("deploy/broker.sh", [_folder.Path, $"{_port}"]);
        _process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var ended = false;
        await Eventually.HoldsAsync(
            async () => (ended = _process.HasExited) || await AnswersAsync(),
            explain: () => $"The broker does not answer. {Said()}");
        if (!ended)
        {
            return true;
        }

        await _process.WaitForExitAsync();
        _output.Enqueue($"It ended with {_process.ExitCode}.");
        _process.Dispose();
        _process = null;
        return false;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _port);
            return true;
        }
        catch (SocketException)
        {
            await Task.Delay(100);
            return false;
        }
    }

    private string Said() =>
        $"Its output: {string.Join('\n', _output)}\nIts log: {(File.Exists(_folder["log/broker.log"]) ? File.ReadAllText(_folder["log/broker.log"]) : "there is none.")}";
}
