using Syndication.Search.Indexing;

namespace Syndication.Search.Querying;

/// <summary>Counts the values of all facets over hits.</summary>
internal static class FacetCounts
{
    /// <summary>Values told of one facet, the most frequent ones.</summary>
    public const int MostValues = 100;

    private static readonly string[] Facets =
        [FacetKey.Language, FacetKey.Topic, FacetKey.Country, FacetKey.Office, FacetKey.Organisation, FacetKey.Source, FacetKey.Origin];

    public static IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Of(IReadOnlyList<IndexedEdition> editions, FacetValues values)
    {
        var counts = new int[values.Count];
        foreach (var edition in editions)
        {
            foreach (var number in edition.Facets)
            {
                counts[number]++;
            }
        }

        var byFacet = Facets.ToDictionary(facet => facet, _ => new List<FacetCount>());
        for (var number = 0; number < counts.Length; number++)
        {
            if (counts[number] > 0)
            {
                var key = values.Key(number);
                var colon = key.IndexOf(':', StringComparison.Ordinal);
                byFacet[key[..colon]].Add(new FacetCount(key[(colon + 1)..], counts[number]));
            }
        }

        return byFacet.ToDictionary(facet => facet.Key, facet => (IReadOnlyList<FacetCount>)[.. InOrder(facet.Value)]);
    }

    private static IEnumerable<FacetCount> InOrder(List<FacetCount> counts) =>
        counts.OrderByDescending(count => count.Count).ThenBy(count => count.Value, StringComparer.Ordinal).Take(MostValues);
}
