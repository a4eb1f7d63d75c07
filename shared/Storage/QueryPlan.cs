namespace Syndication.Storage;

/// <summary>A query, checked against its index and taken apart: what the index answers, and what is checked on each document.</summary>
/// <param name="Equal">Equalities on members of the index, in its order.</param>
/// <param name="Sort">The member that gives the order.</param>
/// <param name="Bounds">The range on <paramref name="Sort"/>.</param>
/// <param name="Residual">Checked on what the index brings.</param>
internal sealed record QueryPlan(
    IndexDefinition Index,
    IReadOnlyList<Clause> Equal,
    MemberPath Sort,
    IReadOnlyList<Clause> Bounds,
    IReadOnlyList<Clause> Residual,
    bool IsDescending,
    int Limit,
    Position? After)
{
    private static readonly IndexDefinition Id = new("id", IsUnique: true, IsPartial: false, [new MemberPath("id", IsMultiValued: false)]);

    /// <summary>Whether every document found has the same value of <see cref="Sort"/>, so that the id alone orders them.</summary>
    public bool IsSortFixed => Equal.Count == Index.Members.Count;

    /// <exception cref="ArgumentException">There is no such index, or the clauses do not fit it.</exception>
    /// <exception cref="InvalidCursorException" />
    public static QueryPlan Of<T>(CollectionDefinition<T> definition, Query<T> query) where T : class
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        var index = query.Index == "id" ? Id : definition.Indexes.FirstOrDefault(known => known.Name == query.Index)
            ?? throw new ArgumentException($"{definition.Name} has no index \"{query.Index}\".", nameof(query));

        var sort = index.Members[^1];
        var equal = new List<Clause>(index.Members.Count);
        foreach (var member in index.Members)
        {
            var clause = query.Clauses.FirstOrDefault(clause => clause.Comparison == Comparison.Equal && clause.Member.Path == member.Path);
            if (clause is not null)
            {
                equal.Add(clause);
            }
            else if (!ReferenceEquals(member, sort) || member.IsMultiValued)
            {
                throw new ArgumentException($"A query by index \"{index.Name}\" of {definition.Name} needs an equality on {member.Path}.", nameof(query));
            }
        }

        var bounds = equal.Count == index.Members.Count
            ? []
            : query.Clauses.Where(clause => clause.Member.Path == sort.Path && clause.Comparison != Comparison.NotEqual).ToList();
        if (index.IsPartial && !equal.Concat(bounds).Any(clause => clause.Member.Path == sort.Path && IsAboveZero(clause)))
        {
            throw new ArgumentException($"Index \"{index.Name}\" of {definition.Name} knows what is above zero alone: its queries ask for {sort.Path} above zero.", nameof(query));
        }

        return new QueryPlan(
            index,
            equal,
            sort,
            bounds,
            [.. query.Clauses.Where(clause => !Contains(equal, clause) && !Contains(bounds, clause))],
            query.IsDescending,
            query.Limit,
            Position.Decode(query.Cursor, index.Name, query.IsDescending));
    }

    private static bool IsAboveZero(Clause clause) =>
        clause is { Comparison: Comparison.Greater, Value: >= 0L } or { Comparison: Comparison.Equal or Comparison.AtLeast, Value: > 0L };

    private static bool Contains(List<Clause> clauses, Clause clause) => clauses.Exists(known => ReferenceEquals(known, clause));
}
