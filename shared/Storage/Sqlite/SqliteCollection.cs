using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Syndication.Contracts;

namespace Syndication.Storage.Sqlite;

internal sealed class SqliteCollection<T>(SqliteDocumentStore store, CollectionDefinition<T> definition) : IDocumentCollection<T>
    where T : class
{
    /// <summary>Documents that one write carries at most, so that a long list does not keep others from the disk.</summary>
    private const int MostInOneWrite = 256;

    private static readonly JsonTypeInfo<T> Json = (JsonTypeInfo<T>)SyndicationJson.Options.GetTypeInfo(typeof(T));
    private readonly SqliteWrites _writes = new(definition.Name, SqlText.Columns(definition.Indexes));
    private readonly string _get = $"SELECT doc FROM {SqlText.Name(definition.Name)} WHERE id=?";

    public Task<T?> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return ReadAsync(session => Get(session, id), cancellationToken);
    }

    public Task<IReadOnlyList<T>> GetManyAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return ReadAsync<IReadOnlyList<T>>(
            session => [.. ids.Distinct().Select(id => Get(session, id)).OfType<T>()],
            cancellationToken);
    }

    public Task<bool> InsertAsync(T document, CancellationToken cancellationToken = default)
    {
        var row = Row(document);
        return store.Writer.EnqueueAsync(session => _writes.Insert(session, row), cancellationToken);
    }

    public async Task<int> InsertManyAsync(IReadOnlyList<T> documents, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        var inserted = 0;
        foreach (var rows in documents.Select(Row).Chunk(MostInOneWrite))
        {
            var count = await store.Writer.EnqueueAsync(session => rows.TakeWhile(row => _writes.Insert(session, row)).Count(), cancellationToken);
            inserted += count;
            if (count < rows.Length)
            {
                break;
            }
        }

        return inserted;
    }

    public async Task<int> InsertMissingAsync(IReadOnlyList<T> documents, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        var inserted = 0;
        foreach (var rows in documents.Select(Row).Chunk(MostInOneWrite))
        {
            inserted += await store.Writer.EnqueueAsync(session => rows.Count(row => _writes.Insert(session, row)), cancellationToken);
        }

        return inserted;
    }

    public Task<bool> ReplaceAsync(T document, Condition<T>? onlyIf = null, CancellationToken cancellationToken = default)
    {
        var row = Row(document);
        return store.Writer.EnqueueAsync(session => _writes.Replace(session, row, onlyIf?.Clauses ?? [], store.Now), cancellationToken);
    }

    public Task<bool> UpsertAsync(T document, Condition<T>? onlyIf = null, CancellationToken cancellationToken = default)
    {
        var row = Row(document);
        return store.Writer.EnqueueAsync(session => _writes.Upsert(session, row, onlyIf?.Clauses ?? [], store.Now), cancellationToken);
    }

    public async Task UpsertManyAsync(IReadOnlyList<T> documents, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        foreach (var rows in documents.Select(Row).Chunk(MostInOneWrite))
        {
            await store.Writer.EnqueueAsync(session => rows.All(row => UpsertOrThrow(session, row)), cancellationToken);
        }
    }

    public async Task<T?> ClaimAsync(Query<T> query, TimeSpan leaseFor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return await ClaimManyAsync(query.Take(1), leaseFor, cancellationToken) is [var claimed] ? claimed : null;
    }

    public async Task<IReadOnlyList<T>> ClaimManyAsync(Query<T> query, TimeSpan leaseFor, CancellationToken cancellationToken = default)
    {
        if (!typeof(T).IsAssignableTo(typeof(ILeased)))
        {
            throw new NotSupportedException($"{typeof(T).Name} is not {nameof(ILeased)}: it can't be claimed.");
        }

        var plan = QueryPlan.Of(definition, query);
        var claim = new SqliteClaim(definition.Name, SqlText.Columns(definition.Indexes), plan, leaseFor, store.Owner);
        var claimed = await store.Writer.EnqueueAsync(session => claim.Run(session, plan.Limit, store.Now), cancellationToken);
        return claimed.ConvertAll(document => JsonSerializer.Deserialize(document, Json)!);
    }

    public Task<Page<T>> QueryAsync(Query<T> query, CancellationToken cancellationToken = default)
    {
        var plan = QueryPlan.Of(definition, query);
        return ReadAsync(session => Page(session, plan), cancellationToken);
    }

    public Task<long?> CountAsync(Query<T> query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var plan = QueryPlan.Of(definition, query.After(null));
        return ReadAsync(session => Count(session, plan), cancellationToken);
    }

    public Task<bool> DeleteAsync(string id, Condition<T>? onlyIf = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return store.Writer.EnqueueAsync(session => _writes.Delete(session, id, onlyIf?.Clauses ?? [], store.Now), cancellationToken);
    }

    private T? Get(SqliteSession session, string id)
    {
        using var get = session.Prepare(_get);
        get.Bind(1, id);
        return get.Step() ? JsonSerializer.Deserialize(get.Bytes(0), Json) : null;
    }

    private Page<T> Page(SqliteSession session, QueryPlan plan)
    {
        using var rows = session.Run(SqliteSelect.Documents(definition.Name, plan), store.Now);
        var items = new List<T>(Math.Min(plan.Limit, 256));
        Position? last = null;
        for (var examined = 0; rows.Step(); examined++)
        {
            var isMatch = rows.Number(2) != 0;
            if (examined == Query.MaxExamined || (isMatch && items.Count == plan.Limit))
            {
                return new Page<T>(items, last!.Encode(plan.Index.Name, plan.IsDescending));
            }

            if (isMatch)
            {
                items.Add(JsonSerializer.Deserialize(rows.Bytes(3), Json)!);
            }

            if (items.Count < plan.Limit || isMatch)
            {
                last = new Position(rows.Key(0), rows.Text(1));
            }
        }

        return new Page<T>(items, null);
    }

    private long? Count(SqliteSession session, QueryPlan plan)
    {
        using var count = session.Run(SqliteSelect.Count(definition.Name, plan), store.Now);
        count.Step();
        return count.Number(0) > Query.MaxExamined ? null : count.Number(1);
    }

    private bool UpsertOrThrow(SqliteSession session, SqliteRow row) =>
        _writes.Upsert(session, row, [], store.Now)
            ? true
            : throw new StoreException($"{definition.Name} {row.Id}: a value that must be unique is another document's.");

    private SqliteRow Row(T document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var id = definition.Id(document);
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new SqliteRow(id, JsonSerializer.SerializeToUtf8Bytes(document, Json));
    }

    private Task<TResult> ReadAsync<TResult>(Func<SqliteSession, TResult> read, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<TResult>(cancellationToken);
        }

        try
        {
            return Task.FromResult(store.Readers.Read(read));
        }
        catch (Exception error) when (error is StoreException or JsonException)
        {
            return Task.FromException<TResult>(error as StoreException
                ?? new StoreException($"A document of {definition.Name} in {store} can't be read as {typeof(T).Name}: {error.Message}", error));
        }
    }
}
