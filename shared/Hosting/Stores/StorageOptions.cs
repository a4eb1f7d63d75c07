namespace Syndication.Hosting;

/// <summary>Where services keep their stores.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>"Sqlite" or "MongoDb".</summary>
    public string Provider { get; set; } = "Sqlite";

    /// <summary>The data folder: one SQLite file a service, the keys, what replicas keep on disk.</summary>
    public string Path { get; set; } = "data";

    public MongoDbOptions MongoDb { get; set; } = new();

    /// <summary>Used where <see cref="Provider"/> is "MongoDb".</summary>
    public sealed class MongoDbOptions
    {
        /// <summary>A replica set's connection string; each service has a database of its own name.</summary>
        public string Uri { get; set; } = "";
    }
}
