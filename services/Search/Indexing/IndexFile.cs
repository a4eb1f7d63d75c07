using System.Globalization;
using Microsoft.Data.Sqlite;
using Syndication.Contracts;
using Syndication.Hosting.Projection;
using Syndication.Storage.Sqlite;
using Syndication.Text.Analysis;

namespace Syndication.Search.Indexing;

/// <summary>The file that a replica keeps its index in. What is wrong with it is never repaired: it is made anew from the projection.</summary>
internal sealed class IndexFile : IDisposable
{
    /// <summary>Raised when the layout of the file changes.</summary>
    private const int SchemaVersion = 1;

    private const int SqliteCorrupt = 11;
    private const int SqliteNotADatabase = 26;

    private static readonly string Versions = string.Create(CultureInfo.InvariantCulture, $"{SchemaVersion}.{TextAnalyzer.Version}");

    private readonly string _path;
    private readonly SqliteCheckpoints _checkpoints;
    private readonly Stack<SqliteConnection> _readers = [];

    static IndexFile() => SqliteLibrary.Initialise();

    private IndexFile(string path, SqliteConnection writer)
    {
        _path = path;
        Writer = writer;
        _checkpoints = new SqliteCheckpoints(path, writer.Handle!);

        // IndexWriter merges.
        using var command = writer.CreateCommand();
        command.CommandText = "INSERT INTO words (words, rank) VALUES ('automerge', 0)";
        command.ExecuteNonQuery();
    }

    /// <summary>The one connection that writes.</summary>
    public SqliteConnection Writer { get; }

    /// <summary>Whether the exception says that the file is damaged.</summary>
    public static bool IsDamage(SqliteException exception) => exception.SqliteErrorCode is SqliteCorrupt or SqliteNotADatabase;

    /// <summary>Opens the file as it was left; null if there is none, or it is of other versions, or damaged.</summary>
    public static IndexFile? OpenExisting(string path, Catalogue catalogue, out ReplicaPosition position)
    {
        position = default;
        if (!File.Exists(path))
        {
            return null;
        }

        SqliteConnection? connection = null;
        try
        {
            connection = Connect(path, SqliteOpenMode.ReadWrite);
            if (Execute<string>(connection, "SELECT versions FROM state") == Versions)
            {
                var reached = new ReplicaPosition(
                    Execute<long>(connection, "SELECT generation FROM state"), Execute<long>(connection, "SELECT through FROM state"));
                Load(connection, catalogue);
                var file = new IndexFile(path, connection);

                // Last: the empty file that takes the place of a damaged one has reached nothing.
                position = reached;
                return file;
            }
        }
        catch (SqliteException)
        {
            // Not our tables, or damaged: all the same.
        }

        connection?.Dispose();
        return null;
    }

    /// <summary>Starts an empty file in the place of what is there.</summary>
    public static IndexFile Create(string path)
    {
        foreach (var file in new[] { path, path + "-wal", path + "-shm" })
        {
            File.Delete(file);
        }

        var connection = Connect(path, SqliteOpenMode.ReadWriteCreate);
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            BEGIN;
            CREATE VIRTUAL TABLE words USING fts5(
                headline_stems, body_stems, headline_forms, body_forms, facets,
                content='', contentless_delete=1, tokenize='ascii', prefix='3');
            CREATE TABLE editions (
                row INTEGER PRIMARY KEY,
                release TEXT NOT NULL,
                language TEXT NOT NULL,
                origin TEXT NOT NULL,
                sort_at INTEGER NOT NULL,
                words INTEGER NOT NULL,
                facets TEXT NOT NULL);
            CREATE INDEX editions_release ON editions (release);
            CREATE TABLE frequencies (row INTEGER PRIMARY KEY, terms BLOB NOT NULL);
            CREATE TABLE releases (id TEXT PRIMARY KEY, stamp INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE state (versions TEXT NOT NULL, generation INTEGER NOT NULL, through INTEGER NOT NULL);
            INSERT INTO state VALUES ($versions, 0, 0);
            COMMIT;
            """;
        command.Parameters.AddWithValue("$versions", Versions);
        command.ExecuteNonQuery();
        return new IndexFile(path, connection);
    }

    /// <summary>A connection to read with; give it back.</summary>
    public SqliteConnection Rent()
    {
        lock (_readers)
        {
            if (_readers.TryPop(out var reader))
            {
                return reader;
            }
        }

        return Connect(_path, SqliteOpenMode.ReadOnly);
    }

    public void Return(SqliteConnection reader)
    {
        lock (_readers)
        {
            _readers.Push(reader);
        }
    }

    /// <summary>To be called after each commit of <see cref="Writer"/>.</summary>
    public void AfterCommit() => _checkpoints.AfterCommit();

    public void Dispose()
    {
        _checkpoints.Dispose();
        Writer.Dispose();
        foreach (var reader in _readers)
        {
            reader.Dispose();
        }
    }

    private static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            // A crash of the machine may cost the last transactions: the position goes with them, and they come again. The
            // writer's cache is small, as SQLite goes through all of it at a commit in which a page of an index was split.
            command.CommandText = mode == SqliteOpenMode.ReadOnly
                ? "PRAGMA cache_size = -16000; PRAGMA mmap_size = 1073741824"
                : $"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -2000; {string.Join("; ", SqliteCheckpoints.WriterPragmas)}";
            command.ExecuteNonQuery();
            return connection;
        }
        catch (SqliteException)
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Load(SqliteConnection connection, Catalogue catalogue)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT e.row, e.release, e.language, e.origin, e.sort_at, e.words, e.facets, f.terms FROM editions e JOIN frequencies f USING (row)";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var edition = new IndexedEdition(
                reader.GetInt64(0),
                Guid.Parse(reader.GetString(1)),
                string.Intern(reader.GetString(2)),
                Enum.Parse<Origin>(reader.GetString(3)),
                reader.GetInt64(4),
                reader.GetInt32(5),
                Facets: []);
            catalogue.Apply(new IndexChange(edition.Row, edition, reader.GetString(6).Split('\n'), (byte[])reader[7]));
        }
    }

    private static T Execute<T>(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (T)command.ExecuteScalar()!;
    }
}
