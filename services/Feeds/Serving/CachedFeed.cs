using Syndication.Feeds.Selecting;

namespace Syndication.Feeds.Serving;

/// <summary>One feed of the cache: its last rendering, and the one that is on its way.</summary>
internal sealed class CachedFeed(FeedAddress address)
{
    private readonly Lock _gate = new();
    private Task<FeedRendering>? _running;
    private volatile FeedRendering? _last;
    private volatile bool _isUsed;

    public FeedAddress Address => address;

    /// <summary>The last rendering that gave a feed; it may be stale.</summary>
    public FeedRendering? Last => _last;

    /// <summary>What the shelf has counted for it; owned by <see cref="FeedShelf"/>.</summary>
    public long CountedSize { get; set; }

    /// <summary>Owned by <see cref="FeedShelf"/>.</summary>
    public bool IsShelved { get; set; }

    public void MarkUsed()
    {
        // Reading first keeps the cache line shared between cores on the hottest path.
        if (!_isUsed)
        {
            _isUsed = true;
        }
    }

    /// <summary>Whether it was used since this was last asked.</summary>
    public bool TakeUse()
    {
        var wasUsed = _isUsed;
        _isUsed = false;
        return wasUsed;
    }

    /// <summary>Renders, unless there is a fresh rendering, or joins the one that is running already: one at a time a feed.</summary>
    /// <param name="settled">Called when it has ended, with or without a result.</param>
    public Task<FeedRendering> RenderAsync(
        Func<FeedAddress, Task<FeedRendering>> render, Func<FeedRendering, bool> isFresh, Action<CachedFeed> settled)
    {
        lock (_gate)
        {
            if (_running is null && _last is { } last && isFresh(last))
            {
                return Task.FromResult(last);
            }

            return _running ??= Task.Run(() => RunAsync(render, settled));
        }
    }

    private async Task<FeedRendering> RunAsync(Func<FeedAddress, Task<FeedRendering>> render, Action<CachedFeed> settled)
    {
        try
        {
            var rendering = await render(address);
            _last = rendering.Bytes is null ? null : rendering;
            return rendering;
        }
        finally
        {
            lock (_gate)
            {
                _running = null;
            }

            settled(this);
        }
    }
}
