using System.Diagnostics;

namespace Syndication.System.Tests;

/// <summary>Programs, started as a user would.</summary>
internal static class Commands
{
    /// <summary>Starts one of the solution's programs, its output redirected.</summary>
    public static Process Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        StartProgram("dotnet", [Path.Combine(AppContext.BaseDirectory, $"Syndication.{program}.dll"), .. arguments], environment);

    /// <summary>Starts a script of the repository, its output redirected.</summary>
    public static Process StartScript(string path, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        StartProgram(Path.Combine(Repository.Root, path), arguments, environment);

    /// <summary>Runs Standalone to its end.</summary>
    public static Task<Run> RunAsync(params string[] arguments) => EndAsync(Start("Standalone", arguments));

    /// <summary>Runs any program to its end.</summary>
    public static Task<Run> RunProgramAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return EndAsync(Process.Start(start)!);
    }

    private static Process StartProgram(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static async Task<Run> EndAsync(Process started)
    {
        using var process = started;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Run(process.ExitCode, await output, await error);
    }
}

/// <summary>How a program ended.</summary>
internal sealed record Run(int ExitCode, string Output, string Error);
