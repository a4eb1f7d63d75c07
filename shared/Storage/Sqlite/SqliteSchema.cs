namespace Syndication.Storage.Sqlite;

/// <summary>
/// Tables of a collection: "name" with id and document, an expression index for each single-valued index, and for a
/// multi-valued one a side table that triggers keep in step, so that every process that writes the file keeps it so.
/// </summary>
internal static class SqliteSchema
{
    /// <summary>Creates what is missing and rebuilds what was declared otherwise before.</summary>
    public static bool Ensure<T>(SqliteSession session, CollectionDefinition<T> definition) where T : class
    {
        var name = definition.Name;
        EnsureObject(session, "table", name, $"CREATE TABLE {SqlText.Name(name)}(id TEXT PRIMARY KEY NOT NULL,doc TEXT NOT NULL)");
        foreach (var index in definition.Indexes)
        {
            if (index.IsMultiValued)
            {
                EnsureSideTable(session, name, index);
            }
            else
            {
                var keys = string.Join(',', index.Members.Select(member => SqlText.Key(member, "")).Append("id").Take(index.IsUnique ? index.Members.Count : index.Members.Count + 1));
                EnsureObject(session, "index", $"{name}/{index.Name}", $"CREATE {(index.IsUnique ? "UNIQUE " : "")}INDEX {SqlText.Name(name, index.Name)} ON {SqlText.Name(name)}({keys})");
            }
        }

        return true;
    }

    private static void EnsureSideTable(SqliteSession session, string collection, IndexDefinition index)
    {
        var side = SqlText.Name(collection, index.Name);
        var columns = string.Join(',', index.Members.Select((_, position) => $"k{position}"));
        var isNew = EnsureObject(session, "table", $"{collection}/{index.Name}", $"CREATE TABLE {side}({columns},id TEXT,PRIMARY KEY({columns},id)) WITHOUT ROWID");
        var list = $"json_each(%doc,'$.{index.Members[0].Path}')";

        string Keys(string row) => string.Join("", index.Members.Skip(1).Select(member => $",{SqlText.Key(member, row)}"));
        string Add(string row, string from) =>
            $"INSERT OR IGNORE INTO {side} SELECT e.value{Keys(row)},{row}id FROM {from}{list.Replace("%", row, StringComparison.Ordinal)} AS e WHERE e.type='text'";
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
