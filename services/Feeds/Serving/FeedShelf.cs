using System.Collections.Concurrent;
using Syndication.Feeds.Selecting;

namespace Syndication.Feeds.Serving;

/// <summary>
/// The feeds that are kept, up to a number and a size. What goes first is what was not used for a whole round
/// (second chance): nearly least recently used, without a write to shared memory at every read.
/// </summary>
internal sealed class FeedShelf(int maxFeeds, long maxBytes)
{
    private readonly ConcurrentDictionary<string, CachedFeed> _feeds = new(StringComparer.Ordinal);
    private readonly Queue<CachedFeed> _round = new();
    private readonly Lock _gate = new();
    private long _bytes;

    public int Count => _feeds.Count;

    public long Bytes => Interlocked.Read(ref _bytes);

    public CachedFeed? Find(string path) => _feeds.GetValueOrDefault(path);

    public CachedFeed FindOrAdd(FeedAddress address) => _feeds.GetOrAdd(address.Path, static (_, address) => new CachedFeed(address), address);

    /// <summary>Counts a feed at what it takes now and makes room for it; lets go of one that has come to nothing.</summary>
    public void Settle(CachedFeed feed)
    {
        lock (_gate)
        {
            if (_feeds.GetValueOrDefault(feed.Address.Path) != feed)
            {
                return;
            }

            var size = feed.Last?.Bytes?.Size ?? 0;
            _bytes += size - feed.CountedSize;
            feed.CountedSize = size;
            if (size == 0)
            {
                _feeds.TryRemove(feed.Address.Path, out _);
                return;
            }

            if (!feed.IsShelved)
            {
                feed.IsShelved = true;
                _round.Enqueue(feed);
            }

            MakeRoom(feed);
        }
    }

    private void MakeRoom(CachedFeed newest)
    {
        while ((_round.Count > maxFeeds || _bytes > maxBytes) && _round.TryDequeue(out var feed))
        {
            if (feed == newest && _round.Count == 0)
            {
                _round.Enqueue(feed);
                return;
            }

            if (feed == newest || (feed.TakeUse() && feed.CountedSize > 0))
            {
                _round.Enqueue(feed);
                continue;
            }

            _feeds.TryRemove(KeyValuePair.Create(feed.Address.Path, feed));
            _bytes -= feed.CountedSize;
            feed.CountedSize = 0;
        }
    }
}
