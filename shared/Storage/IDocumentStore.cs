namespace Syndication.Storage;

/// <summary>
/// A service's own database: collections of JSON documents, each declared once. Every operation is on one document or
/// is ordered document by document; there are no transactions over several, in either adapter.
/// </summary>
/// <remarks>All members throw <see cref="StoreException"/> where the store itself fails.</remarks>
public interface IDocumentStore : IAsyncDisposable
{
    /// <summary>Opens a collection, creating it and the indexes that it lacks.</summary>
    IDocumentCollection<T> Collection<T>(CollectionDefinition<T> definition) where T : class;

    /// <summary>The store's own clock: what leases and due times are compared with.</summary>
    Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken = default);

    /// <summary>Makes a durable write, to find out whether the store can do its work.</summary>
    Task ProbeAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns once the store's files hold none of these texts any more, which no document holds: for a store that was opened
    /// to forget. Where a server keeps the files, they are its own matter.
    /// </summary>
    /// <exception cref="StoreException">A document still holds one, or somebody reads an older state without end.</exception>
    Task ForgetAsync(IReadOnlyCollection<string> texts, CancellationToken cancellationToken = default);
}

/// <summary>Documents of one kind.</summary>
public interface IDocumentCollection<T> where T : class
{
    Task<T?> GetAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Those that exist, in no particular order.</summary>
    Task<IReadOnlyList<T>> GetManyAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default);

    /// <summary>False if the id, or a value of a unique index, is taken.</summary>
    Task<bool> InsertAsync(T document, CancellationToken cancellationToken = default);

    /// <summary>
    /// Inserts in the order given and stops at the first that is taken. Nobody sees a later document before an earlier one.
    /// </summary>
    /// <returns>How many were inserted: the one at this index was taken, if there is one.</returns>
    Task<int> InsertManyAsync(IReadOnlyList<T> documents, CancellationToken cancellationToken = default);

    /// <summary>Inserts each whose id, and whose values of unique indexes, are not taken; the others are left as they are.</summary>
    /// <returns>How many were inserted.</returns>
    Task<int> InsertMissingAsync(IReadOnlyList<T> documents, CancellationToken cancellationToken = default);

    /// <summary>False if there is none, or the condition does not hold on the stored one.</summary>
    Task<bool> ReplaceAsync(T document, Condition<T>? onlyIf = null, CancellationToken cancellationToken = default);

    /// <summary>Inserts, or replaces where the condition holds on the stored one; false if it does not.</summary>
    Task<bool> UpsertAsync(T document, Condition<T>? onlyIf = null, CancellationToken cancellationToken = default);

    /// <summary>Upserts each.</summary>
    Task UpsertManyAsync(IReadOnlyList<T> documents, CancellationToken cancellationToken = default);

    /// <summary>
    /// Finds the first document of the query that nobody leases, leases it by the store's clock, raises its attempt and
    /// returns it as changed: one atomic step. Settle it with a condition on <see cref="ILeased.Attempt"/>.
    /// </summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not <see cref="ILeased"/>.</exception>
    /// <exception cref="StoreException">More than <see cref="Query.MaxExamined"/> documents were looked at.</exception>
    Task<T?> ClaimAsync(Query<T> query, TimeSpan leaseFor, CancellationToken cancellationToken = default);

    /// <summary>As <see cref="ClaimAsync"/>, for as many as the query's limit; each is leased by a step of its own.</summary>
    /// <inheritdoc cref="ClaimAsync" path="/exception" />
    Task<IReadOnlyList<T>> ClaimManyAsync(Query<T> query, TimeSpan leaseFor, CancellationToken cancellationToken = default);

    Task<Page<T>> QueryAsync(Query<T> query, CancellationToken cancellationToken = default);

    /// <summary>How many the index part of the query matches, residual filters included; null above <see cref="Query.MaxExamined"/>.</summary>
    Task<long?> CountAsync(Query<T> query, CancellationToken cancellationToken = default);

    /// <summary>False if there was none, or the condition did not hold.</summary>
    Task<bool> DeleteAsync(string id, Condition<T>? onlyIf = null, CancellationToken cancellationToken = default);
}

/// <summary>A document that one worker at a time may hold. Members are written by the store alone.</summary>
public interface ILeased
{
    /// <summary>Unix milliseconds of the store's clock; 0 where free.</summary>
    long LeasedUntil { get; }

    /// <summary>The process that holds it.</summary>
    string? LeasedBy { get; }

    /// <summary>How often it was claimed.</summary>
    int Attempt { get; }
}

/// <summary>The store failed, or was asked for something that would look at too much.</summary>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);
