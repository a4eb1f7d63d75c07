using System.Diagnostics;
using System.Net.Sockets;

namespace Syndication.System.Tests;

/// <summary>A RabbitMQ for tests to kill: a process of its own, with its port and its data folder.</summary>
internal sealed class Broker : IAsyncDisposable
{
    private static readonly string? Server = new[] { "/usr/lib/rabbitmq/bin/rabbitmq-server" }.FirstOrDefault(File.Exists);

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = Ports.Free();
    private Process? _process;

    public const string Missing = "There is no rabbitmq-server on this machine: install it (Debian: apt-get install rabbitmq-server).";

    public static bool IsInstalled => Server is not null;

    public string Uri => $"amqp://guest:guest@127.0.0.1:{_port}/";

    public async Task<Broker> StartAsync()
    {
        _process = Commands.StartScript("deploy/broker.sh", [_folder.Path, $"{_port}"]);
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Eventually.HoldsAsync(AnswersAsync, TimeSpan.FromMinutes(3), () => $"The broker does not answer. Its log: {Log()}");
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

    private async Task<bool> AnswersAsync()
    {
        if (_process!.HasExited)
        {
            Assert.Fail($"The broker ended at its start. Its log: {Log()}");
        }

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

    private string Log() => File.Exists(_folder["log/broker.log"]) ? File.ReadAllText(_folder["log/broker.log"]) : "there is none.";
}
