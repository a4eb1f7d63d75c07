using SQLitePCL;

namespace Syndication.Storage.Sqlite;

/// <summary>
/// One connection and the statements that were prepared on it. Not for two threads at once. It stands directly on
/// SQLite's C interface: documents go in and out as the UTF-8 that they are, without a string between.
/// </summary>
internal sealed class SqliteSession : IDisposable
{
    private const int MostStatements = 256;
    private readonly Dictionary<string, SqliteStatement> _statements = [];
    private readonly sqlite3 _database;
    private readonly string _path;

    private SqliteSession(sqlite3 database, string path)
    {
        _database = database;
        _path = path;
    }

    static SqliteSession() => SqliteLibrary.Initialise();

    public static SqliteSession OpenReader(string path)
    {
        var session = Open(path, raw.SQLITE_OPEN_READONLY);
        raw.sqlite3_busy_timeout(session._database, 5_000);
        return session;
    }

    public static SqliteSession OpenWriter(string path) => Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);

    /// <summary>Rows that the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(_database);

    public bool IsInTransaction => raw.sqlite3_get_autocommit(_database) == 0;

    /// <summary>For a connection that writes.</summary>
    public SqliteCheckpoints Checkpoints() => new(_path, _database);

    /// <summary>How long a statement waits for a lock before it gives up.</summary>
    public void WaitForLocks(TimeSpan time) => raw.sqlite3_busy_timeout(_database, (int)time.TotalMilliseconds);

    /// <summary>A statement from the cache; dispose of it to reset it.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var known))
        {
            return known;
        }

        if (_statements.Count >= MostStatements)
        {
            ForgetStatements();
        }

        Check(raw.sqlite3_prepare_v2(_database, sql, out var handle));
        var statement = new SqliteStatement(this, handle);
        _statements.Add(sql, statement);
        return statement;
    }

    /// <summary>A statement ready to be stepped.</summary>
    public SqliteStatement Run(SqlText sql, long now)
    {
        var statement = Prepare(sql.ToString());
        statement.Bind(1, sql.Parameters, now);
        return statement;
    }

    /// <summary>Runs a statement without parameters to its end.</summary>
    public void Execute(string sql)
    {
        using var statement = Prepare(sql);
        while (statement.Step())
        {
        }
    }

    /// <summary>Takes the write lock.</summary>
    /// <returns>False while another connection has it.</returns>
    public bool TryBegin()
    {
        using var begin = Prepare("BEGIN IMMEDIATE");
        var code = begin.StepCode();
        if ((code & 0xff) is raw.SQLITE_BUSY)
        {
            return false;
        }

        Check(code);
        return true;
    }

    public void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw SqliteError.Describe(_path, code, raw.sqlite3_errmsg(_database).utf8_to_string());
        }
    }

    public void Dispose()
    {
        ForgetStatements();
        _database.manual_close_v2();
    }

    private static SqliteSession Open(string path, int flags)
    {
        var code = raw.sqlite3_open_v2(path, out var database, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        raw.sqlite3_extended_result_codes(database, 1);
        var session = new SqliteSession(database, path);
        try
        {
            session.Check(code);
        }
        catch (StoreException)
        {
            session.Dispose();
            throw;
        }

        return session;
    }

    private void ForgetStatements()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Close();
        }

        _statements.Clear();
    }
}
