using SQLitePCL;

namespace Syndication.Storage.Sqlite;

/// <summary>SQLite itself, of which a process has one, whoever opens files with it.</summary>
public static class SqliteLibrary
{
    private const int ConfigStatementJournalSpill = 26;

    static SqliteLibrary()
    {
        Batteries_V2.Init();

        // Nobody asks how much memory SQLite has: counting it takes a lock of the whole process at every allocation.
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);

        // What a statement changes is kept until its end, to undo it. A release with its side tables comes to more than the
        // 64 KB that SQLite keeps in memory: it made a file for each, and removed it again.
        _ = raw.sqlite3_config(ConfigStatementJournalSpill, 1 << 20);
    }

    /// <summary>Sets it up, once: to be called before the first file is opened, which makes it too late.</summary>
    public static void Initialise()
    {
        // The constructor above has run by now.
    }
}
