using System.Diagnostics;

namespace Syndication.Deploy.Tests;

/// <summary>Programs of the system, run to their end.</summary>
internal static class Commands
{
    /// <summary>Whether a program of this name can be started.</summary>
    public static bool Exist(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>A program by its name, or one of the repository's by its path.</summary>
    public static Task<Run> RunAsync(string program, params string[] arguments) =>
        RunInAsync(Repository.Root, program.Contains('/', StringComparison.Ordinal) ? Path.Combine(Repository.Root, program) : program, arguments);

    public static async Task<Run> RunInAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Run(process.ExitCode, await output, await error);
    }
}

/// <summary>How a program ended.</summary>
internal sealed record Run(int ExitCode, string Output, string Error)
{
    /// <summary>What it printed, once it ended well.</summary>
    public string Expected()
    {
        Assert.True(ExitCode == 0, $"It ended with {ExitCode}:\n{Output}\n{Error}");
        return Output;
    }
}
