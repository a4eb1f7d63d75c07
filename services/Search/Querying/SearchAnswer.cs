using Syndication.Contracts;
using Syndication.Hosting.Projection;
using Syndication.Search.Indexing;
using Syndication.Text.Analysis;

namespace Syndication.Search.Querying;

/// <summary>A page of hits as readers get it.</summary>
/// <param name="Total">Left out above <see cref="IndexSearch.MostCounted"/>; facets then count the newest of them.</param>
internal sealed record SearchAnswer(
    IReadOnlyList<FoundRelease> Items,
    string? Next,
    int? Total,
    IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets)
{
    public static SearchAnswer Of(SearchResult result, IReadOnlyList<ProjectedRelease> rows, TextQuery query, string publicUrl)
    {
        var byId = rows.Where(row => row.Retraction is null).ToDictionary(row => Guid.Parse(row.Id));
        var patterns = query.Wanted.ToList();
        return new SearchAnswer(
            [
                .. result.Hits
                    .Select(hit => byId.GetValueOrDefault(hit.Edition.Release)?.Edition(hit.Edition.Language) is { } edition ? ItemOf(hit, edition, patterns, publicUrl) : null)
                    .OfType<FoundRelease>(),
            ],
            result.Next,
            result.Total,
            result.Facets);
    }

    private static FoundRelease ItemOf(SearchHit hit, Release edition, IReadOnlyList<TextPattern> patterns, string publicUrl)
    {
        var highlighter = new Highlighter(patterns, edition.Language);
        return new FoundRelease(
            edition.Id,
            edition.Language,
            edition.Origin,
            edition.Headline,
            highlighter.Mark(edition.Headline),
            highlighter.Snippet(SearchableText.Body(edition)),
            edition.CanonicalUrl ?? $"{publicUrl.TrimEnd('/')}/releases/{edition.Id}",
            edition.PublishedAt?.ToUniversalTime(),
            hit.Score is { } score ? Math.Round(score, 4) : null);
    }
}

/// <summary>A hit.</summary>
/// <param name="HighlightedHeadline">HTML: text and mark elements.</param>
/// <param name="Snippet">HTML: text and mark elements.</param>
/// <param name="PublishedAt">Left out where unknown.</param>
/// <param name="Score">Left out where hits are ordered by date.</param>
internal sealed record FoundRelease(
    Guid Id,
    string Language,
    Origin Origin,
    string Headline,
    string HighlightedHeadline,
    string Snippet,
    string Url,
    DateTimeOffset? PublishedAt,
    double? Score);
