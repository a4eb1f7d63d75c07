using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Syndication.Webhooks.Tests;

/// <summary>The commands and programs of docs/webhooks.md, as somebody who follows it would have them.</summary>
internal static partial class Partnership
{
    public static string Document { get; } = File.ReadAllText(Path.Combine(Repository.Root, "docs/webhooks.md"));

    /// <summary>The commands below the comment "run: name".</summary>
    public static string Commands(string name) =>
        Regex.Match(Document, $"<!-- run: {name} -->\n```sh\n(.*?)```", RegexOptions.Singleline) is { Success: true } match ? match.Groups[1].Value : throw new ArgumentException($"docs/webhooks.md has no commands \"{name}\".");

    /// <summary>The program in a language, "js" for example.</summary>
    public static string Program(string language) =>
        Regex.Match(Document, $"```{language}\n(.*?)```", RegexOptions.Singleline) is { Success: true } match ? match.Groups[1].Value : throw new ArgumentException($"docs/webhooks.md has no program in {language}.");

    /// <summary>Names in backquotes between two phrases, without those in brackets.</summary>
    public static IReadOnlyList<string> Names(string after, string before)
    {
        var start = Document.IndexOf(after, StringComparison.Ordinal) + after.Length;
        return [.. Quoted().Matches(Brackets().Replace(Document[start..Document.IndexOf(before, start, StringComparison.Ordinal)], "")).Select(match => match.Groups[1].Value)];
    }

    /// <summary>What a shell prints that is given these commands.</summary>
    public static async Task<string> RunAsync(string commands, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("bash", ["-euc", commands]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await output + await error);
        return await output;
    }

    public static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\([^)]*\)")]
    private static partial Regex Brackets();
}

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
    public static async Task<DocumentedReceiver> StartAsync(string language, string folder, int port, string secret)
    {
        var program = Partnership.Program(language);
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
