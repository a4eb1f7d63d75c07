using SQLitePCL;

namespace Syndication.Storage.Sqlite;

/// <summary>SQLite itself, of which a process has one, whoever opens files with it.</summary>
public static class SqliteLibrary
{
    static SqliteLibrary()
    {
        Batteries_V2.Init();

        // Nobody asks how much memory SQLite has: counting it takes a lock of the whole process at every allocation.
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    /// <summary>Sets it up, once: to be called before the first file is opened, which makes it too late.</summary>
    public static void Initialise()
    {
        // The constructor above has run by now.
    }
}
