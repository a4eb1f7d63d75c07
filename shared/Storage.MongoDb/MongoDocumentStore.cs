using MongoDB.Bson;
using MongoDB.Driver;

namespace Syndication.Storage.MongoDb;

/// <summary>A service's database on a replica set. Every write is acknowledged by the majority, on their disks.</summary>
internal sealed class MongoDocumentStore : IDocumentStore
{
    private readonly MongoClient _client;
    private readonly IMongoDatabase _database;

    private MongoDocumentStore(MongoClient client, IMongoDatabase database)
    {
        _client = client;
        _database = database;
    }

    /// <summary>This process as a holder of leases. Its leases end by the clock alone.</summary>
    public string Owner { get; } = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}";

    public static async Task<IDocumentStore> OpenAsync(string uri, string database, CancellationToken cancellationToken)
    {
        var client = new MongoClient(Settings(uri));
        var store = new MongoDocumentStore(client, client.GetDatabase(database));
        try
        {
            await store.RefuseStandaloneAsync(cancellationToken);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    public IDocumentCollection<T> Collection<T>(CollectionDefinition<T> definition) where T : class
    {
        ArgumentNullException.ThrowIfNull(definition);
        DefinitionRules.Check(definition);
        var collection = _database.GetCollection<BsonDocument>(definition.Name);
        try
        {
            foreach (var index in definition.Indexes)
            {
                EnsureIndex(collection, index);
            }
        }
        catch (Exception error) when (error is MongoException or TimeoutException)
        {
            throw MongoErrors.Describe(error);
        }

        return new MongoCollection<T>(this, collection, definition);
    }

    public async Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken = default)
    {
        var hello = await HelloAsync(cancellationToken);
        return new DateTimeOffset(hello["localTime"].ToUniversalTime(), TimeSpan.Zero);
    }

    public Task ProbeAsync(CancellationToken cancellationToken = default) => MongoErrors.GuardAsync(async () =>
    {
        // No collection of a service has an underscore in its name.
        var probes = _database.GetCollection<BsonDocument>("_probe");
        return await probes.ReplaceOneAsync(
            new BsonDocument("_id", Owner), new BsonDocument("_id", Owner), new ReplaceOptions { IsUpsert = true }, cancellationToken);
    });

    /// <summary>The server's files, and what it overwrites in them when, are the server's.</summary>
    public Task ForgetAsync(IReadOnlyCollection<string> texts, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static MongoClientSettings Settings(string uri)
    {
        try
        {
            var settings = MongoClientSettings.FromConnectionString(uri);
            settings.WriteConcern = WriteConcern.WMajority.With(journal: true);
            settings.ReadConcern = ReadConcern.Majority;
            settings.ReadPreference = ReadPreference.Primary;
            settings.RetryWrites = true;
            settings.RetryReads = true;
            settings.ServerSelectionTimeout = TimeSpan.FromSeconds(5);
            return settings;
        }
        catch (Exception error) when (error is MongoException or ArgumentException or FormatException)
        {
            throw new StoreException($"Storage__MongoDb__Uri is no MongoDB address: {error.Message}", error);
        }
    }

    private static void EnsureIndex(IMongoCollection<BsonDocument> collection, IndexDefinition index)
    {
        var keys = new BsonDocument();
        foreach (var member in index.Members)
        {
            keys.Add(MongoFilters.Path(member), 1);
        }

        if (!index.IsUnique)
        {
            keys.Add("_id", 1);
        }

        var options = new CreateIndexOptions<BsonDocument> { Name = index.Name, Unique = index.IsUnique };
        if (index.IsPartial)
        {
            options.PartialFilterExpression = new BsonDocument(MongoFilters.Path(index.Members[^1]), new BsonDocument("$gt", 0));
        }

        var model = new CreateIndexModel<BsonDocument>(keys, options);
        try
        {
            collection.Indexes.CreateOne(model);
        }
        catch (MongoCommandException error) when (error.CodeName is "IndexOptionsConflict" or "IndexKeySpecsConflict")
        {
            // Declared otherwise before.
            collection.Indexes.DropOne(index.Name);
            collection.Indexes.CreateOne(model);
        }
    }

    private async Task RefuseStandaloneAsync(CancellationToken cancellationToken)
    {
        var hello = await HelloAsync(cancellationToken);
        if (!hello.Contains("setName") && !hello.Contains("msg"))
        {
            throw new StoreException(
                "This mongod stands alone: it can lose writes that it acknowledged. Start it with --replSet and run rs.initiate(); a replica set of one will do.");
        }
    }

    private Task<BsonDocument> HelloAsync(CancellationToken cancellationToken) => MongoErrors.GuardAsync(
        () => _database.RunCommandAsync<BsonDocument>(new BsonDocument("hello", 1), cancellationToken: cancellationToken));
}
