using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Hosting.Projection;

namespace Syndication.Newsroom.Site;

/// <summary>What the newsroom can be browsed by, kept up with its projection.</summary>
internal sealed class SiteCatalogue(IOptions<SyndicationOptions> installation) : IProjectionReplica
{
    public FacetCatalogue Facets { get; } = new();

    public ReplicaPosition Position { get; private set; }

    /// <summary>Configured languages first, then others that releases are in.</summary>
    public IReadOnlyList<string> Languages => [.. installation.Value.Languages.Union(Facets.Languages)];

    public Task ApplyAsync(IReadOnlyList<ProjectedRelease> rows, ReplicaPosition position, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            Facets.Apply(row);
        }

        Position = position;
        return Task.CompletedTask;
    }

    public Task ResetAsync(CancellationToken cancellationToken)
    {
        Facets.Clear();
        Position = default;
        return Task.CompletedTask;
    }
}
