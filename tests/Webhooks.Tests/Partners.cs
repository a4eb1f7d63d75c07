using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Syndication.Webhooks.Tests;

/// <summary>What partners would use, from npm.</summary>
internal static class Partners
{
    private static readonly NodePackages Packages = new("webhooks", "standardwebhooks and ajv", Path.Combine(AppContext.BaseDirectory, "Node"));
    private static readonly Lazy<Task<string?>> Missing = new(Packages.InstallAsync);

    /// <summary>Skips a test on a machine that lacks them.</summary>
    public static async Task NeedAsync()
    {
        var missing = await Missing.Value;
        Assert.SkipWhen(missing is not null, missing ?? "");
    }

    /// <summary>Runs one of the scripts beside the tests.</summary>
    public static async Task<string> RunAsync(string script, string input, params string[] arguments)
    {
        using var process = Start(script, arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output + error);
        return output;
    }

    public static Process Start(string script, params string[] arguments)
    {
        // Beside the packages, where Node looks for them.
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Node", script), Path.Combine(Packages.Folder, script), overwrite: true);
        return Process.Start(new ProcessStartInfo("node", [script, .. arguments])
        {
            WorkingDirectory = Packages.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }
}

/// <summary>A partner's server that verifies with the reference implementation, and refuses what it can't verify.</summary>
internal sealed class NodeReceiver : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<JsonObject> _lines = [];
    private int _port;

    private NodeReceiver(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
    }

    public string Url => $"http://127.0.0.1:{_port}/hook";

    /// <summary>What came, in order: id, type, which secrets verified it, how many signatures it had.</summary>
    public IReadOnlyList<JsonObject> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public static async Task<NodeReceiver> StartAsync()
    {
        var receiver = new NodeReceiver(Partners.Start("receiver.mjs"));
        await Eventually.HoldsAsync(() => Task.FromResult(receiver._port > 0));
        return receiver;
    }

    public Task KnowAsync(string secret) => _process.StandardInput.WriteLineAsync(secret);

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null)
        {
            return;
        }

        var document = JsonSerializer.Deserialize<JsonObject>(line)!;
        if (document["port"] is { } port)
        {
            _port = port.GetValue<int>();
            return;
        }

        lock (_lines)
        {
            _lines.Add(document);
        }
    }
}
