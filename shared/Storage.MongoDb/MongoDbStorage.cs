namespace Syndication.Storage.MongoDb;

/// <summary>The way to a MongoDB store, in builds that have one.</summary>
public static class MongoDbStorage
{
    /// <summary>Opens a service's database on a replica set; one of a single member will do.</summary>
    /// <exception cref="StoreException">There is no server, it is a standalone mongod, or this build lacks the driver.</exception>
    public static Task<IDocumentStore> OpenAsync(string uri, string database, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(uri);
        ArgumentException.ThrowIfNullOrEmpty(database);
#if LIMITED_FEED
        return Task.FromException<IDocumentStore>(new StoreException(
            "This build can't use MongoDB: it was made from a package feed that lacks what MongoDB's driver needs. "
            + "Build where the full feed is reachable (dotnet publish -p:PackageFeed=full), use the container image, or set Storage__Provider=Sqlite."));
#else
        return MongoDocumentStore.OpenAsync(uri, database, cancellationToken);
#endif
    }
}
