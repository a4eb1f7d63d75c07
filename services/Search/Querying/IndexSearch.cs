using Microsoft.Data.Sqlite;
using Syndication.Search.Indexing;

namespace Syndication.Search.Querying;

/// <summary>One search over one view of the index.</summary>
internal sealed class IndexSearch(SqliteConnection connection, Catalogue catalogue)
{
    /// <summary>Hits that are counted, newest first: with more, the total is not known and facets count these.</summary>
    public const int MostCounted = 10_000;

    /// <summary>Hits that are ranked by relevance: the newest of all.</summary>
    public const int MostRanked = 1_000;

    public SearchResult Run(SearchRequest request)
    {
        var match = MatchExpression.Of(request.Query, request.Selection);
        var lowest = request.From is { } from ? RowKey.First(from) : 0;
        var highest = request.To is { } to ? RowKey.Last(to) : long.MaxValue;
        var newest = Collect(match, lowest, highest, MostCounted + 1);
        var page = request.Sort == SearchSort.Relevance ? PageByRelevance(request, newest) : PageByDate(request, match, lowest, highest, newest);

        var hits = page.Take(request.PageSize).ToList();
        var isKnown = newest.Count <= MostCounted;
        return new SearchResult(
            hits,
            page.Count > hits.Count ? CursorAt(request.Sort, hits[^1]).ToString() : null,
            isKnown ? newest.Count : null,
            FacetCounts.Of(isKnown ? newest : newest.GetRange(0, MostCounted), catalogue.Facets));
    }

    /// <summary>The hits of the page and, where there is one, the hit after them.</summary>
    private List<SearchHit> PageByDate(SearchRequest request, string match, long lowest, long highest, List<IndexedEdition> newest)
    {
        var after = request.After is { } cursor ? Place(cursor) : null;
        var page = PageOf(request, after, newest.Count > MostCounted ? WithoutLastInstant(newest) : newest);
        if (page.Count > request.PageSize || newest.Count <= MostCounted)
        {
            return page;
        }

        var start = after is null ? highest : Math.Min(highest, RowKey.Last(after.SortAt));
        for (var limit = request.PageSize * 2; ; limit *= 4)
        {
            var editions = Collect(match, lowest, start, limit);
            var isAll = editions.Count < limit;
            page = PageOf(request, after, isAll ? editions : WithoutLastInstant(editions));
            if (isAll || page.Count > request.PageSize)
            {
                return page;
            }
        }
    }

    private static List<SearchHit> PageOf(SearchRequest request, IndexedEdition? after, List<IndexedEdition> editions) =>
    [
        .. editions
            .Where(edition => after is null || IndexedEdition.Compare(edition, after) > 0)
            .Take(request.PageSize + 1)
            .Select(edition => new SearchHit(edition, Score: null)),
    ];

    // Rows of one instant come in any order, so an instant that may go on can't be shown yet.
    private static List<IndexedEdition> WithoutLastInstant(List<IndexedEdition> editions) =>
        editions.GetRange(0, editions.FindLastIndex(edition => edition.SortAt != editions[^1].SortAt) + 1);

    private List<SearchHit> PageByRelevance(SearchRequest request, List<IndexedEdition> newest)
    {
        var ranking = new Ranking(catalogue, request.Query);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT terms FROM frequencies WHERE row = $row";
        var row = command.Parameters.Add("$row", SqliteType.Integer);
        var ranked = new List<SearchHit>();
        foreach (var edition in newest.Take(MostRanked))
        {
            row.Value = edition.Row;
            ranked.Add(new SearchHit(edition, ranking.Score(edition, (byte[])command.ExecuteScalar()!)));
        }

        ranked.Sort(CompareByRelevance);
        return [.. ranked.Skip(PlacesUpTo(request.After, ranked)).Take(request.PageSize + 1)];
    }

    // Scores move with every release that is indexed, so the last hit is looked for by name first.
    private static int PlacesUpTo(SearchCursor? cursor, List<SearchHit> ranked)
    {
        if (cursor is null)
        {
            return 0;
        }

        var place = ranked.FindIndex(hit => hit.Edition.Release == cursor.Release && hit.Edition.Language == cursor.Language);
        var gone = new SearchHit(Place(cursor), cursor.Score);
        return place >= 0 ? place + 1 : ranked.Count(hit => CompareByRelevance(hit, gone) <= 0);
    }

    /// <summary>Editions that match, in order; the last instant may be cut where the limit was reached.</summary>
    private List<IndexedEdition> Collect(string match, long lowest, long highest, int limit)
    {
        var editions = new List<IndexedEdition>();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT rowid FROM words WHERE words MATCH $match AND rowid BETWEEN $lowest AND $highest ORDER BY rowid DESC LIMIT $limit";
        command.Parameters.AddWithValue("$match", match);
        command.Parameters.AddWithValue("$lowest", lowest);
        command.Parameters.AddWithValue("$highest", highest);
        command.Parameters.AddWithValue("$limit", limit);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (catalogue.Find(reader.GetInt64(0)) is { } edition)
            {
                editions.Add(edition);
            }
        }

        SortInstants(editions);
        return editions;
    }

    private static void SortInstants(List<IndexedEdition> editions)
    {
        for (var first = 0; first < editions.Count;)
        {
            var next = first + 1;
            while (next < editions.Count && editions[next].SortAt == editions[first].SortAt)
            {
                next++;
            }

            if (next - first > 1)
            {
                editions.Sort(first, next - first, Comparer<IndexedEdition>.Create(IndexedEdition.Compare));
            }

            first = next;
        }
    }

    private static int CompareByRelevance(SearchHit one, SearchHit other)
    {
        var byScore = other.Score!.Value.CompareTo(one.Score!.Value);
        return byScore != 0 ? byScore : IndexedEdition.Compare(one.Edition, other.Edition);
    }

    private static IndexedEdition Place(SearchCursor cursor) => new(0, cursor.Release, cursor.Language, default, cursor.SortAt, 0, []);

    private static SearchCursor CursorAt(SearchSort sort, SearchHit hit) =>
        new(sort, hit.Score ?? 0, hit.Edition.SortAt, hit.Edition.Release, hit.Edition.Language);
}
