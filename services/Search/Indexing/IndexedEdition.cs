using Syndication.Contracts;

namespace Syndication.Search.Indexing;

/// <summary>What is kept in memory of each language version in the index: enough to order, count and name it.</summary>
/// <param name="Row">Its row in the index; see <see cref="RowKey"/>.</param>
/// <param name="SortAt">Unix milliseconds.</param>
/// <param name="Words">How many words it has.</param>
/// <param name="Facets">Numbers of <see cref="FacetValues"/>.</param>
internal sealed record IndexedEdition(long Row, Guid Release, string Language, Origin Origin, long SortAt, int Words, int[] Facets)
{
    /// <summary>The order of releases everywhere: newest first, then the higher id; of one release, by language.</summary>
    public static int Compare(IndexedEdition one, IndexedEdition other)
    {
        var byDate = other.SortAt.CompareTo(one.SortAt);
        var byId = byDate != 0 ? byDate : other.Release.CompareTo(one.Release);
        return byId != 0 ? byId : string.CompareOrdinal(one.Language, other.Language);
    }
}
