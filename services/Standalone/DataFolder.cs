namespace Syndication.Standalone;

/// <summary>Where everything is kept.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="IsDemonstration">Nobody named a folder: invented releases may be in it.</param>
internal sealed record DataFolder(string Path, bool IsDemonstration)
{
    /// <summary>The one that was named, else <c>demo</c> beside the folder that the program was published to.</summary>
    public static DataFolder Of(CommandLine line)
    {
        var named = line.Data ?? Environment.GetEnvironmentVariable("Storage__Path");
        var path = named ?? System.IO.Path.Combine(AppContext.BaseDirectory, "..", "demo");
        return new DataFolder(System.IO.Path.GetFullPath(path), named is null);
    }

    /// <summary>Keeps other processes out for as long as the result lives; null where one is in already.</summary>
    public IDisposable? TryLock()
    {
        Directory.CreateDirectory(Path);
        try
        {
            return new FileStream(System.IO.Path.Combine(Path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The key that was made at first start.</summary>
    public string AdministratorKey() => File.ReadAllText(System.IO.Path.Combine(Path, "admin.key")).Trim();
}
