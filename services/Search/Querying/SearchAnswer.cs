using Syndication.Contracts;
using Syndication.Hosting.Projection;
using Syndication.Search.Indexing;
using Syndication.Text;
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
                    .Select(hit => byId.GetValueOrDefault(hit.Edition.Release) is { } row && row.Edition(hit.Edition.Language) is { } edition ? ItemOf(hit, edition, row.Original!, patterns, publicUrl) : null)
                    .OfType<FoundRelease>(),
            ],
            result.Next,
            result.Total,
            result.Facets);
    }

    private static FoundRelease ItemOf(SearchHit hit, Release edition, Release original, IReadOnlyList<TextPattern> patterns, string publicUrl)
    {
        var highlighter = new Highlighter(patterns, edition.Language);
        return new FoundRelease(
            edition.Id,
            edition.Language,
            edition.Origin,
            edition.Headline,
            highlighter.Mark(edition.Headline),
            highlighter.Snippet(SearchableText.Body(edition)),
            edition.CanonicalUrl ?? (edition.SourceVersion is null ? PageOf(edition, publicUrl) : $"{PageOf(edition, publicUrl)}?lang={Uri.EscapeDataString(edition.Language)}"),
            edition.PublishedAt?.ToUniversalTime(),
            hit.Score is { } score ? Math.Round(score, 4) : null,
            TranslationStanding.Notice(edition),
            edition.Origin == Origin.Machine ? original.CanonicalUrl ?? PageOf(original, publicUrl) : null);
    }

    private static string PageOf(Release release, string publicUrl) => $"{publicUrl.TrimEnd('/')}/releases/{release.Id}";
}

/// <summary>A hit.</summary>
/// <param name="HighlightedHeadline">HTML: text and mark elements.</param>
/// <param name="Snippet">HTML: text and mark elements.</param>
/// <param name="PublishedAt">Left out where unknown.</param>
/// <param name="Score">Left out where hits are ordered by date.</param>
/// <param name="Notice">"Machine translation, unofficial", in the hit's language; left out where a person wrote the text.</param>
/// <param name="OriginalUrl">The page of the original, with <paramref name="Notice"/>.</param>
internal sealed record FoundRelease(
    Guid Id,
    string Language,
    Origin Origin,
    string Headline,
    string HighlightedHeadline,
    string Snippet,
    string Url,
    DateTimeOffset? PublishedAt,
    double? Score,
    string? Notice,
    string? OriginalUrl);
