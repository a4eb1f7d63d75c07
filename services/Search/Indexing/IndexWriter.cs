using Microsoft.Data.Sqlite;
using Syndication.Contracts;
using Syndication.Hosting.Projection;
using Syndication.Text.Analysis;

namespace Syndication.Search.Indexing;

/// <summary>Writes changed rows into the file within one transaction, and says what changed for the catalogue.</summary>
internal sealed class IndexWriter(IndexFile file) : IDisposable
{
    /// <summary>Pages that a merge writes for each row: some three that a release takes, once on each level of the index.</summary>
    private const int MergedPerRow = 32;

    private readonly SqliteConnection _connection = file.Writer;
    private readonly Dictionary<string, SqliteCommand> _commands = [];
    private SqliteTransaction? _transaction;

    /// <summary>Begins a transaction, writes, and leaves it open for the caller to commit.</summary>
    public SqliteTransaction Write(IReadOnlyList<ProjectedRelease> rows, ReplicaPosition position, List<IndexChange> changes)
    {
        var transaction = _transaction = _connection.BeginTransaction();
        try
        {
            foreach (var row in rows)
            {
                Write(row, changes);
            }

            Run("UPDATE state SET generation = $generation, through = $through", ("$generation", position.Generation), ("$through", position.Through));

            // A savepoint makes FTS5 write out what it holds in memory, so that the commit itself is short.
            Run("SAVEPOINT written");
            Run("RELEASE written");
            return transaction;
        }
        catch
        {
            transaction.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Merges some of the pieces that FTS5 has left of each commit. By itself it would do so within each twentieth commit or
    /// so, which then takes ten times as long as the others, or forty, and what it is to show waits.
    /// </summary>
    /// <param name="rows">How many were written since the last time.</param>
    public void Merge(int rows)
    {
        _transaction = null;
        Run("INSERT INTO words (words, rank) VALUES ('merge', $pages)", ("$pages", rows * MergedPerRow));
    }

    private void Write(ProjectedRelease row, List<IndexChange> changes)
    {
        if (Scalar("SELECT stamp FROM releases WHERE id = $id", ("$id", row.Id)) is long stamp && stamp >= row.Stamp)
        {
            return;
        }

        var freed = Remove(row.Id, changes);
        if (row.Retraction is null)
        {
            foreach (var edition in row.Editions())
            {
                Add(row, edition, freed, changes);
            }
        }

        Run("INSERT INTO releases VALUES ($id, $stamp) ON CONFLICT DO UPDATE SET stamp = excluded.stamp", ("$id", row.Id), ("$stamp", row.Stamp));
    }

    private Queue<long> Remove(string release, List<IndexChange> changes)
    {
        var removed = new Queue<long>();
        using (var reader = Command("SELECT row, terms FROM editions JOIN frequencies USING (row) WHERE release = $release", ("$release", release)).ExecuteReader())
        {
            while (reader.Read())
            {
                removed.Enqueue(reader.GetInt64(0));
                changes.Add(new IndexChange(reader.GetInt64(0), Added: null, FacetKeys: [], (byte[])reader[1]));
            }
        }

        foreach (var row in removed)
        {
            Run("DELETE FROM words WHERE rowid = $row", ("$row", row));
            Run("DELETE FROM editions WHERE row = $row", ("$row", row));
            Run("DELETE FROM frequencies WHERE row = $row", ("$row", row));
        }

        return removed;
    }

    private void Add(ProjectedRelease release, Release edition, Queue<long> freed, List<IndexChange> changes)
    {
        var row = FreeRow(release.SortAt, freed);
        var tokens = EditionTokens.Of(edition, TextAnalyzer.Of(edition.Language));
        Run(
            "INSERT INTO words (rowid, headline_stems, body_stems, headline_forms, body_forms, facets) VALUES ($row, $hs, $bs, $hf, $bf, $facets)",
            ("$row", row),
            ("$hs", tokens.HeadlineStems),
            ("$bs", tokens.BodyStems),
            ("$hf", tokens.HeadlineForms),
            ("$bf", tokens.BodyForms),
            ("$facets", tokens.FacetTokens));
        Run(
            "INSERT INTO editions VALUES ($row, $release, $language, $origin, $sortAt, $words, $facets)",
            ("$row", row),
            ("$release", release.Id),
            ("$language", edition.Language),
            ("$origin", edition.Origin.ToString()),
            ("$sortAt", release.SortAt),
            ("$words", tokens.Words),
            ("$facets", string.Join('\n', tokens.FacetKeys)));
        Run("INSERT INTO frequencies VALUES ($row, $terms)", ("$row", row), ("$terms", tokens.Frequencies));
        changes.Add(new IndexChange(
            row,
            new IndexedEdition(row, Guid.Parse(release.Id), string.Intern(edition.Language), edition.Origin, release.SortAt, tokens.Words, Facets: []),
            tokens.FacetKeys,
            tokens.Frequencies));
    }

    // A row that the release just left is taken again: the counter of an instant grows with its editions, not with their changes.
    private long FreeRow(long sortAt, Queue<long> freed)
    {
        var (first, last) = (RowKey.First(sortAt), RowKey.Last(sortAt));
        if (freed.TryDequeue(out var row) && row >= first && row <= last && Scalar("SELECT 1 FROM editions WHERE row = $row", ("$row", row)) is null)
        {
            return row;
        }

        var highest = Scalar("SELECT max(row) FROM editions WHERE row BETWEEN $first AND $last", ("$first", first), ("$last", last));
        return highest is long taken ? Math.Min(taken + 1, last) : first;
    }

    private object? Scalar(string sql, params (string Name, object Value)[] parameters) =>
        Command(sql, parameters).ExecuteScalar() is var value && value is DBNull ? null : value;

    private void Run(string sql, params (string Name, object Value)[] parameters) => Command(sql, parameters).ExecuteNonQuery();

    private SqliteCommand Command(string sql, params (string Name, object Value)[] parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            _commands[sql] = command = _connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, _) in parameters)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = name });
            }
        }

        command.Transaction = _transaction;
        foreach (var (name, value) in parameters)
        {
            command.Parameters[name].Value = value;
        }

        return command;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }
    }
}
