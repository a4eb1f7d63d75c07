using Microsoft.Extensions.Options;
using Syndication.Feeds.Rendering;
using Syndication.Feeds.Selecting;
using Syndication.Hosting;
using Syndication.Hosting.Projection;
using Syndication.Text;

namespace Syndication.Feeds.Serving;

/// <summary>Rendered feeds, each made when it is asked for and kept until one of its releases changes.</summary>
internal sealed class FeedCache(
    [FromKeyedServices(FeedsModule.ServiceName)] ReleaseProjection projection,
    IOptions<SyndicationOptions> installation,
    IOptions<FeedsOptions> options,
    IHostApplicationLifetime lifetime) : IProjectionReplica
{
    private readonly FeedShelf _shelf = new(options.Value.CachedFeeds, options.Value.CacheMebibytes * 1024L * 1024L);
    private readonly FacetChanges _changes = new();
    private readonly FeedSource _source = new(projection.Rows);

    public ReplicaPosition Position { get; private set; }

    /// <summary>What feeds there are.</summary>
    public FacetCatalogue Catalogue { get; } = new();

    public Task ApplyAsync(IReadOnlyList<ProjectedRelease> rows, ReplicaPosition position, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            _changes.Apply(row);
            Catalogue.Apply(row);
        }

        Position = position;
        return Task.CompletedTask;
    }

    public Task ResetAsync(CancellationToken cancellationToken)
    {
        _changes.Reset();
        Catalogue.Clear();
        Position = default;
        return Task.CompletedTask;
    }

    /// <summary>The feed as it stands in memory, if nothing has changed since it was rendered.</summary>
    public FeedBytes? Find(FeedAddress address)
    {
        if (_shelf.Find(address.Path) is not { Last: { } last } feed || !IsFresh(last))
        {
            return null;
        }

        feed.MarkUsed();
        return last.Bytes;
    }

    /// <summary>Renders the feed, with at least everything in it that was applied when this was called.</summary>
    public async Task<FeedRendering> RenderAsync(FeedAddress address, CancellationToken cancellationToken)
    {
        var arrived = _changes.Now;
        if (FilterValues.CheckSyntax(address) is { } problem)
        {
            return new FeedRendering(null, problem, arrived, []);
        }

        while (true)
        {
            var feed = _shelf.FindOrAdd(address);
            var rendering = await feed.RenderAsync(RenderAsync, IsFresh, _shelf.Settle).WaitAsync(cancellationToken);

            // One that was running already may have read the store before the change that this caller knows of.
            if (rendering.AsOf >= arrived || IsFresh(rendering))
            {
                return rendering;
            }
        }
    }

    private bool IsFresh(FeedRendering rendering) => _changes.AreUnchanged(rendering.Counters, rendering.AsOf);

    // Shared by all who wait for it: it ends with the process, not with one client.
    private async Task<FeedRendering> RenderAsync(FeedAddress address)
    {
        var stopping = lifetime.ApplicationStopping;
        var asOf = _changes.Now;
        var selection = address.Selection;
        var rows = await _source.SelectAsync(selection, address.Language, stopping);
        foreach (var row in rows)
        {
            _changes.See(row, asOf);
        }

        var values = new FilterValues(projection.Rows, installation.Value.Languages);
        var doubtful = values.Doubtful(address, rows);
        var counters = FacetKeys.Driving(selection, address.Language).Concat(doubtful).Select(FacetChanges.Counter).Distinct().ToArray();
        if (await values.CheckAsync(doubtful, stopping) is { } problem)
        {
            return new FeedRendering(null, problem, asOf, counters);
        }

        var composer = new FeedComposer(installation.Value.PublicUrl, installation.Value.Name ?? "Syndication");
        var document = composer.Compose(address, rows);
        var contentType = FeedMediaTypes.Of(address.Format) + "; charset=utf-8";
        return new FeedRendering(new FeedBytes(FeedWriter.Write(document, address.Format), contentType, document.Modified), null, asOf, counters);
    }
}
