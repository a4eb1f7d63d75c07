using System.Diagnostics;

namespace Syndication.Testing.Mail;

/// <summary>Programs of a mail system.</summary>
internal static class Programs
{
    /// <summary>Runs a program to its end; what it said where it failed.</summary>
    public static async Task<string?> RunAsync(string program, string? input, params IReadOnlyList<string> arguments)
    {
        using var process = Start(program, arguments, isFed: input is not null);
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }

        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? null : $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await output}{await error}";
    }

    public static Process Start(string program, IReadOnlyList<string> arguments, bool isFed = false)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = isFed };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
