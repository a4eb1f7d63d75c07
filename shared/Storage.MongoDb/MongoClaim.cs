using MongoDB.Bson;
using MongoDB.Driver;

namespace Syndication.Storage.MongoDb;

/// <summary>Leases the first free document of a query. Looking is bounded; taking is one atomic step on one document.</summary>
internal sealed class MongoClaim(IMongoCollection<BsonDocument> documents, QueryPlan plan, TimeSpan leaseFor, string owner)
{
    private const int Candidates = 16;

    /// <param name="now">The server's clock a moment ago: what was free then and is unchanged is free now.</param>
    public async Task<BsonDocument?> RunAsync(long now, CancellationToken cancellationToken)
    {
        var scan = new MongoScan(documents, plan, now);
        var isFree = MongoFilters.And([
            MongoFilters.All(plan.Residual, now),
            new BsonDocument("leasedUntil", new BsonDocument("$not", new BsonDocument("$gt", now))),
        ]);
        while (true)
        {
            var candidates = await scan.MatchesAsync(isFree, Candidates, cancellationToken);
            if (candidates.Count == 0)
            {
                return await scan.LastBeforeMoreAsync(cancellationToken) is null
                    ? null
                    : throw new StoreException($"A claim by index \"{plan.Index.Name}\" looked at {Query.MaxExamined} documents without finding a free one: its query needs a better index.");
            }

            foreach (var candidate in candidates)
            {
                if (await TakeAsync(candidate["_id"], now, isFree, cancellationToken) is { } taken)
                {
                    return taken;
                }
            }
        }
    }

    private async Task<BsonDocument?> TakeAsync(BsonValue id, long now, BsonDocument isFree, CancellationToken cancellationToken)
    {
        var filter = MongoFilters.And([new BsonDocument("_id", id), MongoFilters.Range(plan, now), isFree]);
        var lease = new BsonDocument()
            .Add("leasedUntil", Sum(new BsonDocument("$toLong", "$$NOW"), (long)leaseFor.TotalMilliseconds))
            .Add("leasedBy", new BsonDocument("$literal", owner))
            .Add("attempt", Sum(new BsonDocument("$ifNull", new BsonArray().Add("$attempt").Add(0)), 1));
        BsonDocument[] stages = [new("$set", lease)];
        return await documents.FindOneAndUpdateAsync<BsonDocument>(
            filter,
            Builders<BsonDocument>.Update.Pipeline(stages),
            new FindOneAndUpdateOptions<BsonDocument, BsonDocument> { ReturnDocument = ReturnDocument.After },
            cancellationToken);
    }

    private static BsonDocument Sum(BsonValue left, BsonValue right) => new("$add", new BsonArray().Add(left).Add(right));
}
