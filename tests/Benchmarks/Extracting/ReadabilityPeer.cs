using System.Diagnostics;
using System.Text.Json;
using Syndication.Testing;
using Syndication.Testing.Articles;

namespace Syndication.Benchmarks.Extracting;

/// <summary>Mozilla's Readability over jsdom, from npm, on the same pages: installed under <c>artifacts/readability</c>.</summary>
internal static class ReadabilityPeer
{
    private const string Packages = """{"private": true, "type": "module", "dependencies": {"@mozilla/readability": "0.6.0", "jsdom": "26.1.0"}}""";

    // Processor time, as ours is measured; a first round warms the machine up.
    private const string Script =
        """
        import { readFileSync, writeFileSync, readdirSync } from 'node:fs';
        import { JSDOM, VirtualConsole } from 'jsdom';
        import { Readability } from '@mozilla/readability';
        const rounds = Number(process.argv[2]);
        const pages = readdirSync('pages').map(name => [name.slice(0, -5), readFileSync('pages/' + name, 'utf8')]);
        const bodies = {};
        const speeds = [];
        for (let round = 0; round <= rounds; round++) {
          const before = process.cpuUsage();
          for (const [id, html] of pages) {
            try {
              const document = new JSDOM(html, { virtualConsole: new VirtualConsole() }).window.document;
              bodies[id] = new Readability(document).parse()?.textContent ?? '';
            } catch { bodies[id] = ''; }
          }
          const spent = process.cpuUsage(before);
          if (round > 0) speeds.push(pages.length / ((spent.user + spent.system) / 1e6));
        }
        speeds.sort((a, b) => a - b);
        writeFileSync('result.json', JSON.stringify({ bodies, pagesPerSecond: speeds[Math.floor(speeds.length / 2)] }));
        """;

    /// <summary>Null where npm or its packages can't be had; says so.</summary>
    public static async Task<((double Precision, double Recall, double F1) Mean, double PagesPerSecond)?> RunAsync(IReadOnlyList<ArticlePage> pages, int rounds, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "readability");
        Directory.CreateDirectory(Path.Combine(folder, "pages"));
        await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), Packages, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "run.js"), Script, cancellationToken);
        foreach (var page in pages)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "pages", page.Id + ".html"), page.Html, cancellationToken);
        }

        if ((!Directory.Exists(Path.Combine(folder, "node_modules", "jsdom")) && !await RunAsync(folder, "npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"], cancellationToken))
            || !await RunAsync(folder, "node", ["run.js", Math.Min(rounds, 2).ToString(System.Globalization.CultureInfo.InvariantCulture)], cancellationToken))
        {
            await Console.Error.WriteLineAsync("Readability.js could not be run: it needs node and npm (Debian: nodejs, npm).");
            return null;
        }

        using var result = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "result.json"), cancellationToken));
        var bodies = result.RootElement.GetProperty("bodies");
        return (
            ArticleScore.Mean([.. pages.Select(page => ArticleScore.Of(page.Body, bodies.GetProperty(page.Id).GetString()!))]),
            result.RootElement.GetProperty("pagesPerSecond").GetDouble());
    }

    private static async Task<bool> RunAsync(string folder, string program, string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
            await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
