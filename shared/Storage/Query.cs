using System.Linq.Expressions;

namespace Syndication.Storage;

/// <summary>How a member is compared.</summary>
public enum Comparison { Equal, NotEqual, Less, AtMost, Greater, AtLeast }

/// <summary>One comparison. The value is a string, a long, a bool, null, or <see cref="Query.Now"/>.</summary>
public sealed record Clause(MemberPath Member, Comparison Comparison, object? Value)
{
    internal static Clause Of<T>(Expression<Func<T, object?>> member, Comparison comparison, object? value)
    {
        var path = MemberPath.Of(member);
        if (path.IsMultiValued && (comparison is not (Comparison.Equal or Comparison.NotEqual) || value is not string))
        {
            throw new ArgumentException($"{path.Path} is a list: it contains a string (Equal) or does not (NotEqual).", nameof(comparison));
        }

        if (value is null && comparison is not (Comparison.Equal or Comparison.NotEqual))
        {
            throw new ArgumentException($"{path.Path}: null is equal or not, it has no order.", nameof(value));
        }

        return new(path, comparison, value switch
        {
            null or string or long or bool or Query.StoreNow => value,
            int number => (long)number,
            _ => throw new ArgumentException($"{value.GetType()} can't be compared: strings, integers and booleans can.", nameof(value)),
        });
    }
}

/// <summary>What must hold on the stored document for a write to take place; all clauses together.</summary>
public sealed record Condition<T>(IReadOnlyList<Clause> Clauses) where T : class
{
    public Condition<T> And(Expression<Func<T, object?>> member, Comparison comparison, object? value) =>
        new([.. Clauses, Clause.Of(member, comparison, value)]);
}

/// <summary>Starts conditions and queries.</summary>
public static class Query
{
    /// <summary>The most documents that one query looks at.</summary>
    public const int MaxExamined = 5_000;

    /// <summary>Stands for the store's clock, in Unix milliseconds, in a comparison.</summary>
    public static readonly object Now = new StoreNow();

    public static Condition<T> If<T>(Expression<Func<T, object?>> member, Comparison comparison, object? value) where T : class =>
        new([Clause.Of(member, comparison, value)]);

    internal sealed class StoreNow
    {
        public override string ToString() => "now";
    }
}

/// <summary>
/// Documents of one index, in the order of its last member, then id. Clauses on the index's leading members must be
/// equalities, its last member may have a range; clauses on other members are residual: they are checked on what the
/// index brings.
/// </summary>
public sealed record Query<T> where T : class
{
    /// <param name="index">The driving index; "id" for all documents by id.</param>
    public Query(string index) => Index = index;

    public string Index { get; }
    public IReadOnlyList<Clause> Clauses { get; private init; } = [];
    public bool IsDescending { get; private init; }
    public int Limit { get; private init; } = 20;
    public string? Cursor { get; private init; }

    public Query<T> Where(Expression<Func<T, object?>> member, object? value) => Where(member, Comparison.Equal, value);

    public Query<T> Where(Expression<Func<T, object?>> member, Comparison comparison, object? value) =>
        this with { Clauses = [.. Clauses, Clause.Of(member, comparison, value)] };

    public Query<T> Descending() => this with { IsDescending = true };

    public Query<T> Take(int limit) => this with { Limit = limit };

    /// <summary>Goes on after a page's <see cref="Page{T}.Next"/>.</summary>
    public Query<T> After(string? cursor) => this with { Cursor = cursor };
}

/// <summary>A page of documents.</summary>
/// <param name="Next">Opaque; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next) where T : class;

/// <summary>A cursor that no page gave.</summary>
public sealed class InvalidCursorException() : Exception("This cursor is not one that a page gave: start from the first page.");
