using System.Diagnostics;
using System.Net.Sockets;
using Syndication.Testing;

namespace Syndication.Benchmarks.Running;

/// <summary>A RabbitMQ of this machine as a process of its own; it ends, with all that it holds, with this object.</summary>
internal sealed class Broker : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    private readonly string _folder = Directory.CreateTempSubdirectory("syndication-broker-").FullName;
    private readonly int _port = Ports.Free();
    private Process? _process;

    public Uri Uri => new($"amqp://guest:guest@127.0.0.1:{_port}/");

    public static async Task<Broker> StartAsync(CancellationToken cancellationToken)
    {
        var broker = new Broker();
        broker._process = Process.Start(Script([broker._folder, $"{broker._port}"]))!;
        broker._process.OutputDataReceived += (_, _) => { };
        broker._process.ErrorDataReceived += (_, _) => { };
        broker._process.BeginOutputReadLine();
        broker._process.BeginErrorReadLine();
        var start = Stopwatch.StartNew();
        while (!await broker.AnswersAsync(cancellationToken))
        {
            if (broker._process.HasExited || start.Elapsed > Longest)
            {
                throw new BenchmarkException("No RabbitMQ came to answer: install rabbitmq-server (Debian: apt-get install rabbitmq-server).");
            }

            await Task.Delay(100, cancellationToken);
        }

        return broker;
    }

    /// <summary>Asks rabbitmqctl.</summary>
    public async Task ControlAsync(CancellationToken cancellationToken, params string[] command)
    {
        using var control = Process.Start(Script([_folder, $"{_port}", .. command]))!;
        var error = control.StandardError.ReadToEndAsync(cancellationToken);
        await control.StandardOutput.ReadToEndAsync(cancellationToken);
        await control.WaitForExitAsync(cancellationToken);
        if (control.ExitCode != 0)
        {
            throw new BenchmarkException($"rabbitmqctl {string.Join(' ', command)}: {await error}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static ProcessStartInfo Script(IEnumerable<string> arguments) =>
        new(Path.Combine(Repository.Root, "deploy", "broker.sh"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
