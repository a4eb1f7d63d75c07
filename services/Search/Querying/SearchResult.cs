using Syndication.Search.Indexing;

namespace Syndication.Search.Querying;

/// <summary>A page of hits.</summary>
/// <param name="Total">Null above <see cref="IndexSearch.MostCounted"/>.</param>
internal sealed record SearchResult(
    IReadOnlyList<SearchHit> Hits,
    string? Next,
    int? Total,
    IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets);

/// <summary>An edition that was found.</summary>
/// <param name="Score">By relevance only.</param>
internal sealed record SearchHit(IndexedEdition Edition, double? Score);

/// <summary>How many of the hits have a value.</summary>
internal sealed record FacetCount(string Value, int Count);
