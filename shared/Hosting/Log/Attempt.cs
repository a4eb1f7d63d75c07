using Syndication.Storage;

namespace Syndication.Hosting.Log;

/// <summary>
/// An entry that is being tried where it may have killed the process before: written before it is handled, gone after.
/// </summary>
/// <param name="Count">How often the process died while it ran alone, if it never ends.</param>
internal sealed record Attempt(string Id, int Count)
{
    /// <summary>An entry that was begun this often and never ended is parked unread.</summary>
    public const int Most = 3;

    public static CollectionDefinition<Attempt> Collection { get; } = new("attempts", attempt => attempt.Id);

    public static string IdOf(string consumer, long sequence) => $"{consumer}:{sequence}";
}

/// <summary>Counts attempts in the store of the consumer's service.</summary>
internal sealed class Attempts(IServiceProvider services)
{
    /// <summary>How often each was begun before; those never begun are left out.</summary>
    public async Task<IReadOnlyDictionary<string, int>> BeforeAsync(LogConsumer consumer, IEnumerable<long> sequences, CancellationToken cancellationToken)
    {
        var ids = sequences.Select(sequence => Attempt.IdOf(consumer.Name, sequence)).ToList();
        var known = await CollectionOf(consumer).GetManyAsync(ids, cancellationToken);
        return known.ToDictionary(attempt => attempt.Id, attempt => attempt.Count);
    }

    public Task BeginAsync(LogConsumer consumer, IEnumerable<Attempt> attempts, CancellationToken cancellationToken) =>
        CollectionOf(consumer).UpsertManyAsync([.. attempts], cancellationToken);

    public Task EndAsync(LogConsumer consumer, IEnumerable<long> sequences, CancellationToken cancellationToken)
    {
        var attempts = CollectionOf(consumer);
        return Task.WhenAll(sequences.Select(sequence => attempts.DeleteAsync(Attempt.IdOf(consumer.Name, sequence), cancellationToken: cancellationToken)));
    }

    private IDocumentCollection<Attempt> CollectionOf(LogConsumer consumer) =>
        services.GetRequiredKeyedService<IDocumentStore>(consumer.Service).Collection(Attempt.Collection);
}
