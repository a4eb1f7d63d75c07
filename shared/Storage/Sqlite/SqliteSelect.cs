namespace Syndication.Storage.Sqlite;

/// <summary>Writes a query plan as SQL that walks one index and stops whenever its reader does: no sorting, no temporary table.</summary>
internal static class SqliteSelect
{
    /// <summary>Columns: sort key, id, whether the residual clauses hold, the document where they do.</summary>
    public static SqlText Documents(string collection, QueryPlan plan)
    {
        var sql = Start(plan);
        return plan.Residual.Count == 0
            ? sql.Add(",t.doc").Body(collection, plan)
            : sql.Add(",CASE WHEN ").Clauses(plan.Residual).Add(" THEN t.doc END").Body(collection, plan);
    }

    /// <summary>Columns: sort key, id, whether the residual clauses hold, until when and by whom it is leased.</summary>
    public static SqlText Leases(string collection, QueryPlan plan) =>
        Start(plan).Add(",json_extract(t.doc,'$.leasedUntil'),json_extract(t.doc,'$.leasedBy')").Body(collection, plan);

    /// <summary>Columns: how many rows the index brings, at most one more than <see cref="Query.MaxExamined"/>; how many match.</summary>
    public static SqlText Count(string collection, QueryPlan plan) =>
        new SqlText().Add("SELECT count(*),ifnull(sum(ok),0) FROM (SELECT ").Clauses(plan.Residual).Add(" AS ok")
            .Body(collection, plan).Add($" LIMIT {Query.MaxExamined + 1})");

    private static SqlText Start(QueryPlan plan) =>
        new SqlText().Add("SELECT ").Add(SortKey(plan)).Add(",t.id,").Clauses(plan.Residual);

    private static SqlText Body(this SqlText sql, string collection, QueryPlan plan)
    {
        sql.Add(" FROM ");
        if (plan.Index.IsMultiValued)
        {
            // CROSS JOIN keeps the order of the two tables: the side table drives.
            sql.Add($"{SqlText.Name(collection, plan.Index.Name)} AS s CROSS JOIN {SqlText.Name(collection)} AS t ON t.id=s.id");
        }
        else
        {
            sql.Add($"{SqlText.Name(collection)} AS t");
            sql.Add($" INDEXED BY {(plan.Index.Name == "id" ? $"\"sqlite_autoindex_{collection}_1\"" : SqlText.Name(collection, plan.Index.Name))}");
        }

        sql.Add(plan.Index is { IsPartial: true, IsMultiValued: false } ? $" WHERE {SqlText.IsAboveZero(SortKey(plan))}" : " WHERE 1");
        foreach (var clause in plan.Equal)
        {
            sql.Add($" AND {MemberKey(plan, clause.Member)}=").KeyParameter(clause.Value);
        }

        foreach (var bound in plan.Bounds)
        {
            sql.Bound(plan, bound);
        }

        sql.After(plan);
        var direction = plan.IsDescending ? " DESC" : "";
        return sql.Add(" ORDER BY ").Add(plan switch
        {
            { IsSortFixed: true } => $"{IdKey(plan)}{direction}",
            { Index.IsUnique: true } => $"{SortKey(plan)}{direction}",
            _ => $"{SortKey(plan)}{direction},{IdKey(plan)}{direction}",
        });
    }

    private static void Bound(this SqlText sql, QueryPlan plan, Clause bound)
    {
        // A page that goes on starts at its cursor: the bound on that side must not be chosen as the start again.
        var isUpper = bound.Comparison is Comparison.Less or Comparison.AtMost;
        sql.Add(plan.After is not null && plan.IsDescending == isUpper ? " AND +" : " AND ")
            .Add(SortKey(plan)).Add(SqlText.Operator(bound.Comparison)).KeyParameter(bound.Value);
        if (isUpper && plan.Sort.Path != "id")
        {
            sql.Add(plan.After is not null && !plan.IsDescending ? " AND +" : " AND ").Add($"{SortKey(plan)}>{SqlText.NullKey}");
        }
    }

    private static void After(this SqlText sql, QueryPlan plan)
    {
        if (plan.After is not { } after)
        {
            return;
        }

        var comparison = plan.IsDescending ? "<" : ">";
        if (plan.IsSortFixed)
        {
            sql.Add($" AND {IdKey(plan)}{comparison}").Parameter(after.Id);
        }
        else if (plan.Index.IsUnique)
        {
            sql.Add($" AND {SortKey(plan)}{comparison}").KeyParameter(after.Value);
        }
        else
        {
            sql.Add($" AND ({SortKey(plan)},{IdKey(plan)}){comparison}(").KeyParameter(after.Value).Add(",").Parameter(after.Id).Add(")");
        }
    }

    private static string SortKey(QueryPlan plan) => MemberKey(plan, plan.Sort);

    private static string IdKey(QueryPlan plan) => plan.Index.IsMultiValued ? "s.id" : "t.id";

    private static string MemberKey(QueryPlan plan, MemberPath member)
    {
        if (!plan.Index.IsMultiValued)
        {
            return $"t.{SqlText.Column(member)}";
        }

        var position = 0;
        while (plan.Index.Members[position].Path != member.Path)
        {
            position++;
        }

        return $"s.k{position}";
    }
}
