namespace Syndication.Storage.Sqlite;

/// <summary>
/// The single-document writes of a collection. Each changes what it does by one statement, so one that fails leaves nothing
/// behind; what it reads before that stays so, as the writer has the lock.
/// </summary>
internal sealed class SqliteWrites(string collection, IReadOnlyList<MemberPath> columns)
{
    private readonly string _insert =
        $"INSERT INTO {SqlText.Name(collection)}(id,doc{string.Concat(columns.Select(column => $",{SqlText.Column(column)}"))}) "
        + $"VALUES(?1,?2{string.Concat(columns.Select(column => $",{SqlText.KeyOf(column, "?2")}"))}) ON CONFLICT DO NOTHING";

    private readonly string _compare =
        $"WITH new(id,doc) AS (VALUES(?1,?2)) SELECT {string.Concat(columns.Select(column => $"t.{SqlText.Column(column)} IS NOT {SqlText.Key(column, "new.")},"))}";

    private readonly string _delete = $"DELETE FROM {SqlText.Name(collection)} AS t WHERE t.id=? AND ";

    public bool Insert(SqliteSession session, SqliteRow row)
    {
        using var insert = session.Prepare(_insert);
        insert.Bind(1, row.Id);
        insert.Bind(2, row.Document);
        return insert.TryRun() && session.Changes > 0;
    }

    public bool Upsert(SqliteSession session, SqliteRow row, IReadOnlyList<Clause> onlyIf, long now) =>
        TryReplace(session, row, onlyIf, now) ?? Insert(session, row);

    public bool Replace(SqliteSession session, SqliteRow row, IReadOnlyList<Clause> onlyIf, long now) =>
        TryReplace(session, row, onlyIf, now) ?? false;

    public bool Delete(SqliteSession session, string id, IReadOnlyList<Clause> onlyIf, long now)
    {
        var text = new SqlText().Add(_delete).Clauses(onlyIf);
        using var delete = session.Prepare(text.ToString());
        delete.Bind(2, text.Parameters, now);
        delete.Bind(1, id);
        return delete.TryRun() && session.Changes > 0;
    }

    /// <summary>False where the condition does not hold or a value is taken, null where there is no document.</summary>
    private bool? TryReplace(SqliteSession session, SqliteRow row, IReadOnlyList<Clause> onlyIf, long now)
    {
        if (FindUpdate(session, row, onlyIf, now) is not { } update)
        {
            return null;
        }

        if (update.Length == 0)
        {
            return false;
        }

        using var replace = session.Prepare(update);
        replace.Bind(1, row.Id);
        replace.Bind(2, row.Document);
        return replace.TryRun();
    }

    /// <summary>
    /// The statement that sets the document and those columns that differ: SQLite writes each index that has a column which is
    /// set, changed or not. Empty where the condition does not hold, null where there is no document.
    /// </summary>
    private string? FindUpdate(SqliteSession session, SqliteRow row, IReadOnlyList<Clause> onlyIf, long now)
    {
        var text = new SqlText().Add(_compare).Clauses(onlyIf).Add($" FROM new CROSS JOIN {SqlText.Name(collection)} AS t ON t.id=new.id");
        using var stored = session.Prepare(text.ToString());
        stored.Bind(1, row.Id);
        stored.Bind(2, row.Document);
        stored.Bind(3, text.Parameters, now);
        if (!stored.Step())
        {
            return null;
        }

        return stored.Number(columns.Count) == 0
            ? ""
            : $"UPDATE {SqlText.Name(collection)} SET doc=?2{string.Concat(columns.Where((_, i) => stored.Number(i) != 0).Select(column => $",{SqlText.Column(column)}={SqlText.KeyOf(column, "?2")}"))} WHERE id=?1";
    }
}
