namespace Syndication.Ingestion;

/// <summary>Ingestion's settings.</summary>
public sealed class IngestionOptions
{
    public const string Section = "Ingestion";

    /// <summary>Folders that are watched for pages (<c>.txt</c>, <c>.html</c>, <c>.htm</c>), read down to their last folder.</summary>
    public IList<WatchedFolder> Folders { get; } = [];

    /// <summary>How often they are looked at.</summary>
    public TimeSpan FolderInterval { get; set; } = TimeSpan.FromSeconds(10);
}

/// <summary>A folder that is watched.</summary>
public sealed class WatchedFolder
{
    public string Path { get; set; } = "";

    /// <summary>A slug; left out: the folder's name.</summary>
    public string? Source { get; set; }
}
