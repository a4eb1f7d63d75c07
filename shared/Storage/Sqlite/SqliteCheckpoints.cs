using SQLitePCL;

namespace Syndication.Storage.Sqlite;

/// <summary>
/// Moves what a writer committed from the write-ahead log into the file, aside: SQLite would do it within the commit that
/// passes a mark, which then waits until it is all on the disk, and so do those behind it. What was committed meanwhile,
/// which is little, is moved between two commits, so that the log can start over; where a reader of an older state keeps
/// it from that, the writer's own mark holds, four times as far.
/// </summary>
/// <param name="path">The file, in WAL mode.</param>
/// <param name="writer">The connection that writes it.</param>
public sealed class SqliteCheckpoints(string path, sqlite3 writer) : IDisposable
{
    // 16 MB instead of SQLite's 4: the same pages are written again and again, and are moved once.
    private const int Many = 4_000;

    private readonly Lazy<SqliteSession> _session = new(() => SqliteSession.OpenWriter(path));
    private Task? _moving;
    private int _pages;

    /// <summary>What the writer's connection is to be told when it is opened.</summary>
    public static IReadOnlyList<string> WriterPragmas { get; } = [$"PRAGMA wal_autocheckpoint={4 * Many}", $"PRAGMA journal_size_limit={64 << 20}"];

    /// <summary>To be called by the writer after each commit.</summary>
    public void AfterCommit()
    {
        _ = raw.sqlite3_db_status(writer, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1);
        _pages += pages;
        if (_moving is { IsCompleted: true })
        {
            _moving = null;
            _pages = 0;
            Move();
        }
        else if (_moving is null && _pages >= Many)
        {
            _moving = Task.Run(Move);
        }
    }

    /// <summary>Waits for what is being moved.</summary>
    public void Dispose()
    {
        _moving?.Wait();
        if (_session.IsValueCreated)
        {
            _session.Value.Dispose();
        }
    }

    private void Move()
    {
        try
        {
            _session.Value.Execute("PRAGMA wal_checkpoint(PASSIVE)");
        }
        catch (StoreException)
        {
            // The log still has it all. Whoever writes will hear what is wrong with the disk.
        }
    }
}
