namespace Syndication.Testing;

/// <summary>Places in the repository and beside it.</summary>
public static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The public test data, or null where there is none.</summary>
    public static string? Datasets { get; } = Existing(Environment.GetEnvironmentVariable("SYNDICATION_DATASETS"))
        ?? Existing(Path.Combine(Root, "..", "shared", "data"));

    /// <summary>The five seeds, or null where they are not at hand.</summary>
    public static string? Seeds { get; } = Datasets is null ? null : Existing(Path.Combine(Datasets, "..", "seeds"));

    /// <summary>What a test that needs the data says when it is skipped.</summary>
    public const string DatasetsMissing =
        "Needs the test data: set SYNDICATION_DATASETS to its folder, or put it at ../shared/data beside the clone.";

    private static string? Existing(string? folder) => Directory.Exists(folder) ? Path.GetFullPath(folder) : null;

    // Not from the path of a source file: a deterministic build writes another in its place.
    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Syndication.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Syndication.sln: run the tests from the repository's artifacts.");
    }
}
