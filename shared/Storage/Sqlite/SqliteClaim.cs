namespace Syndication.Storage.Sqlite;

/// <summary>Leases the first free documents of a query; run inside the writer, so no two find the same.</summary>
internal sealed class SqliteClaim(string collection, IReadOnlyList<MemberPath> columns, QueryPlan plan, TimeSpan leaseFor, SqliteOwner owner)
{
    private static readonly (string Path, string Value)[] Changed =
        [("leasedUntil", "?1"), ("leasedBy", "?2"), ("attempt", "ifnull(json_extract(doc,'$.attempt'),0)+1")];

    private readonly string _lease =
        $"UPDATE {SqlText.Name(collection)} SET doc=json_set(doc{string.Concat(Changed.Select(member => $",'$.{member.Path}',{member.Value}"))})"
        + string.Concat(from member in Changed from column in columns where column.Path == member.Path select $",{SqlText.Column(column)}={member.Value}")
        + " WHERE id=?3 RETURNING doc";

    /// <returns>At most so many documents as changed, in the query's order.</returns>
    public List<byte[]> Run(SqliteSession session, int most, long now) =>
        FirstFree(session, most, now).ConvertAll(id => Lease(session, id, now));

    private byte[] Lease(SqliteSession session, string id, long now)
    {
        using var lease = session.Prepare(_lease);
        lease.Bind(1, now + (long)leaseFor.TotalMilliseconds);
        lease.Bind(2, owner.Name);
        lease.Bind(3, id);
        lease.Step();
        var document = lease.Bytes(0).ToArray();
        lease.Step();
        return document;
    }

    private List<string> FirstFree(SqliteSession session, int most, long now)
    {
        using var rows = session.Run(SqliteSelect.Leases(collection, plan), now);
        var free = new List<string>(Math.Min(most, 256));
        var alive = new Dictionary<string, bool>();
        for (var examined = 0; free.Count < most && rows.Step(); examined++)
        {
            if (examined == Query.MaxExamined)
            {
                return free.Count > 0
                    ? free
                    : throw new StoreException($"A claim by index \"{plan.Index.Name}\" of {collection} looked at {Query.MaxExamined} documents without finding a free one: its query needs a better index.");
            }

            if (rows.Number(2) != 0 && (rows.Number(3) <= now || !IsHeld(rows, alive)))
            {
                free.Add(rows.Text(1));
            }
        }

        return free;
    }

    private bool IsHeld(SqliteStatement rows, Dictionary<string, bool> alive)
    {
        if (rows.IsNull(4))
        {
            // Put aside until then, by nobody who could die.
            return true;
        }

        var holder = rows.Text(4);
        if (!alive.TryGetValue(holder, out var isAlive))
        {
            alive[holder] = isAlive = owner.IsAlive(holder);
        }

        return isAlive;
    }
}
