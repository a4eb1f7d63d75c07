using SQLitePCL;

namespace Syndication.Storage.Sqlite;

/// <summary>
/// Moves what a writer committed from the write-ahead log into the file, aside: SQLite would do it within the commit that
/// passes a mark, which then waits for two more writes to the disk, and all those behind it. The log starts over at the
/// first commit that finds nothing left to move; where none does, the writer's own mark holds, four times as far.
/// </summary>
/// <param name="path">The file, in WAL mode.</param>
/// <param name="writer">The connection that writes it.</param>
public sealed class SqliteCheckpoints(string path, sqlite3 writer) : IDisposable
{
    // 16 MB instead of SQLite's 4: the same pages are written again and again, and are moved once.
    private const int Many = 4_000;

    private readonly Lazy<SqliteSession> _session = new(() => SqliteSession.OpenWriter(path));
    private Task<long> _moving = Task.FromResult(0L);
    private long _pagesSince;

    /// <summary>What the writer's connection is to be told when it is opened.</summary>
    public static string WriterPragma { get; } = $"PRAGMA wal_autocheckpoint={4 * Many}";

    /// <summary>To be called by the writer after each commit.</summary>
    public void AfterCommit()
    {
        _ = raw.sqlite3_db_status(writer, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1);
        _pagesSince += pages;

        // Too much by what there was before if the log has started over since: then the next move finds it short.
        if (_moving.IsCompleted && _moving.Result + _pagesSince >= Many)
        {
            _pagesSince = 0;
            _moving = Task.Run(Move);
        }
    }

    /// <summary>Waits for what is being moved.</summary>
    public void Dispose()
    {
        _moving.Wait();
        if (_session.IsValueCreated)
        {
            _session.Value.Dispose();
        }
    }

    /// <summary>How many pages the log holds, moved or not.</summary>
    private long Move()
    {
        try
        {
            using var checkpoint = _session.Value.Prepare("PRAGMA wal_checkpoint(PASSIVE)");
            var isBusy = !checkpoint.Step() || checkpoint.Number(0) != 0;
            return isBusy ? 0 : checkpoint.Number(1);
        }
        catch (StoreException)
        {
            // The log still has it all. Whoever writes will hear what is wrong with the disk.
            return 0;
        }
    }
}
