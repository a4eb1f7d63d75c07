using System.Diagnostics;
using SQLitePCL;
using Syndication.Benchmarks.Figures;

namespace Syndication.Benchmarks.Ingest;

/// <summary>The ceiling of a durable write: one table, one connection, one thread, WAL with synchronous=FULL.</summary>
internal sealed class SqliteLoop : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("syndication-benchmark-").FullName;
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _begin;
    private readonly sqlite3_stmt _insert;
    private readonly sqlite3_stmt _commit;

    public SqliteLoop()
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open(Path.Combine(_folder, "raw.db"), out _database));
        Check(raw.sqlite3_exec(_database, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE releases (id INTEGER PRIMARY KEY, doc BLOB NOT NULL)"));
        _begin = Prepare("BEGIN IMMEDIATE");
        _insert = Prepare("INSERT INTO releases (doc) VALUES (?)");
        _commit = Prepare("COMMIT");
    }

    /// <summary>Inserts for as long as given; every row's latency is that of its commit.</summary>
    public Load Run(byte[] row, int rowsInOneCommit, TimeSpan time)
    {
        var milliseconds = new List<double>();
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            var began = Stopwatch.GetTimestamp();
            Step(_begin);
            for (var i = 0; i < rowsInOneCommit; i++)
            {
                Check(raw.sqlite3_bind_blob(_insert, 1, row));
                Step(_insert);
            }

            Step(_commit);
            milliseconds.AddRange(Enumerable.Repeat(Stopwatch.GetElapsedTime(began).TotalMilliseconds, rowsInOneCommit));
        }

        return Load.Of(Stopwatch.GetElapsedTime(start), milliseconds);
    }

    public void Dispose()
    {
        _begin.Dispose();
        _insert.Dispose();
        _commit.Dispose();
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_database, sql, out var statement));
        return statement;
    }

    private void Step(sqlite3_stmt statement)
    {
        Check(raw.sqlite3_step(statement));
        raw.sqlite3_reset(statement);
    }

    private void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            throw new BenchmarkException($"SQLite: {raw.sqlite3_errmsg(_database).utf8_to_string()}");
        }
    }
}
