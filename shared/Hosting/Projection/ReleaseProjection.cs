using System.Threading.Channels;
using Syndication.Contracts;
using Syndication.Storage;

namespace Syndication.Hosting.Projection;

/// <summary>A service's projection of the log: one <see cref="ProjectedRelease"/> a release, kept in its own store.</summary>
public sealed class ReleaseProjection(IDocumentStore store, ReleaseIndexes indexes)
{
    private readonly List<Channel<ProjectedRelease>> _followers = [];

    /// <summary>The rows, to be queried by "sequence" and the indexes that were asked for.</summary>
    public IDocumentCollection<ProjectedRelease> Rows { get; } = store.Collection(ProjectedRelease.Collection(indexes));

    /// <summary>Joins a fact, durably, and hands the changed row to the followers in this process.</summary>
    public async Task ApplyAsync(ReleaseFact fact, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fact);

        // A new release is hardly ever known: it is inserted without a look.
        var known = fact is ReleaseCreated ? null : await Rows.GetAsync(fact.Release.Id.ToString(), cancellationToken);
        while (true)
        {
            var joined = ProjectedRelease.Join(known, fact);
            if (ReferenceEquals(joined, known))
            {
                return;
            }

            joined = joined with { Stamp = (known?.Stamp ?? 0) + 1 };
            var isSaved = known is null
                ? await Rows.InsertAsync(joined, cancellationToken)
                : await Rows.ReplaceAsync(joined, Query.If<ProjectedRelease>(row => row.Stamp, Comparison.Equal, known.Stamp), cancellationToken);
            if (isSaved)
            {
                Ring(joined);
                return;
            }

            known = await Rows.GetAsync(joined.Id, cancellationToken);
        }
    }

    /// <summary>Rows changed by this process from now on, as they are committed.</summary>
    internal ChannelReader<ProjectedRelease> Listen()
    {
        var channel = Channel.CreateUnbounded<ProjectedRelease>(new UnboundedChannelOptions { SingleReader = true });
        lock (_followers)
        {
            _followers.Add(channel);
        }

        return channel.Reader;
    }

    private void Ring(ProjectedRelease row)
    {
        lock (_followers)
        {
            foreach (var follower in _followers)
            {
                follower.Writer.TryWrite(row);
            }
        }
    }
}
