namespace Syndication.Standalone;

/// <summary>The two commands, and the exit codes that scripts rely on.</summary>
internal static class Command
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int WrongUsage = 2;
    public const int PortTaken = 3;
    public const int FolderInUse = 4;
    public const int NotQuiet = 5;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var (line, fault) = CommandLine.Read(args);
        if (line is null)
        {
            await error.WriteLineAsync($"{fault}\n\n{CommandLine.Usage}");
            return WrongUsage;
        }

        if (line.IsHelp)
        {
            await output.WriteLineAsync(CommandLine.Usage);
            return Done;
        }

        if (line.Paths.FirstOrDefault(path => !File.Exists(path) && !Directory.Exists(path)) is { } missing)
        {
            await error.WriteLineAsync($"There is no file or folder {missing}.");
            return WrongUsage;
        }

        return line.IsExtract ? ExtractCommand.Run(line, output, error) : await ServeCommand.RunAsync(line, output, error);
    }
}
