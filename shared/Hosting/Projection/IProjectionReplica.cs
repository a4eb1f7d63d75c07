namespace Syndication.Hosting.Projection;

/// <summary>What a process derives from its service's projection and keeps beside it: an index, a cache.</summary>
public interface IProjectionReplica
{
    /// <summary>
    /// Where this replica stands: the generation and <c>through</c> that it last took in, (0, 0) for an empty one. A
    /// replica that is kept on disk says where it stopped; one in memory starts empty.
    /// </summary>
    ReplicaPosition Position { get; }

    /// <summary>
    /// Takes in changed rows. The same row may come again, and an older stamp after a newer one: the highest stamp of an
    /// id wins.
    /// </summary>
    /// <param name="position">What has been taken in once these rows are; unchanged for rows that came ahead of it.</param>
    Task ApplyAsync(IReadOnlyList<ProjectedRelease> rows, ReplicaPosition position, CancellationToken cancellationToken);

    /// <summary>Forgets everything: all rows follow.</summary>
    Task ResetAsync(CancellationToken cancellationToken);
}

/// <summary>How much of a projection has been taken in.</summary>
/// <param name="Generation">Raised when a projection was swapped or an entry joined below <paramref name="Through"/>.</param>
/// <param name="Through">The sequence up to which every entry is in.</param>
public readonly record struct ReplicaPosition(long Generation, long Through);
