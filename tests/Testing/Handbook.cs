using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace Syndication.Testing;

/// <summary>The commands and programs of a page of our documentation, as somebody who follows it would have them.</summary>
/// <param name="path">From the root of the repository.</param>
public sealed partial class Handbook(string path)
{
    private readonly string _text = File.ReadAllText(Path.Combine(Repository.Root, path));

    /// <summary>What the shell of who follows it knows; the commands see it.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Runs the commands below the comment "run: name".</summary>
    /// <param name="edit">What is other here than the page says, a port for example.</param>
    /// <returns>What they printed, which has to be a JSON object.</returns>
    public async Task<JsonObject> FollowAsync(string name, Func<string, string>? edit = null)
    {
        var commands = Regex.Match(_text, $"<!-- run: {name} -->\n```sh\n(.*?)```", RegexOptions.Singleline) is { Success: true } match
            ? match.Groups[1].Value
            : throw new ArgumentException($"{path} has no commands \"{name}\".", nameof(name));
        var start = new ProcessStartInfo("bash", ["-euc", edit is null ? commands : edit(commands)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (variable, value) in Environment)
        {
            start.Environment[variable] = value;
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{name}: {await output}{await error}");
        return JsonNode.Parse(await output)!.AsObject();
    }

    /// <summary>The program in a language, "js" for example.</summary>
    public string Program(string language) =>
        Regex.Match(_text, $"```{language}\n(.*?)```", RegexOptions.Singleline) is { Success: true } match
            ? match.Groups[1].Value
            : throw new ArgumentException($"{path} has no program in {language}.", nameof(language));

    /// <summary>Names in backquotes between two phrases, without those in brackets.</summary>
    public IReadOnlyList<string> Names(string after, string before)
    {
        var start = _text.IndexOf(after, StringComparison.Ordinal) + after.Length;
        return [.. Quoted().Matches(Brackets().Replace(_text[start.._text.IndexOf(before, start, StringComparison.Ordinal)], "")).Select(match => match.Groups[1].Value)];
    }

    /// <summary>Skips a test whose page asks for a program that this machine lacks.</summary>
    public static void Needs(string program, string package) => Assert.SkipUnless(
        (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program))),
        $"Needs {program} (Debian: apt-get install {package}).");

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\([^)]*\)")]
    private static partial Regex Brackets();
}
