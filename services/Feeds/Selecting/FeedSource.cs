using Syndication.Feeds.Rendering;
using Syndication.Hosting.Projection;
using Syndication.Storage;
using Syndication.Text;

namespace Syndication.Feeds.Selecting;

/// <summary>Finds the releases of a feed by the projection's indexes.</summary>
internal sealed class FeedSource(IDocumentCollection<ProjectedRelease> rows)
{
    /// <summary>How many releases a feed holds.</summary>
    public const int Newest = 50;

    /// <summary>How many corrected or retracted ones it holds besides.</summary>
    public const int Changed = 20;

    private const int PageSize = 50;

    /// <summary>
    /// The newest by publication, and the last changed however old, so that a correction reaches those who read the
    /// release when it was new. In the order of publication.
    /// </summary>
    public async Task<IReadOnlyList<ProjectedRelease>> SelectAsync(Selection selection, string language, CancellationToken cancellationToken)
    {
        bool IsWanted(ProjectedRelease row) => row.Edition(language) is { } edition && selection.Matches(Facets.Of(edition));

        var newest = await FirstAsync("order", IsWanted, row => row.SortAt, Newest);
        var changed = await FirstAsync("changes", row => IsWanted(row) && Changes.Of(row, language).Count > 0, row => row.ChangedAt, Changed);
        return [.. InOrder(newest.Concat(changed).DistinctBy(row => row.Id), row => row.SortAt)];

        async Task<IEnumerable<ProjectedRelease>> FirstAsync(
            string index, Func<ProjectedRelease, bool> isWanted, Func<ProjectedRelease, long> sort, int count)
        {
            var keys = FacetKeys.Driving(selection, language);
            var found = new Dictionary<string, ProjectedRelease>();
            foreach (var key in keys)
            {
                var query = new Query<ProjectedRelease>(index).Where(row => row.Facets, key).Descending().Take(PageSize);
                query = index == "changes" ? query.Where(row => row.ChangedAt, Comparison.Greater, 0L) : query;
                await CollectAsync(query, isWanted, count, Query.MaxExamined / keys.Count, found, cancellationToken);
            }

            return InOrder(found.Values, sort).Take(count);
        }
    }

    private async Task CollectAsync(
        Query<ProjectedRelease> query,
        Func<ProjectedRelease, bool> isWanted,
        int count,
        int maxExamined,
        Dictionary<string, ProjectedRelease> found,
        CancellationToken cancellationToken)
    {
        string? next = null;
        for (int examined = 0, matched = 0; examined < maxExamined && matched < count; examined += PageSize)
        {
            var page = await rows.QueryAsync(query.After(next), cancellationToken);
            foreach (var row in page.Items.Where(isWanted))
            {
                found[row.Id] = row;
                matched++;
            }

            next = page.Next;
            if (next is null)
            {
                return;
            }
        }
    }

    private static IEnumerable<ProjectedRelease> InOrder(IEnumerable<ProjectedRelease> rows, Func<ProjectedRelease, long> sort) =>
        rows.OrderByDescending(sort).ThenByDescending(row => row.Id, StringComparer.Ordinal);
}
