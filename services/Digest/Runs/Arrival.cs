using Syndication.Contracts;
using Syndication.Storage;

namespace Syndication.Digest.Runs;

/// <summary>
/// An entry of the log, as far as it matters who is told: noted when it is consumed, considered by the planner in the log's
/// order. What was parked and applied later is considered when it comes.
/// </summary>
internal sealed record Arrival
{
    public static CollectionDefinition<Arrival> Collection { get; } =
        new CollectionDefinition<Arrival>("arrivals", arrival => arrival.Id)
            .Index("open", arrival => arrival.IsOpen, arrival => arrival.Sequence)
            .Index("position", arrival => arrival.Position)
            .Index("release", arrival => arrival.Release, arrival => arrival.Sequence);

    /// <summary>The event's id.</summary>
    public required string Id { get; init; }

    public required long Sequence { get; init; }
    public required string Release { get; init; }

    /// <summary>Of the text that arrived.</summary>
    public required string Language { get; init; }

    /// <summary>Of the release; for a translation, of what it renders.</summary>
    public required int Version { get; init; }

    /// <summary>Of a translation.</summary>
    public int? Revision { get; init; }

    public Significance Significance { get; init; }
    public bool IsSilent { get; init; }
    public bool IsUrgent { get; init; }

    /// <summary>Not considered yet.</summary>
    public bool IsOpen { get; init; } = true;

    /// <summary>
    /// Its place among all that were considered, given by the planner: 0 until then. Positions follow the sequence, 1,024
    /// apart, so that what comes late has a place of its own after what had been considered.
    /// </summary>
    public long Position { get; init; }

    public static Arrival Of(ReleaseFact fact)
    {
        var release = fact.Release;
        var isTranslation = fact is ReleaseTranslated;
        return new Arrival
        {
            Id = fact.EventId.ToString(),
            Sequence = fact.Sequence,
            Release = release.Id.ToString(),
            Language = release.Language,
            Version = isTranslation ? release.SourceVersion ?? 0 : release.Version,
            Revision = isTranslation ? release.Revision : null,
            Significance = release.History.LastOrDefault(entry => isTranslation
                ? entry.Language == release.Language && entry.Version == release.SourceVersion && entry.Revision == release.Revision
                : entry.Language is null && entry.Version == release.Version)?.Significance ?? Significance.Other,
            IsSilent = fact.Silent,
            IsUrgent = fact.Urgent,
        };
    }
}

/// <summary>What has arrived.</summary>
internal sealed class ArrivalStore([FromKeyedServices(DigestModule.ServiceName)] IDocumentStore store)
{
    private const long Apart = 1_024;
    private const int MostAtOnce = 1_000;

    private readonly IDocumentCollection<Arrival> _arrivals = store.Collection(Arrival.Collection);

    /// <summary>Notes an arrival, once.</summary>
    public Task NoteAsync(Arrival arrival, CancellationToken cancellationToken) => _arrivals.InsertAsync(arrival, cancellationToken);

    /// <summary>The first that were not considered yet, in the log's order, none above a sequence.</summary>
    public async Task<IReadOnlyList<Arrival>> OpenAsync(long through, int most, CancellationToken cancellationToken) =>
        (await _arrivals.QueryAsync(
            new Query<Arrival>("open").Where(arrival => arrival.IsOpen, true).Where(arrival => arrival.Sequence, Comparison.AtMost, through).Take(most),
            cancellationToken)).Items;

    /// <summary>How many were not considered yet, those above a hole of the log included.</summary>
    public async Task<long> CountOpenAsync(CancellationToken cancellationToken) =>
        await _arrivals.CountAsync(new Query<Arrival>("open").Where(arrival => arrival.IsOpen, true), cancellationToken) ?? Query.MaxExamined;

    /// <summary>The highest position that was given; 0 for none.</summary>
    public async Task<long> LastPositionAsync(CancellationToken cancellationToken) =>
        (await _arrivals.QueryAsync(new Query<Arrival>("position").Descending().Take(1), cancellationToken)).Items is [var last] ? last.Position : 0;

    /// <summary>
    /// Up to where everything was considered for everybody: whoever wants something else from now on goes on from there. What
    /// is being considered has its position, and may or may not have come to them yet.
    /// </summary>
    public async Task<long> ConsideredAsync(CancellationToken cancellationToken)
    {
        // In this order: what is given its place in between is above both.
        var last = await LastPositionAsync(cancellationToken);
        var open = (await OpenAsync(long.MaxValue, MostAtOnce, cancellationToken)).Where(arrival => arrival.Position > 0).ToList();
        return open.Count == 0 ? last : Math.Min(last, open.Min(arrival => arrival.Position) - 1);
    }

    /// <summary>
    /// Gives an arrival its place. It stays open: what follows from it is done next, and again if that is interrupted. Null
    /// where another planner has done so meanwhile.
    /// </summary>
    public async Task<Arrival?> PlaceAsync(Arrival arrival, CancellationToken cancellationToken)
    {
        if (arrival.Position > 0)
        {
            return arrival;
        }

        var placed = arrival with { Position = Math.Max(arrival.Sequence * Apart, await LastPositionAsync(cancellationToken) + 1) };
        return await _arrivals.ReplaceAsync(placed, AsRead(arrival), cancellationToken) ? placed : null;
    }

    /// <summary>False where another planner has done so meanwhile.</summary>
    public Task<bool> CloseAsync(Arrival arrival, CancellationToken cancellationToken) =>
        _arrivals.ReplaceAsync(arrival with { IsOpen = false }, AsRead(arrival), cancellationToken);

    private static Condition<Arrival> AsRead(Arrival arrival) =>
        Query.If<Arrival>(stored => stored.IsOpen, Comparison.Equal, true).And(stored => stored.Position, Comparison.Equal, arrival.Position);

    /// <summary>What was considered after one position and up to another.</summary>
    public async Task<IReadOnlyList<Arrival>> BetweenAsync(long after, long upTo, CancellationToken cancellationToken)
    {
        var all = new List<Arrival>();
        var query = new Query<Arrival>("position")
            .Where(arrival => arrival.Position, Comparison.Greater, after)
            .Where(arrival => arrival.Position, Comparison.AtMost, upTo)
            .Take(MostAtOnce);
        Page<Arrival> page;
        do
        {
            page = await _arrivals.QueryAsync(query, cancellationToken);
            all.AddRange(page.Items);
            query = query.After(page.Next);
        }
        while (page.Next is not null);

        return all;
    }

    /// <summary>How a release came first to be considered, which is not always the log's order; null where nothing of it was.</summary>
    public async Task<Arrival?> FirstAsync(string release, CancellationToken cancellationToken)
    {
        Arrival? first = null;
        var query = new Query<Arrival>("release").Where(arrival => arrival.Release, release).Take(MostAtOnce);
        Page<Arrival> page;
        do
        {
            page = await _arrivals.QueryAsync(query, cancellationToken);
            foreach (var arrival in page.Items)
            {
                first = arrival.Position > 0 && (first is null || arrival.Position < first.Position) ? arrival : first;
            }

            query = query.After(page.Next);
        }
        while (page.Next is not null);

        return first;
    }
}
