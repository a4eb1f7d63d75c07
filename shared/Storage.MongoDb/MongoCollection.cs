using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MongoDB.Bson;
using MongoDB.Driver;
using Syndication.Contracts;

namespace Syndication.Storage.MongoDb;

internal sealed class MongoCollection<T>(
    MongoDocumentStore store,
    IMongoCollection<BsonDocument> rows,
    CollectionDefinition<T> definition) : IDocumentCollection<T>
    where T : class
{
    private static readonly JsonTypeInfo<T> Json = (JsonTypeInfo<T>)SyndicationJson.Options.GetTypeInfo(typeof(T));

    public async Task<T?> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        var found = await FindAsync(new BsonDocument("_id", id), new FindOptions<BsonDocument, BsonDocument> { Limit = 1 }, cancellationToken);
        return found.Count == 0 ? null : Read(found[0]);
    }

    public async Task<IReadOnlyList<T>> GetManyAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var filter = new BsonDocument("_id", new BsonDocument("$in", new BsonArray(ids)));
        return (await FindAsync(filter, new FindOptions<BsonDocument, BsonDocument>(), cancellationToken)).ConvertAll(Read);
    }

    public Task<bool> InsertAsync(T document, CancellationToken cancellationToken = default)
    {
        var row = Write(document);
        return MongoErrors.FalseIfTakenAsync(async () =>
        {
            await rows.InsertOneAsync(row, new InsertOneOptions(), cancellationToken);
            return true;
        });
    }

    public async Task<int> InsertManyAsync(IReadOnlyList<T> documents, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        if (documents.Count == 0)
        {
            return 0;
        }

        var inserted = documents.Select(Write).ToList();
        try
        {
            await rows.InsertManyAsync(inserted, new InsertManyOptions { IsOrdered = true }, cancellationToken);
            return inserted.Count;
        }
        catch (MongoBulkWriteException<BsonDocument> error) when (error.WriteConcernError is null && error.WriteErrors is [{ Category: ServerErrorCategory.DuplicateKey } taken])
        {
            return taken.Index;
        }
        catch (Exception error) when (error is MongoException or TimeoutException)
        {
            throw MongoErrors.Describe(error);
        }
    }

    public async Task<int> InsertMissingAsync(IReadOnlyList<T> documents, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        if (documents.Count == 0)
        {
            return 0;
        }

        try
        {
            await rows.InsertManyAsync(documents.Select(Write), new InsertManyOptions { IsOrdered = false }, cancellationToken);
            return documents.Count;
        }
        catch (MongoBulkWriteException<BsonDocument> error) when (error.WriteConcernError is null && error.WriteErrors.All(taken => taken.Category == ServerErrorCategory.DuplicateKey))
        {
            return documents.Count - error.WriteErrors.Count;
        }
        catch (Exception error) when (error is MongoException or TimeoutException)
        {
            throw MongoErrors.Describe(error);
        }
    }

    public async Task<bool> ReplaceAsync(T document, Condition<T>? onlyIf = null, CancellationToken cancellationToken = default)
    {
        var row = Write(document);
        var filter = await OneAsync(definition.Id(document), onlyIf, cancellationToken);
        return await MongoErrors.FalseIfTakenAsync(async () =>
            (await rows.ReplaceOneAsync(filter, row, new ReplaceOptions(), cancellationToken)).MatchedCount > 0);
    }

    public async Task<bool> UpsertAsync(T document, Condition<T>? onlyIf = null, CancellationToken cancellationToken = default)
    {
        var row = Write(document);
        var filter = await OneAsync(definition.Id(document), onlyIf, cancellationToken);

        async Task<bool> TryAsync()
        {
            await rows.ReplaceOneAsync(filter, row, new ReplaceOptions { IsUpsert = true }, cancellationToken);
            return true;
        }

        // Where the condition does not hold, the insert meets the id. It also does where another process inserted just
        // now: the second try sees that one.
        return await MongoErrors.FalseIfTakenAsync(TryAsync) || await MongoErrors.FalseIfTakenAsync(TryAsync);
    }

    public async Task UpsertManyAsync(IReadOnlyList<T> documents, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        foreach (var document in documents)
        {
            if (!await UpsertAsync(document, null, cancellationToken))
            {
                throw new StoreException($"{definition.Name} {definition.Id(document)}: a value that must be unique is another document's.");
            }
        }
    }

    public async Task<T?> ClaimAsync(Query<T> query, TimeSpan leaseFor, CancellationToken cancellationToken = default)
    {
        if (!typeof(T).IsAssignableTo(typeof(ILeased)))
        {
            throw new NotSupportedException($"{typeof(T).Name} is not {nameof(ILeased)}: it can't be claimed.");
        }

        var plan = QueryPlan.Of(definition, query);
        var claim = new MongoClaim(rows, plan, leaseFor, store.Owner);
        var now = (await store.NowAsync(cancellationToken)).ToUnixTimeMilliseconds();
        var claimed = await MongoErrors.GuardAsync(() => claim.RunAsync(now, cancellationToken));
        return claimed is null ? null : Read(claimed);
    }

    public async Task<IReadOnlyList<T>> ClaimManyAsync(Query<T> query, TimeSpan leaseFor, CancellationToken cancellationToken = default)
    {
        var most = QueryPlan.Of(definition, query).Limit;
        var claimed = new List<T>();
        while (claimed.Count < most && await ClaimAsync(query, leaseFor, cancellationToken) is { } one)
        {
            claimed.Add(one);
        }

        return claimed;
    }

    public async Task<Page<T>> QueryAsync(Query<T> query, CancellationToken cancellationToken = default)
    {
        var plan = QueryPlan.Of(definition, query);
        var now = await NowIfAskedAsync(query.Clauses, cancellationToken);
        var scan = new MongoScan(rows, plan, now);
        var found = await MongoErrors.GuardAsync(() => scan.MatchesAsync(MongoFilters.All(plan.Residual, now), plan.Limit + 1, cancellationToken));
        if (found.Count > plan.Limit)
        {
            found.RemoveAt(plan.Limit);
            return new Page<T>(found.ConvertAll(Read), Cursor(plan, found[^1]));
        }

        var last = await MongoErrors.GuardAsync(() => scan.LastBeforeMoreAsync(cancellationToken));
        return new Page<T>(found.ConvertAll(Read), last is null ? null : Cursor(plan, last));
    }

    public async Task<long?> CountAsync(Query<T> query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var plan = QueryPlan.Of(definition, query.After(null));
        var now = await NowIfAskedAsync(query.Clauses, cancellationToken);
        var range = MongoFilters.Range(plan, now);
        var most = new CountOptions { Limit = Query.MaxExamined + 1 };
        var count = await MongoErrors.GuardAsync(() => rows.CountDocumentsAsync(range, most, cancellationToken));
        if (count > Query.MaxExamined || plan.Residual.Count == 0)
        {
            return count > Query.MaxExamined ? null : count;
        }

        var both = MongoFilters.And([range, MongoFilters.All(plan.Residual, now)]);
        return await MongoErrors.GuardAsync(() => rows.CountDocumentsAsync(both, most, cancellationToken));
    }

    public async Task<bool> DeleteAsync(string id, Condition<T>? onlyIf = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        var filter = await OneAsync(id, onlyIf, cancellationToken);
        return await MongoErrors.GuardAsync(async () => (await rows.DeleteOneAsync(filter, cancellationToken)).DeletedCount > 0);
    }

    private static string Cursor(QueryPlan plan, BsonDocument document) =>
        new Position(BsonJson.Member(document, MongoFilters.Path(plan.Sort)), document["_id"].AsString).Encode(plan.Index.Name, plan.IsDescending);

    private static T Read(BsonDocument row)
    {
        try
        {
            return JsonSerializer.Deserialize(BsonJson.Write(row), Json)!;
        }
        catch (JsonException error)
        {
            throw new StoreException($"A document can't be read as {typeof(T).Name}: {error.Message}", error);
        }
    }

    private BsonDocument Write(T document)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentException.ThrowIfNullOrEmpty(definition.Id(document));
        return BsonJson.Read(definition.Id(document), JsonSerializer.SerializeToElement(document, Json));
    }

    private async Task<BsonDocument> OneAsync(string id, Condition<T>? onlyIf, CancellationToken cancellationToken)
    {
        var clauses = onlyIf?.Clauses ?? [];
        return MongoFilters.One(id, clauses, await NowIfAskedAsync(clauses, cancellationToken));
    }

    private async Task<long> NowIfAskedAsync(IReadOnlyList<Clause> clauses, CancellationToken cancellationToken) =>
        clauses.Any(clause => clause.Value is Query.StoreNow) ? (await store.NowAsync(cancellationToken)).ToUnixTimeMilliseconds() : 0;

    private Task<List<BsonDocument>> FindAsync(BsonDocument filter, FindOptions<BsonDocument, BsonDocument> options, CancellationToken cancellationToken) =>
        MongoErrors.GuardAsync(async () =>
        {
            using var cursor = await rows.FindAsync(filter, options, cancellationToken);
            return await cursor.ToListAsync(cancellationToken);
        });
}
