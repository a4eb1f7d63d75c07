using SQLitePCL;

namespace Syndication.Storage.Sqlite;

/// <summary>What SQLite answered, inside the <see cref="StoreException"/> that tells what it means.</summary>
/// <param name="code">An extended result code.</param>
internal sealed class SqliteError(int code, string message) : Exception($"SQLite {code}: {message}")
{
    private int PrimaryCode => code & 0xff;

    /// <summary>Whether only the statement is lost; everything else leaves the transaction in doubt.</summary>
    public bool IsOfStatement => PrimaryCode is raw.SQLITE_ERROR or raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH;

    public static StoreException Describe(string path, int code, string message)
    {
        var error = new SqliteError(code, message);
        return new StoreException(error.PrimaryCode switch
        {
            raw.SQLITE_NOTADB => $"{path} is not an SQLite database: move it away, or restore it from a backup.",
            raw.SQLITE_CORRUPT => $"{path} is damaged ({message}): stop the service and restore the file from a backup, or recover it with \"sqlite3 {path} .recover\".",
            raw.SQLITE_FULL => $"The disk that holds {path} is full: free some space; the store goes on by itself.",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"{path} is locked by another program for too long ({message}).",
            raw.SQLITE_READONLY or raw.SQLITE_PERM => $"{path} can't be written: check who owns the file and its folder ({message}).",
            raw.SQLITE_CANTOPEN => $"{path} can't be opened: check that the folder exists and may be written ({message}).",
            raw.SQLITE_IOERR => $"The disk that holds {path} failed ({message}, {code}).",
            raw.SQLITE_CONSTRAINT => $"{path}: a value that must be unique is taken ({message}).",
            _ => $"{path}: {message} ({code}).",
        }, error);
    }
}
