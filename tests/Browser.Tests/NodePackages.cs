using System.Diagnostics;

namespace Syndication.Browser.Tests;

/// <summary>What the tests take from npm, in exact versions, under <c>artifacts/browser</c>.</summary>
internal static class NodePackages
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "artifacts", "browser");

    /// <summary>A sentence where they can't be had.</summary>
    public static async Task<string?> InstallAsync()
    {
        Directory.CreateDirectory(Folder);
        var lockFile = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "package-lock.json"));
        var installed = Path.Combine(Folder, "installed");
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed) == lockFile)
        {
            return null;
        }

        foreach (var file in new[] { "package.json", "package-lock.json" })
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, file), Path.Combine(Folder, file), overwrite: true);
        }

        try
        {
            var (code, output) = await RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], TimeSpan.FromMinutes(3));
            if (code != 0)
            {
                return $"npm could not install axe-core and html-validate: {output}";
            }
        }
        catch (Exception missing) when (missing is System.ComponentModel.Win32Exception or OperationCanceledException)
        {
            return $"Needs npm for axe-core and html-validate (Debian: nodejs, npm): {missing.Message}";
        }

        await File.WriteAllTextAsync(installed, lockFile);
        return null;
    }

    public static async Task<(int Code, string Output)> RunAsync(string program, IEnumerable<string> arguments, TimeSpan atMost)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var deadline = new CancellationTokenSource(atMost);
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var error = process.StandardError.ReadToEndAsync(deadline.Token);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, await output + await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
