namespace Syndication.Hosting.Sending;

/// <summary>
/// Who was sent what in one channel, read from the rows by which it was sent. A service that sends registers one;
/// <c>GET /api/deliveries</c> reads those of its process.
/// </summary>
/// <param name="Channel">One of <see cref="OutgoingChannels"/>.</param>
public sealed record DeliveryLedger(string Channel, Func<DeliveryQuery, CancellationToken, Task<DeliveryPage>> ReadAsync)
{
    /// <summary>
    /// Counts of a release's rows, all at once: an item a language, version, event and state. Null where
    /// <see cref="ReadAsync"/> counts already.
    /// </summary>
    public Func<Guid, CancellationToken, Task<IReadOnlyList<Delivery>>>? SumAsync { get; init; }
}

/// <summary>What is asked of a ledger.</summary>
/// <param name="Version">Null for every version of the release.</param>
/// <param name="Recipient">An endpoint or a subscriber, by id; null for all.</param>
/// <param name="PageSize">1 to 200.</param>
/// <param name="After">A page's <see cref="DeliveryPage.Next"/>.</param>
public sealed record DeliveryQuery(Guid Release, int? Version, string? Recipient, int PageSize, string? After);

/// <summary>A page of a ledger.</summary>
/// <param name="Next">Opaque; null at the end.</param>
/// <param name="Total">Null where not known.</param>
public sealed record DeliveryPage(IReadOnlyList<Delivery> Items, string? Next, long? Total);
