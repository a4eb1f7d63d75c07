using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Syndication.Webhooks.Tests;

/// <summary>A receiver out of the document, running.</summary>
internal sealed class DocumentedReceiver : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];

    private DocumentedReceiver(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it printed.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>As its first line says.</summary>
    public static async Task<DocumentedReceiver> StartAsync(Handbook handbook, string language, string folder, int port, string secret)
    {
        var program = handbook.Program(language);
        var (name, command) = Regex.Match(program, @"(receiver\.\w+); start it with: (.+)") is { Success: true } line
            ? (line.Groups[1].Value, line.Groups[2].Value.Replace("9000", $"{port}", StringComparison.Ordinal).Split(' '))
            : throw new ArgumentException($"The program in {language} does not say how it is started.");
        await File.WriteAllTextAsync(Path.Combine(folder, name), program);
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SECRET"] = secret;
        start.Environment["PORT"] = $"{port}";
        start.Environment["HELD"] = Path.Combine(folder, "held.json");
        var receiver = new DocumentedReceiver(Process.Start(start)!);
        using var client = new HttpClient();
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    using var answer = await client.PostAsync(new Uri($"http://127.0.0.1:{port}/hooks"), null);
                    return answer.StatusCode == System.Net.HttpStatusCode.Unauthorized;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            });
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Note(string? line)
    {
        lock (_lines)
        {
            _lines.Add(line ?? "");
        }
    }
}
