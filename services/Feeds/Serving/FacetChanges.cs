using System.Runtime.InteropServices;
using Syndication.Hosting.Projection;

namespace Syndication.Feeds.Serving;

/// <summary>
/// When each facet key last changed, on a clock that counts changes. A rendered feed is fresh while none of the keys
/// that drive its query changed since before it was read: a publication costs O(facets of the release), a read O(keys
/// of the feed), whatever the number of feeds.
/// </summary>
/// <remarks>
/// A release that loses a topic must leave that topic's feed, but only its new row arrives: so the keys of every row
/// that this process has seen are kept, some 200 bytes a release. Keys are hashed into a fixed number of counters;
/// two keys that share one cost a needless rendering, never a stale feed.
/// </remarks>
internal sealed class FacetChanges
{
    private readonly long[] _changedAt = new long[ushort.MaxValue + 1];
    private readonly Dictionary<Guid, SeenRow> _seen = [];
    private readonly Lock _gate = new();
    private long _clock = 1;
    private long _resetAt;

    /// <summary>Everything applied so far. Read it before the store is read.</summary>
    public long Now => Volatile.Read(ref _clock);

    public static ushort Counter(string key) => (ushort)(string.GetHashCode(key, StringComparison.Ordinal) & ushort.MaxValue);

    /// <summary>Whether none of the counters moved after an instant of this clock.</summary>
    public bool AreUnchanged(ReadOnlySpan<ushort> counters, long since)
    {
        if (since < Volatile.Read(ref _resetAt))
        {
            return false;
        }

        foreach (var counter in counters)
        {
            if (Volatile.Read(ref _changedAt[counter]) > since)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A row as the follower of the projection brings it, once or again, in any order of stamps.</summary>
    public void Apply(ProjectedRelease row)
    {
        lock (_gate)
        {
            ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(_seen, Guid.Parse(row.Id), out _);
            if (seen.IsApplied && seen.Stamp == row.Stamp)
            {
                return;
            }

            Take(ref seen, row, isApplied: true);
        }
    }

    /// <summary>
    /// A row that a rendering has read from the store, which may be ahead of the follower, or behind it where the row
    /// changed meanwhile.
    /// </summary>
    /// <param name="readAt"><see cref="Now"/> from before the reading.</param>
    public void See(ProjectedRelease row, long readAt)
    {
        lock (_gate)
        {
            if (readAt < _resetAt)
            {
                return;
            }

            ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(_seen, Guid.Parse(row.Id), out var isKnown);
            if (!isKnown)
            {
                // Nothing rendered before can hold an older version of it: remember it, change nothing.
                seen = new SeenRow(row.Stamp, IsApplied: false, CountersOf(row));
            }
            else if (seen.Stamp != row.Stamp)
            {
                Take(ref seen, row, isApplied: false);
            }
        }
    }

    /// <summary>Every feed is stale, and what was seen is of another generation.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _seen.Clear();
            Volatile.Write(ref _resetAt, _clock + 1);
            Volatile.Write(ref _clock, _clock + 1);
        }
    }

    private void Take(ref SeenRow seen, ProjectedRelease row, bool isApplied)
    {
        var counters = CountersOf(row);
        var now = _clock + 1;
        Touch(seen.Counters, now);
        Touch(counters, now);
        Volatile.Write(ref _clock, now);
        if (seen.Counters is null || row.Stamp >= seen.Stamp)
        {
            seen = new SeenRow(row.Stamp, isApplied, counters);
        }
    }

    private void Touch(ushort[]? counters, long now)
    {
        foreach (var counter in counters ?? [])
        {
            Volatile.Write(ref _changedAt[counter], now);
        }
    }

    private static ushort[] CountersOf(ProjectedRelease row)
    {
        var counters = new ushort[row.Facets.Count];
        for (var i = 0; i < counters.Length; i++)
        {
            counters[i] = Counter(row.Facets[i]);
        }

        return counters;
    }

    private readonly record struct SeenRow(long Stamp, bool IsApplied, ushort[]? Counters);
}
