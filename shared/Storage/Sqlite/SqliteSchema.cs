namespace Syndication.Storage.Sqlite;

/// <summary>
/// Tables of a collection: "name" with id, document and the members of its single-valued indexes, and for a multi-valued one a
/// side table that triggers keep in step. The members have columns because SQLite can't know what an update changes in a
/// document: it would write each index on an expression over it. All processes that write a file have the same definitions.
/// </summary>
internal static class SqliteSchema
{
    /// <summary>Creates what is missing and rebuilds what was declared otherwise before: all of it, or nothing.</summary>
    public static bool Ensure<T>(SqliteSession session, CollectionDefinition<T> definition) where T : class
    {
        session.Execute("SAVEPOINT ensure");
        try
        {
            EnsureTable(session, definition.Name, SqlText.Columns(definition.Indexes));
            foreach (var index in definition.Indexes)
            {
                EnsureIndex(session, definition.Name, index);
            }
        }
        catch (StoreException) when (session.IsInTransaction)
        {
            session.Execute("ROLLBACK TO ensure");
            throw;
        }

        session.Execute("RELEASE ensure");
        return true;
    }

    private static void EnsureTable(SqliteSession session, string collection, IReadOnlyList<MemberPath> columns)
    {
        var table = SqlText.Name(collection);
        session.Execute($"CREATE TABLE IF NOT EXISTS {table}(id TEXT PRIMARY KEY NOT NULL,doc TEXT NOT NULL)");
        var missing = columns.Where(column => !HasColumn(session, collection, column)).ToList();
        foreach (var column in missing)
        {
            session.Execute($"ALTER TABLE {table} ADD COLUMN {SqlText.Column(column)}");
        }

        if (missing.Count > 0)
        {
            session.Execute($"UPDATE {table} SET {string.Join(',', missing.Select(column => $"{SqlText.Column(column)}={SqlText.KeyOf(column, "doc")}"))}");
        }
    }

    private static bool HasColumn(SqliteSession session, string collection, MemberPath column)
    {
        using var find = session.Prepare("SELECT 1 FROM pragma_table_info(?) WHERE name=?");
        find.Bind(1, collection);
        find.Bind(2, $"/{column.Path}");
        return find.Step();
    }

    private static void EnsureIndex(SqliteSession session, string collection, IndexDefinition index)
    {
        if (index.IsMultiValued)
        {
            EnsureSideTable(session, collection, index);
            return;
        }

        var members = index.Members.Select(SqlText.Column);
        var columns = string.Join(',', index.IsUnique ? members : members.Append("id"));
        EnsureObject(session, "index", $"{collection}/{index.Name}", $"CREATE {(index.IsUnique ? "UNIQUE " : "")}INDEX {SqlText.Name(collection, index.Name)} ON {SqlText.Name(collection)}({columns}){(index.IsPartial ? $" WHERE {SqlText.IsAboveZero(SqlText.Column(index.Members[^1]))}" : "")}");
    }

    private static void EnsureSideTable(SqliteSession session, string collection, IndexDefinition index)
    {
        var side = SqlText.Name(collection, index.Name);
        var columns = string.Join(',', index.Members.Select((_, position) => $"k{position}"));
        var isNew = EnsureObject(session, "table", $"{collection}/{index.Name}", $"CREATE TABLE {side}({columns},id TEXT,PRIMARY KEY({columns},id)) WITHOUT ROWID");
        var list = $"json_each(%doc,'$.{index.Members[0].Path}')";

        string Keys(string row) => string.Join("", index.Members.Skip(1).Select(member => $",{SqlText.Key(member, row)}"));
        string IsHeld(string row) => index.IsPartial ? $" AND {SqlText.IsAboveZero(SqlText.Key(index.Members[^1], row))}" : "";
        string Add(string row, string from) =>
            $"INSERT OR IGNORE INTO {side} SELECT e.value{Keys(row)},{row}id FROM {from}{list.Replace("%", row, StringComparison.Ordinal)} AS e WHERE e.type='text'{IsHeld(row)}";
        string Remove() =>
            $"DELETE FROM {side} WHERE ({columns},id) IN (SELECT e.value{Keys("old.")},old.id FROM {list.Replace("%", "old.", StringComparison.Ordinal)} AS e)";

        var isChanged = string.Join(" OR ", index.Members.Select(member => $"{SqlText.Member(member, "old.")} IS NOT {SqlText.Member(member, "new.")}"));
        EnsureTrigger(session, collection, index, "insert", $"AFTER INSERT ON {SqlText.Name(collection)} BEGIN {Add("new.", "")}; END");
        EnsureTrigger(session, collection, index, "delete", $"AFTER DELETE ON {SqlText.Name(collection)} BEGIN {Remove()}; END");
        EnsureTrigger(session, collection, index, "update", $"AFTER UPDATE ON {SqlText.Name(collection)} WHEN {isChanged} BEGIN {Remove()}; {Add("new.", "")}; END");
        if (isNew)
        {
            session.Execute(Add("t.", $"{SqlText.Name(collection)} AS t,"));
        }
    }

    private static void EnsureTrigger(SqliteSession session, string collection, IndexDefinition index, string on, string body)
    {
        var name = $"{collection}/{index.Name}/{on}";
        EnsureObject(session, "trigger", name, $"CREATE TRIGGER \"{name}\" {body}");
    }

    /// <summary>True if it was created now.</summary>
    private static bool EnsureObject(SqliteSession session, string kind, string name, string sql)
    {
        var known = Find(session, kind, name);
        if (known == sql)
        {
            return false;
        }

        if (known is not null)
        {
            session.Execute($"DROP {kind} \"{name}\"");
        }

        session.Execute(sql);
        return true;
    }

    private static string? Find(SqliteSession session, string kind, string name)
    {
        using var find = session.Prepare("SELECT sql FROM sqlite_schema WHERE type=? AND name=?");
        find.Bind(1, kind);
        find.Bind(2, name);
        return find.Step() ? find.Text(0) : null;
    }
}
