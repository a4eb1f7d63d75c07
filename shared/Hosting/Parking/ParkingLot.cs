using System.Diagnostics;
using Syndication.Contracts;
using Syndication.Hosting.Log;
using Syndication.Storage;

namespace Syndication.Hosting.Parking;

/// <summary>Parked messages of every service in this process, each in its own service's store.</summary>
public sealed class ParkingLot(IServiceProvider services, LogConsumers consumers, TimeProvider time)
{
    private const int LongestException = 4_000;

    /// <summary>Parks an entry; parking it again keeps count.</summary>
    internal async Task ParkAsync(LogConsumer consumer, ReleaseFact fact, string reason, Exception? exception, CancellationToken cancellationToken)
    {
        var parked = CollectionOf(consumer.Service);
        var id = ParkedMessage.IdOf(consumer.Name, fact.Sequence);
        var known = await parked.GetAsync(id, cancellationToken);
        await parked.UpsertAsync(
            new ParkedMessage
            {
                Id = id,
                Consumer = consumer.Name,
                Service = consumer.Service,
                Message = fact,
                Reason = reason,
                Exception = exception?.ToString() is { } text ? text[..Math.Min(text.Length, LongestException)] : null,
                TraceId = TraceOf(fact),
                ParkedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
                Retries = known is null ? 0 : known.Retries + 1,
            },
            cancellationToken: cancellationToken);
    }

    internal Task UnparkAsync(LogConsumer consumer, long sequence, CancellationToken cancellationToken) =>
        CollectionOf(consumer.Service).DeleteAsync(ParkedMessage.IdOf(consumer.Name, sequence), cancellationToken: cancellationToken);

    /// <summary>The parked message of this id, in whichever service.</summary>
    public async Task<ParkedMessage?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var consumer = consumers.Find(id.Split(':')[0]);
        return consumer is null ? null : await CollectionOf(consumer.Consumer.Service).GetAsync(id, cancellationToken);
    }

    /// <summary>What is parked, newest first, at most <paramref name="limit"/> a service.</summary>
    public async Task<IReadOnlyList<ParkedMessage>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        var all = new List<ParkedMessage>();
        foreach (var service in Services)
        {
            var page = await CollectionOf(service).QueryAsync(new Query<ParkedMessage>("parked-at").Descending().Take(limit), cancellationToken);
            all.AddRange(page.Items);
        }

        return [.. all.OrderByDescending(parked => parked.ParkedAt).ThenBy(parked => parked.Id, StringComparer.Ordinal).Take(limit)];
    }

    /// <summary>How many are parked, a service each; null where there are too many to count.</summary>
    public async Task<IReadOnlyDictionary<string, long?>> CountAsync(CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, long?>();
        foreach (var service in Services)
        {
            counts[service] = await CollectionOf(service).CountAsync(new Query<ParkedMessage>("parked-at"), cancellationToken);
        }

        return counts;
    }

    private static string? TraceOf(ReleaseFact fact) =>
        Activity.Current is { } current ? current.TraceId.ToString()
        : ActivityContext.TryParse(fact.TraceParent, null, out var request) ? request.TraceId.ToString()
        : null;

    private IEnumerable<string> Services => consumers.All.Select(progress => progress.Consumer.Service).Distinct();

    private IDocumentCollection<ParkedMessage> CollectionOf(string service) =>
        services.GetRequiredKeyedService<IDocumentStore>(service).Collection(ParkedMessage.Collection);
}
