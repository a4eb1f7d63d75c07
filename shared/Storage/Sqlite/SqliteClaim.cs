namespace Syndication.Storage.Sqlite;

/// <summary>Leases the first free document of a query; run inside the writer, so no two find the same.</summary>
internal sealed class SqliteClaim(string collection, QueryPlan plan, TimeSpan leaseFor, SqliteOwner owner)
{
    private readonly string _lease =
        $"UPDATE {SqlText.Name(collection)} SET doc=json_set(doc,'$.leasedUntil',?,'$.leasedBy',?,'$.attempt',ifnull(json_extract(doc,'$.attempt'),0)+1) WHERE id=? RETURNING doc";

    /// <returns>The document as changed, null where none is free.</returns>
    public byte[]? Run(SqliteSession session, long now)
    {
        if (FirstFree(session, now) is not { } id)
        {
            return null;
        }

        using var lease = session.Prepare(_lease);
        lease.Bind(1, now + (long)leaseFor.TotalMilliseconds);
        lease.Bind(2, owner.Name);
        lease.Bind(3, id);
        lease.Step();
        var document = lease.Bytes(0).ToArray();
        lease.Step();
        return document;
    }

    private string? FirstFree(SqliteSession session, long now)
    {
        using var rows = session.Run(SqliteSelect.Leases(collection, plan), now);
        var alive = new Dictionary<string, bool>();
        for (var examined = 0; rows.Step(); examined++)
        {
            if (examined == Query.MaxExamined)
            {
                throw new StoreException($"A claim by index \"{plan.Index.Name}\" of {collection} looked at {Query.MaxExamined} documents without finding a free one: its query needs a better index.");
            }

            if (rows.Number(2) != 0 && (rows.Number(3) <= now || !IsHeld(rows, alive)))
            {
                return rows.Text(1);
            }
        }

        return null;
    }

    private bool IsHeld(SqliteStatement rows, Dictionary<string, bool> alive)
    {
        var holder = rows.IsNull(4) ? "" : rows.Text(4);
        if (!alive.TryGetValue(holder, out var isAlive))
        {
            alive[holder] = isAlive = owner.IsAlive(holder);
        }

        return isAlive;
    }
}
