using Syndication.Storage.Sqlite;
using Syndication.Storage.Tests.Contract;

namespace Syndication.Storage.Tests.Sqlite;

/// <summary>A database file of a test's own, with a clock that the test moves.</summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ManualClock Clock { get; } = new();

    public string Path => _folder["data/notes.db"];

    public SqliteDocumentStore Open() => SqliteDocumentStore.Open(Path, Clock);

    public Task PassAsync(TimeSpan time)
    {
        Clock.Advance(time);
        return Task.CompletedTask;
    }

    public void Dispose() => _folder.Dispose();
}

public sealed class SqliteWriteTests : WriteContract
{
    private readonly SqliteFile _file = new();
    protected override Task<IDocumentStore> OpenAsync() => Task.FromResult<IDocumentStore>(_file.Open());
    protected override Task PassAsync(TimeSpan time) => _file.PassAsync(time);
    protected override Task CleanUpAsync() => Task.Run(_file.Dispose);
}

public sealed class SqliteQueryTests : QueryContract
{
    private readonly SqliteFile _file = new();
    protected override Task<IDocumentStore> OpenAsync() => Task.FromResult<IDocumentStore>(_file.Open());
    protected override Task PassAsync(TimeSpan time) => _file.PassAsync(time);
    protected override Task CleanUpAsync() => Task.Run(_file.Dispose);
}

public sealed class SqliteClaimTests : ClaimContract
{
    private readonly SqliteFile _file = new();
    protected override Task<IDocumentStore> OpenAsync() => Task.FromResult<IDocumentStore>(_file.Open());
    protected override Task PassAsync(TimeSpan time) => _file.PassAsync(time);
    protected override Task CleanUpAsync() => Task.Run(_file.Dispose);
}

public sealed class SqliteConcurrencyTests : ConcurrencyContract
{
    private readonly SqliteFile _file = new();
    protected override Task<IDocumentStore> OpenAsync() => Task.FromResult<IDocumentStore>(_file.Open());
    protected override Task PassAsync(TimeSpan time) => _file.PassAsync(time);
    protected override Task CleanUpAsync() => Task.Run(_file.Dispose);
}

public sealed class SqliteModelTests : ModelContract
{
    private readonly SqliteFile _file = new();
    protected override Task<IDocumentStore> OpenAsync() => Task.FromResult<IDocumentStore>(_file.Open());
    protected override Task PassAsync(TimeSpan time) => _file.PassAsync(time);
    protected override Task CleanUpAsync() => Task.Run(_file.Dispose);
}
