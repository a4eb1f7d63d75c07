using Syndication.Storage.MongoDb;
using Syndication.Storage.Tests.Contract;

namespace Syndication.Storage.Tests.MongoDb;

/// <summary>A database of a test's own on the server that SYNDICATION_TEST_MONGODB names.</summary>
internal sealed class MongoServer
{
    private readonly string _database = $"test-{Guid.NewGuid():N}";
    private IDocumentStore? _store;

    public async Task<IDocumentStore> OpenAsync()
    {
        var uri = Environment.GetEnvironmentVariable("SYNDICATION_TEST_MONGODB");
        Assert.SkipWhen(string.IsNullOrEmpty(uri), "Needs MongoDB: set SYNDICATION_TEST_MONGODB to the address of a replica set, in a build with PackageFeed=full.");
        return _store = await MongoDbStorage.OpenAsync(uri!, _database, TestContext.Current.CancellationToken);
    }

    /// <summary>The server's clock can't be moved: this waits for it.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        var end = await _store!.NowAsync() + time;
        while (await _store.NowAsync() < end)
        {
            await Task.Yield();
        }
    }
}

public sealed class MongoWriteTests : WriteContract
{
    private readonly MongoServer _server = new();
    protected override Task<IDocumentStore> OpenAsync() => _server.OpenAsync();
    protected override Task PassAsync(TimeSpan time) => _server.PassAsync(time);
    protected override Task CleanUpAsync() => Task.CompletedTask;
}

public sealed class MongoQueryTests : QueryContract
{
    private readonly MongoServer _server = new();
    protected override Task<IDocumentStore> OpenAsync() => _server.OpenAsync();
    protected override Task PassAsync(TimeSpan time) => _server.PassAsync(time);
    protected override Task CleanUpAsync() => Task.CompletedTask;
}

public sealed class MongoClaimTests : ClaimContract
{
    private readonly MongoServer _server = new();
    protected override Task<IDocumentStore> OpenAsync() => _server.OpenAsync();
    protected override Task PassAsync(TimeSpan time) => _server.PassAsync(time);
    protected override Task CleanUpAsync() => Task.CompletedTask;
}

public sealed class MongoConcurrencyTests : ConcurrencyContract
{
    private readonly MongoServer _server = new();
    protected override Task<IDocumentStore> OpenAsync() => _server.OpenAsync();
    protected override Task PassAsync(TimeSpan time) => _server.PassAsync(time);
    protected override Task CleanUpAsync() => Task.CompletedTask;
}

public sealed class MongoModelTests : ModelContract
{
    private readonly MongoServer _server = new();
    protected override Task<IDocumentStore> OpenAsync() => _server.OpenAsync();
    protected override Task PassAsync(TimeSpan time) => _server.PassAsync(time);
    protected override Task CleanUpAsync() => Task.CompletedTask;
}
