using MongoDB.Bson;

namespace Syndication.Storage.MongoDb;

/// <summary>Writes clauses and query plans as MongoDB's filters and orders.</summary>
internal static class MongoFilters
{
    public static string Path(MemberPath member) => member.Path == "id" ? "_id" : DefinitionRules.CheckPath(member.Path);

    /// <param name="now">The server's clock, for <see cref="Query.Now"/>.</param>
    public static BsonDocument Of(Clause clause, long now) =>
        new(Path(clause.Member), new BsonDocument(Operator(clause.Comparison), BsonJson.Value(clause.Value is Query.StoreNow ? now : clause.Value)));

    public static BsonDocument All(IEnumerable<Clause> clauses, long now) => And(clauses.Select(clause => Of(clause, now)));

    /// <summary>One document and what must hold on it.</summary>
    public static BsonDocument One(string id, IEnumerable<Clause> onlyIf, long now) =>
        And([new BsonDocument("_id", id), .. onlyIf.Select(clause => Of(clause, now))]);

    /// <summary>What the index answers, from the cursor on. Each branch names the whole prefix, so that each can walk the index.</summary>
    public static BsonDocument Range(QueryPlan plan, long now)
    {
        BsonDocument[] range = [.. plan.Equal.Concat(plan.Bounds).Select(clause => Of(clause, now))];
        var branches = plan.After is null ? [] : After(plan, plan.After).ToArray();
        return branches.Length == 0
            ? And(range)
            : new BsonDocument("$or", new BsonArray(branches.Select(branch => And([.. range, branch]))));
    }

    /// <summary>As the index has it, member for member: a sort by more than that reads and sorts all that is found.</summary>
    public static BsonDocument Order(QueryPlan plan)
    {
        var direction = plan.IsDescending ? -1 : 1;
        var order = new BsonDocument();
        if (!plan.IsSortFixed && plan.Sort.Path != "id")
        {
            order.Add(Path(plan.Sort), direction);
            if (plan.Index.IsUnique)
            {
                return order;
            }
        }

        return order.Add("_id", direction);
    }

    public static BsonDocument And(IEnumerable<BsonDocument> filters)
    {
        BsonDocument[] all = [.. filters];
        return all.Length == 0 ? new BsonDocument() : new BsonDocument("$and", new BsonArray(all));
    }

    /// <summary>Comparisons are of one type in MongoDB, so null, which sorts first, is a branch of its own.</summary>
    private static IEnumerable<BsonDocument> After(QueryPlan plan, Position after)
    {
        var path = Path(plan.Sort);
        var beyond = new BsonDocument(plan.IsDescending ? "$lt" : "$gt", after.Id);
        if (plan.IsSortFixed || path == "_id")
        {
            yield return new BsonDocument("_id", beyond);
            yield break;
        }

        yield return new BsonDocument(path, BsonJson.Value(after.Value)).Add("_id", beyond);
        if (after.Value is not null)
        {
            yield return new BsonDocument(path, new BsonDocument(plan.IsDescending ? "$lt" : "$gt", BsonJson.Value(after.Value)));
        }

        if (plan.IsDescending ? after.Value is not null : after.Value is null)
        {
            yield return new BsonDocument(path, new BsonDocument(plan.IsDescending ? "$eq" : "$ne", BsonNull.Value));
        }
    }

    private static string Operator(Comparison comparison) => comparison switch
    {
        Comparison.Equal => "$eq",
        Comparison.NotEqual => "$ne",
        Comparison.Less => "$lt",
        Comparison.AtMost => "$lte",
        Comparison.Greater => "$gt",
        _ => "$gte",
    };
}
