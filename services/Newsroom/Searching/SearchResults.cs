using Syndication.Contracts;

namespace Syndication.Newsroom.Searching;

/// <summary>A page of what <c>GET /api/search</c> answers.</summary>
/// <param name="Total">Null where there are too many to count.</param>
internal sealed record SearchResults(
    IReadOnlyList<SearchHit> Items,
    string? Next,
    int? Total,
    IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets);

/// <param name="HighlightedHeadline">HTML: text and mark elements.</param>
/// <param name="Snippet">HTML: text and mark elements.</param>
internal sealed record SearchHit(
    Guid Id,
    string Language,
    Origin Origin,
    string Headline,
    string HighlightedHeadline,
    string Snippet,
    DateTimeOffset? PublishedAt);

internal sealed record FacetCount(string Value, int Count);
