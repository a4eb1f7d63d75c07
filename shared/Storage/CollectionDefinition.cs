using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;

namespace Syndication.Storage;

/// <summary>
/// Declares a collection: name, id, and the indexes that it may be queried by. Indexed members are strings, integers,
/// booleans, or one list of strings; instants are Unix milliseconds, GUIDs strings.
/// </summary>
/// <param name="name">Lower-case letters and hyphens.</param>
/// <param name="id">The document's id. Its JSON member is "id".</param>
public sealed class CollectionDefinition<T>(string name, Func<T, string> id) where T : class
{
    private readonly List<IndexDefinition> _indexes = [];

    public string Name { get; } = name;
    public Func<T, string> Id { get; } = id;
    public IReadOnlyList<IndexDefinition> Indexes => _indexes;

    /// <summary>
    /// Adds an index. Leading members are asked for by equality, the last one also by range and order. A multi-valued
    /// member comes first.
    /// </summary>
    public CollectionDefinition<T> Index(string name, params Expression<Func<T, object?>>[] members) =>
        Add(new IndexDefinition(name, IsUnique: false, IsPartial: false, Paths(members)));

    /// <summary>
    /// Adds an index of the documents alone whose last member is a number above zero, which costs the others nothing. Its
    /// queries ask for such a range.
    /// </summary>
    public CollectionDefinition<T> Partial(string name, params Expression<Func<T, object?>>[] members) =>
        Add(new IndexDefinition(name, IsUnique: false, IsPartial: true, Paths(members)));

    /// <summary>Adds an index whose members must always have a value and be unlike any other document's.</summary>
    public CollectionDefinition<T> Unique(string name, params Expression<Func<T, object?>>[] members) =>
        Add(new IndexDefinition(name, IsUnique: true, IsPartial: false, Paths(members)));

    private static MemberPath[] Paths(Expression<Func<T, object?>>[] members) => [.. members.Select(MemberPath.Of)];

    private CollectionDefinition<T> Add(IndexDefinition index)
    {
        if (index.Members.Skip(1).Any(path => path.IsMultiValued) || (index.IsUnique && index.IsMultiValued))
        {
            throw new ArgumentException($"Index {index.Name} of {Name}: a multi-valued member comes first, and not in a unique index.", nameof(index));
        }

        _indexes.Add(index);
        return this;
    }
}

/// <summary>An index over members of the document, the id after them.</summary>
/// <param name="IsPartial">Whether it holds only documents whose last member is above zero.</param>
public sealed record IndexDefinition(string Name, bool IsUnique, bool IsPartial, IReadOnlyList<MemberPath> Members)
{
    public bool IsMultiValued => Members.Count > 0 && Members[0].IsMultiValued;
}

/// <summary>A member as the stored JSON spells it: camelCase, dots between levels.</summary>
public sealed record MemberPath(string Path, bool IsMultiValued)
{
    /// <summary>Reads <c>x => x.Lease.Until</c> as "lease.until".</summary>
    public static MemberPath Of<T>(Expression<Func<T, object?>> member)
    {
        ArgumentNullException.ThrowIfNull(member);
        var expression = member.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : member.Body;
        var isMultiValued = expression.Type != typeof(string) && typeof(IEnumerable<string>).IsAssignableFrom(expression.Type);
        var names = new Stack<string>();
        while (expression is MemberExpression { Member: PropertyInfo property } access)
        {
            names.Push(JsonNamingPolicy.CamelCase.ConvertName(property.Name));
            expression = access.Expression!;
        }

        return expression is ParameterExpression && names.Count > 0
            ? new MemberPath(string.Join('.', names), isMultiValued)
            : throw new ArgumentException($"{member} is not a chain of properties.", nameof(member));
    }
}
