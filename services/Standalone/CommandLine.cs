using System.Globalization;
using System.Net;

namespace Syndication.Standalone;

/// <summary>What was asked for on the command line.</summary>
internal sealed record CommandLine
{
    public const string Usage = """
        usage: ./run.sh [--port 8080] [--bind 127.0.0.1] [--data DIR] [--samples|--no-samples]
                        [--once] [--timeout 120] [FILE|DIR ...]
               ./run.sh extract FILE|DIR ...

        Starts the newsroom, publishes FILEs and DIRs (.txt, .html, .htm; feeds as FILEs), and serves.
          --port N       8080; with --once a free one
          --bind ADDR    127.0.0.1
          --data DIR     keep everything in DIR; without it, a demonstration with samples
          --samples      publish the samples too; --no-samples leaves them out
          --once         stop when every channel is quiet, and print what each holds
          --timeout S    how long --once waits, 120

        extract prints what extraction makes of each page, one JSON document a line, and stores nothing.

        exit: 0 done, 1 a file was refused, 2 usage, 3 port taken, 4 folder in use, 5 not quiet in time
        """;

    public bool IsExtract { get; init; }
    public int? Port { get; init; }
    public string Bind { get; init; } = "127.0.0.1";
    public string? Data { get; init; }
    public bool? WithSamples { get; init; }
    public bool IsOnce { get; init; }
    public bool IsHelp { get; init; }
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(120);
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Reads the arguments; a sentence where they are wrong.</summary>
    public static (CommandLine? Line, string? Fault) Read(string[] args)
    {
        var line = new CommandLine { IsExtract = args is ["extract", ..] };
        var paths = new List<string>();
        for (var i = line.IsExtract ? 1 : 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "--port" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65_536:
                    line = line with { Port = port };
                    i++;
                    break;
                case "--bind" when IPAddress.TryParse(value, out _):
                    line = line with { Bind = value };
                    i++;
                    break;
                case "--data" when value is { Length: > 0 }:
                    line = line with { Data = value };
                    i++;
                    break;
                case "--timeout" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0:
                    line = line with { Timeout = TimeSpan.FromSeconds(seconds) };
                    i++;
                    break;
                case "--samples" or "--no-samples":
                    line = line with { WithSamples = args[i] == "--samples" };
                    break;
                case "--once":
                    line = line with { IsOnce = true };
                    break;
                case "--help" or "-h":
                    line = line with { IsHelp = true };
                    break;
                case "--port" or "--bind" or "--data" or "--timeout":
                    return (null, $"{args[i]} does not take \"{value}\".");
                case var path when path.StartsWith('-'):
                    return (null, $"There is no option {path}.");
                default:
                    paths.Add(args[i]);
                    break;
            }
        }

        return line.IsExtract && paths.Count == 0 && !line.IsHelp
            ? (null, "extract needs a FILE or DIR.")
            : (line with { Paths = paths }, null);
    }
}
