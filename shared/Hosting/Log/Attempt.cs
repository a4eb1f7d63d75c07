using System.Globalization;
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
    /// <summary>How often the process died while this entry ran alone; 0 where it was under way but never begun.</summary>
    public async Task<int> DeathsAsync(LogConsumer consumer, long sequence, CancellationToken cancellationToken) =>
        (await CollectionOf(consumer).GetAsync(Attempt.IdOf(consumer.Name, sequence), cancellationToken))?.Count ?? 0;

    /// <summary>The entries that were under way when the process died, with their deaths, in order.</summary>
    public async Task<IReadOnlyList<(long Sequence, int Deaths)>> AllAsync(LogConsumer consumer, CancellationToken cancellationToken)
    {
        var all = new List<(long Sequence, int Deaths)>();
        var query = new Query<Attempt>("id").Take(500);
        Page<Attempt> page;
        do
        {
            page = await CollectionOf(consumer).QueryAsync(query, cancellationToken);
            all.AddRange(page.Items
                .Where(attempt => attempt.Id.StartsWith(consumer.Name + ":", StringComparison.Ordinal))
                .Select(attempt => (long.Parse(attempt.Id.AsSpan(consumer.Name.Length + 1), CultureInfo.InvariantCulture), attempt.Count)));
            query = query.After(page.Next);
        }
        while (page.Next is not null);

        return [.. all.OrderBy(attempt => attempt.Sequence)];
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
