using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace Syndication.System.Tests.Running;

/// <summary>The other command: every service a process of its own, as <c>./run.sh --split</c> starts them.</summary>
public sealed class SplitCommandTests
{
    [Fact]
    public async Task Split_takes_files_in_starts_every_service_restarts_a_killed_one_and_leaves_nothing_behind()
    {
        Assert.SkipUnless(File.Exists(Path.Combine(Repository.Root, "artifacts/app/Syndication.Standalone.dll")), "The program is not published: start ./run.sh once.");
        Assert.SkipUnless(Broker.IsInstalled, Broker.Missing);
        Assert.SkipUnless(Gateway.IsInstalled, Gateway.Missing);
        using var folder = new TemporaryFolder();
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_001_001);
        await File.WriteAllTextAsync(folder["ferry.html"], "<html lang=\"en\"><body><article><h1>The ferry is back</h1><p>LAKE CITY, 12 May 2026 - The ferry crossed the lake again on Tuesday, for the first time since the flood.</p><p>The Lake Office thanked the welders who worked all winter.</p></article></body></html>");
        var port = Ports.Free();
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        using var split = Commands.StartScript("deploy/split.sh", ["--port", $"{port}", "--data", folder["data"], folder["ferry.html"]]);
        var error = split.StandardError.ReadToEndAsync();
        var output = new List<string>();
        while (await split.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(5)) is { } line && !line.StartsWith("Ctrl+C", StringComparison.Ordinal))
        {
            output.Add(line);
        }

        Assert.False(split.HasExited, split.HasExited ? await error : "");
        Assert.Contains(output, line => line.EndsWith($"http://127.0.0.1:{port}", StringComparison.Ordinal));
        Assert.Contains("The ferry is back", await client.GetStringAsync(new Uri("/feeds/en.json", UriKind.Relative)), StringComparison.Ordinal);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(folder["data"], "admin.key"))).Trim());

        var feeds = Assert.Single(await ProcessesAsync(folder["data"], "Syndication.Feeds.dll"));
        feeds.Kill();
        await client.PostAsync("/api/releases", Api.Release("After the kill")).JsonAsync(HttpStatusCode.Created);
        await Eventually.HoldsAsync(
            async () => await StatusAsync(client, "/feeds/en.json") == HttpStatusCode.OK
                && (await client.GetStringAsync(new Uri("/feeds/en.json", UriKind.Relative))).Contains("After the kill", StringComparison.Ordinal));

        using (Process.Start("kill", ["-TERM", $"{split.Id}"]))
        {
            await split.WaitForExitAsync();
        }

        Assert.Empty(await ProcessesAsync(folder["data"], "Syndication."));
    }

    private static async Task<HttpStatusCode?> StatusAsync(HttpClient client, string address)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Processes whose environment or command line names the folder, and whose command line this program.</summary>
    private static async Task<IReadOnlyList<Process>> ProcessesAsync(string data, string program)
    {
        var found = new List<Process>();
        foreach (var process in Process.GetProcessesByName("dotnet"))
        {
            try
            {
                var line = await File.ReadAllTextAsync($"/proc/{process.Id}/cmdline");
                var environment = await File.ReadAllTextAsync($"/proc/{process.Id}/environ");
                if (line.Contains(program, StringComparison.Ordinal) && (line + environment).Contains(data, StringComparison.Ordinal))
                {
                    found.Add(process);
                }
            }
            catch (IOException)
            {
                // Ended meanwhile.
            }
        }

        return found;
    }
}
