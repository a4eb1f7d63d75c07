namespace Syndication.Storage.Sqlite;

/// <summary>The single-document writes of a collection. Each is one statement, so one that fails leaves nothing behind.</summary>
internal sealed class SqliteWrites(string collection)
{
    private readonly string _insert = $"INSERT INTO {SqlText.Name(collection)}(id,doc) VALUES(?,?) ON CONFLICT DO NOTHING";
    private readonly string _upsert = $"INSERT INTO {SqlText.Name(collection)} AS t(id,doc) VALUES(?,?) ON CONFLICT(id) DO UPDATE SET doc=excluded.doc";
    private readonly string _replace = $"UPDATE {SqlText.Name(collection)} AS t SET doc=? WHERE t.id=?";
    private readonly string _delete = $"DELETE FROM {SqlText.Name(collection)} AS t WHERE t.id=?";

    public bool Insert(SqliteSession session, SqliteRow row)
    {
        using var insert = session.Prepare(_insert);
        insert.Bind(1, row.Id);
        insert.Bind(2, row.Document);
        return insert.TryRun() && session.Changes > 0;
    }

    public bool Upsert(SqliteSession session, SqliteRow row, IReadOnlyList<Clause> onlyIf, long now)
    {
        using var upsert = Conditional(session, _upsert, " WHERE ", onlyIf, firstParameter: 3, now);
        upsert.Bind(1, row.Id);
        upsert.Bind(2, row.Document);
        return upsert.TryRun() && session.Changes > 0;
    }

    public bool Replace(SqliteSession session, SqliteRow row, IReadOnlyList<Clause> onlyIf, long now)
    {
        using var replace = Conditional(session, _replace, " AND ", onlyIf, firstParameter: 3, now);
        replace.Bind(1, row.Document);
        replace.Bind(2, row.Id);
        return replace.TryRun() && session.Changes > 0;
    }

    public bool Delete(SqliteSession session, string id, IReadOnlyList<Clause> onlyIf, long now)
    {
        using var delete = Conditional(session, _delete, " AND ", onlyIf, firstParameter: 2, now);
        delete.Bind(1, id);
        return delete.TryRun() && session.Changes > 0;
    }

    private static SqliteStatement Conditional(SqliteSession session, string sql, string joint, IReadOnlyList<Clause> onlyIf, int firstParameter, long now)
    {
        if (onlyIf.Count == 0)
        {
            return session.Prepare(sql);
        }

        var text = new SqlText().Add(sql).Add(joint).Clauses(onlyIf);
        var statement = session.Prepare(text.ToString());
        statement.Bind(firstParameter, text.Parameters, now);
        return statement;
    }
}
