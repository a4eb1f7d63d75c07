namespace Syndication.Storage.Sqlite;

/// <summary>The embedded store: one SQLite file a service, in WAL mode, every acknowledged write on the disk.</summary>
public sealed class SqliteDocumentStore : IDocumentStore
{
    private readonly string _path;
    private readonly SqliteForgetting? _forgetting;

    private SqliteDocumentStore(string path, SqliteWriter writer, SqliteOwner owner, TimeProvider time, bool forgets)
    {
        _path = path;
        _forgetting = forgets ? new SqliteForgetting(path) : null;
        Writer = writer;
        Readers = new SqliteReaders(path);
        Owner = owner;
        Time = time;
    }

    internal SqliteWriter Writer { get; }

    internal SqliteReaders Readers { get; }

    internal SqliteOwner Owner { get; }

    internal TimeProvider Time { get; }

    internal long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Opens a file, creating it and its folder. Several processes may have it open.</summary>
    /// <param name="time">The store's clock; the system's where null.</param>
    /// <param name="forgets">What is deleted is overwritten (secure_delete), so that <see cref="ForgetAsync"/> can keep its word.</param>
    /// <exception cref="StoreException">The file is none of SQLite's, damaged, or can't be written.</exception>
    public static SqliteDocumentStore Open(string path, TimeProvider? time = null, bool forgets = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        path = Path.GetFullPath(path);
        SqliteSession? session = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            MakeForItsOwner(path);
            session = SqliteSession.OpenWriter(path);
            Prepare(session, forgets);
            var owner = SqliteOwner.Of(path);
            return new SqliteDocumentStore(path, new SqliteWriter(session, owner, path), owner, time ?? TimeProvider.System, forgets);
        }
        catch (Exception error) when (error is StoreException or IOException or UnauthorizedAccessException)
        {
            session?.Dispose();
            throw error as StoreException ?? new StoreException($"{path} can't be opened: {error.Message}", error);
        }
    }

    /// <summary>
    /// Makes a new file that nobody else on the machine reads: it may hold readers' addresses and what is under embargo. What
    /// SQLite puts beside it gets the same mode. A file that is there is not touched: closing it here would let go SQLite's
    /// locks in this process.
    /// </summary>
    private static void MakeForItsOwner(string path)
    {
        if (OperatingSystem.IsWindows() || File.Exists(path))
        {
            return;
        }

        try
        {
            new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first, and makes it alike.
        }
    }

    public IDocumentCollection<T> Collection<T>(CollectionDefinition<T> definition) where T : class
    {
        ArgumentNullException.ThrowIfNull(definition);
        DefinitionRules.Check(definition);

        // Blocks like opening the file does: services open their collections once, when they start.
        Writer.EnqueueAsync(session => SqliteSchema.Ensure(session, definition), CancellationToken.None).GetAwaiter().GetResult();
        return new SqliteCollection<T>(this, definition);
    }

    public Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken = default) => Task.FromResult(Time.GetUtcNow());

    public Task ProbeAsync(CancellationToken cancellationToken = default) =>
        Writer.EnqueueAsync(
            session =>
            {
                session.Execute("CREATE TABLE IF NOT EXISTS \"/probe\"(id INTEGER PRIMARY KEY,at INTEGER NOT NULL)");
                using var probe = session.Prepare("INSERT INTO \"/probe\" VALUES(1,?) ON CONFLICT DO UPDATE SET at=excluded.at");
                probe.Bind(1, Now);
                probe.Step();
                return true;
            },
            cancellationToken);

    /// <exception cref="InvalidOperationException">The store was not opened to forget.</exception>
    public Task ForgetAsync(IReadOnlyCollection<string> texts, CancellationToken cancellationToken = default) =>
        _forgetting?.RunAsync(texts, cancellationToken) ?? throw new InvalidOperationException($"{_path} was not opened to forget.");

    /// <summary>Finishes the writes that were asked for.</summary>
    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        Readers.Dispose();
        _forgetting?.Dispose();
        Owner.Dispose();
    }

    public override string ToString() => _path;

    private static void Prepare(SqliteSession session, bool forgets)
    {
        session.WaitForLocks(TimeSpan.FromSeconds(5));
        session.Execute($"PRAGMA secure_delete={(forgets ? "ON" : "OFF")}");
        session.Execute("PRAGMA journal_mode=WAL");
        session.Execute("PRAGMA synchronous=FULL");
        foreach (var pragma in SqliteCheckpoints.WriterPragmas)
        {
            session.Execute(pragma);
        }

        // Side tables are written all over, and load twice as fast from 16 MB as from 2.
        session.Execute("PRAGMA cache_size=-16000");
        session.Execute("SELECT count(*) FROM sqlite_schema");

        // From here on the writer waits by itself, at shorter steps than SQLite's.
        session.WaitForLocks(TimeSpan.Zero);
    }
}
