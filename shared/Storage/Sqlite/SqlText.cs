using System.Text;

namespace Syndication.Storage.Sqlite;

/// <summary>A statement that grows, with its parameters in order. Values are parameters always; names were checked.</summary>
internal sealed class SqlText
{
    /// <summary>Stands for null in index keys: it sorts where null does, before everything, but compares like a value.</summary>
    public const string NullKey = "-9e999";

    private readonly StringBuilder _text = new(256);

    public List<object?> Parameters { get; } = [];

    /// <summary>Name of a table, an index or a trigger.</summary>
    public static string Name(string collection, string? part = null) => part is null ? $"\"{collection}\"" : $"\"{collection}/{part}\"";

    /// <summary>A member's value; "t." is put before columns where the statement names its table so.</summary>
    public static string Member(MemberPath member, string table = "t.") =>
        member.Path == "id" ? $"{table}id" : $"json_extract({table}doc,'$.{DefinitionRules.CheckPath(member.Path)}')";

    /// <summary>A member's value as indexes hold it.</summary>
    public static string Key(MemberPath member, string table) =>
        member.Path == "id" ? $"{table}id" : KeyOf(member, $"{table}doc");

    /// <inheritdoc cref="Key" />
    public static string KeyOf(MemberPath member, string document) => $"ifnull(json_extract({document},'$.{DefinitionRules.CheckPath(member.Path)}'),{NullKey})";

    /// <summary>The column that holds a member's <see cref="Key"/> besides the document.</summary>
    public static string Column(MemberPath member) => member.Path == "id" ? "id" : $"\"/{DefinitionRules.CheckPath(member.Path)}\"";

    /// <summary>Which documents a partial index holds. SQLite reads such an index only for a statement that says the same, word for word.</summary>
    public static string IsAboveZero(string key) => $"{key}>0";

    /// <summary>The members that have a column: those of single-valued indexes.</summary>
    public static IReadOnlyList<MemberPath> Columns(IEnumerable<IndexDefinition> indexes) =>
        [.. indexes.Where(index => !index.IsMultiValued).SelectMany(index => index.Members).Where(member => member.Path != "id").Distinct()];

    public SqlText Add(string sql)
    {
        _text.Append(sql);
        return this;
    }

    public SqlText Parameter(object? value)
    {
        _text.Append('?');
        Parameters.Add(value);
        return this;
    }

    /// <summary>A value that is compared with an index key.</summary>
    public SqlText KeyParameter(object? value) => Parameter(value ?? double.NegativeInfinity);

    /// <summary>Clauses on the document itself, joined by AND; "1" where there are none.</summary>
    public SqlText Clauses(IReadOnlyList<Clause> clauses)
    {
        if (clauses.Count == 0)
        {
            return Add("1");
        }

        for (var i = 0; i < clauses.Count; i++)
        {
            Add(i == 0 ? "" : " AND ").Clause(clauses[i]);
        }

        return this;
    }

    public static string Operator(Comparison comparison) => comparison switch
    {
        Comparison.Equal => " IS ",
        Comparison.NotEqual => " IS NOT ",
        Comparison.Less => "<",
        Comparison.AtMost => "<=",
        Comparison.Greater => ">",
        _ => ">=",
    };

    public override string ToString() => _text.ToString();

    private void Clause(Clause clause)
    {
        if (clause.Member.IsMultiValued)
        {
            Add(clause.Comparison == Comparison.NotEqual ? "NOT " : "")
                .Add($"EXISTS (SELECT 1 FROM json_each(t.doc,'$.{DefinitionRules.CheckPath(clause.Member.Path)}') WHERE value=")
                .Parameter(clause.Value).Add(")");
        }
        else
        {
            Add(Member(clause.Member)).Add(Operator(clause.Comparison)).Parameter(clause.Value);
        }
    }
}
