using System.Diagnostics;

namespace Syndication.Testing;

/// <summary>
/// What tests take from npm, in the exact versions of the package-lock.json beside them, under <c>artifacts/{name}</c>.
/// </summary>
/// <param name="name">Of the folder.</param>
/// <param name="what">The packages, in words.</param>
/// <param name="lockFolder">Where package.json and package-lock.json are; beside the tests where left out.</param>
public sealed class NodePackages(string name, string what, string? lockFolder = null)
{
    private readonly string _source = lockFolder ?? AppContext.BaseDirectory;

    public string Folder { get; } = Path.Combine(Repository.Root, "artifacts", name);

    /// <summary>A sentence where they can't be had.</summary>
    public async Task<string?> InstallAsync()
    {
        Directory.CreateDirectory(Folder);
        var lockFile = await File.ReadAllTextAsync(Path.Combine(_source, "package-lock.json"));
        var installed = Path.Combine(Folder, "installed");
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed) == lockFile)
        {
            return null;
        }

        foreach (var file in new[] { "package.json", "package-lock.json" })
        {
            File.Copy(Path.Combine(_source, file), Path.Combine(Folder, file), overwrite: true);
        }

        try
        {
            var (code, output) = await RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], TimeSpan.FromMinutes(3));
            if (code != 0)
            {
                return $"npm could not install {what}: {output}";
            }
        }
        catch (Exception missing) when (missing is System.ComponentModel.Win32Exception or OperationCanceledException)
        {
            return $"Needs npm for {what} (Debian: nodejs, npm): {missing.Message}";
        }

        await File.WriteAllTextAsync(installed, lockFile);
        return null;
    }

    /// <summary>Runs a program in the folder.</summary>
    public async Task<(int Code, string Output)> RunAsync(string program, IEnumerable<string> arguments, TimeSpan atMost)
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
