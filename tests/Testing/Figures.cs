namespace Syndication.Testing;

/// <summary>What a test measured and does not judge: <c>./test.sh</c> prints it after the run.</summary>
public static class Figures
{
    private static readonly Lock Writing = new();

    /// <summary>Adds a line to <c>artifacts/figures.txt</c>.</summary>
    public static void Add(string line)
    {
        lock (Writing)
        {
            File.AppendAllText(Path.Combine(Repository.Root, "artifacts", "figures.txt"), line + Environment.NewLine);
        }
    }
}
