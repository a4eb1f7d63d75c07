using MongoDB.Bson;
using MongoDB.Driver;

namespace Syndication.Storage.MongoDb;

/// <summary>Walks at most <see cref="Query.MaxExamined"/> documents of a plan's index.</summary>
internal sealed class MongoScan(IMongoCollection<BsonDocument> documents, QueryPlan plan, long now)
{
    private readonly BsonDocument _range = MongoFilters.Range(plan, now);
    private readonly BsonDocument _order = MongoFilters.Order(plan);

    /// <summary>Those for which the filter holds, in order.</summary>
    public async Task<List<BsonDocument>> MatchesAsync(BsonDocument filter, int limit, CancellationToken cancellationToken)
    {
        BsonDocument[] stages =
        [
            new("$match", _range),
            new("$sort", _order),
            new("$limit", Query.MaxExamined),
            new("$match", filter),
            new("$limit", limit),
        ];
        using var cursor = await documents.AggregateAsync<BsonDocument>(stages, new AggregateOptions(), cancellationToken);
        return await cursor.ToListAsync(cancellationToken);
    }

    /// <summary>The last one that is looked at, if there are more behind it.</summary>
    public async Task<BsonDocument?> LastBeforeMoreAsync(CancellationToken cancellationToken)
    {
        var options = new FindOptions<BsonDocument, BsonDocument>
        {
            Sort = _order,
            Skip = Query.MaxExamined - 1,
            Limit = 2,
            Projection = new BsonDocument(MongoFilters.Path(plan.Sort), 1),
        };
        using var cursor = await documents.FindAsync(_range, options, cancellationToken);
        return await cursor.ToListAsync(cancellationToken) is [var last, _] ? last : null;
    }
}
