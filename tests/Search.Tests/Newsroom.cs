using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Hosting;
using Syndication.Hosting.Projection;
using Syndication.Search.Indexing;
using Syndication.Search.Querying;
using Syndication.Text;
using Syndication.Text.Analysis;

namespace Syndication.Search.Tests;

/// <summary>Releases, and searches over an index of them.</summary>
internal static class Newsroom
{
    public static readonly DateTimeOffset Day = new(2018, 5, 8, 0, 0, 0, TimeSpan.Zero);

    public static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    public static Release Text(int number, string headline, string body = "", string language = "fr", int day = 0) => new()
    {
        Id = Id(number),
        Version = 1,
        Language = language,
        Headline = headline,
        Body = body.Length == 0 ? [] : [new Paragraph([new Run(body)])],
        PublishedAt = Day.AddDays(day),
        RecordedAt = Day,
        Origin = Origin.Original,
    };

    public static ProjectedRelease Row(Release original, long stamp = 1, params Release[] translations)
    {
        var row = ProjectedRelease.Join(null, Created(original));
        foreach (var translation in translations)
        {
            row = ProjectedRelease.Join(row, new ReleaseTranslated { EventId = Guid.Empty, Sequence = 1, At = Day, Release = translation });
        }

        return row with { Stamp = stamp, Sequence = stamp };
    }

    public static ReleaseCreated Created(Release release) => new() { EventId = Guid.Empty, Sequence = 1, At = Day, Release = release };

    public static Release Retracted(Release release, RetractionKind kind) =>
        release with { Version = release.Version + 1, Retraction = new Retraction(kind, Day, Notice: null) };

    public static SearchIndex Open(TemporaryFolder folder) =>
        new(Options.Create(new StorageOptions { Path = folder.Path }), NullLogger<SearchIndex>.Instance);

    public static void Apply(this SearchIndex index, params ProjectedRelease[] rows) =>
        index.ApplyAsync(rows, new ReplicaPosition(1, rows.Length), CancellationToken.None).GetAwaiter().GetResult();

    public static SearchRequest Request(string query, Selection? selection = null, SearchSort sort = SearchSort.Date, int pageSize = 200, string? after = null)
    {
        selection ??= new Selection();
        return new SearchRequest(
            TextQueryParser.Parse(query, Languages.Analyses(selection.Languages)),
            selection,
            From: null,
            To: null,
            sort,
            pageSize,
            after is null ? null : SearchCursor.Parse(after));
    }

    /// <summary>Numbers of the releases found, in order.</summary>
    public static int[] Find(this SearchIndex index, SearchRequest request) => Numbers(index.Search(request));

    public static int[] Find(this SearchIndex index, string query, Selection? selection = null, SearchSort sort = SearchSort.Date) =>
        index.Find(Request(query, selection, sort));

    public static int[] Numbers(SearchResult result) =>
        [.. result.Hits.Select(hit => BitConverter.ToInt32(hit.Edition.Release.ToByteArray()))];
}
