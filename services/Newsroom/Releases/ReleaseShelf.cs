using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Hosting;
using Syndication.Hosting.Projection;
using Syndication.Storage;
using Syndication.Text;

namespace Syndication.Newsroom.Releases;

/// <summary>Finds releases in the newsroom's projection, by its indexes.</summary>
internal sealed class ReleaseShelf(
    [FromKeyedServices(NewsroomModule.ServiceName)] ReleaseProjection projection, IOptions<SyndicationOptions> installation)
{
    // RFC 5646 recommends that 35 characters be room enough.
    private const int LongestLanguage = 35;

    public const int PageSize = 20;

    /// <summary>Null where there is none, and where only a translation has arrived: to readers that is the same.</summary>
    public async Task<ProjectedRelease?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await projection.Rows.GetAsync(id.ToString(), cancellationToken) is { Original: not null } row ? row : null;

    /// <summary>The newest first; what is taken back is left out.</summary>
    /// <exception cref="InvalidCursorException"><paramref name="after"/> is not what a page gave.</exception>
    public async Task<ReleasePage> ListAsync(ReleaseFilter filter, int count, string? after, CancellationToken cancellationToken)
    {
        // One key drives the index, the others are looked for in what it brings.
        var query = filter.Keys(filter.Language).Aggregate(
            new Query<ProjectedRelease>("order"), (driven, key) => driven.Where(row => row.Facets, key));
        if (filter.Year is { } year)
        {
            query = query
                .Where(row => row.SortAt, Comparison.AtLeast, StartOf(year))
                .Where(row => row.SortAt, Comparison.Less, StartOf(year + 1));
        }

        var page = await projection.Rows.QueryAsync(
            query.Where(row => row.Retraction, null).Descending().Take(count).After(after), cancellationToken);
        return new ReleasePage(
            [.. page.Items.Select(row => row.Edition(filter.Language) is { } edition ? new ListedRelease(row, edition) : null).OfType<ListedRelease>()],
            page.Next);
    }

    /// <summary>The newest of all languages, taken back or not.</summary>
    public async Task<IReadOnlyList<ProjectedRelease>> NewestAsync(int count, CancellationToken cancellationToken) =>
        (await projection.Rows.QueryAsync(new Query<ProjectedRelease>("order").Where(row => row.Facets, FacetKeys.Any).Descending().Take(count), cancellationToken)).Items;

    /// <summary>Whether every value of the filter, and its language, is one that some release has or had.</summary>
    public async Task<bool> IsKnownAsync(ReleaseFilter filter, CancellationToken cancellationToken)
    {
        foreach (var key in filter.Keys(null).Where(key => !key.StartsWith("country:", StringComparison.Ordinal) && !key.StartsWith("origin:", StringComparison.Ordinal)))
        {
            if (key != FacetKeys.Any && !await HasAsync(key, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a language is configured, or some release is, or was, in it.</summary>
    public async Task<bool> IsLanguageAsync(string language, CancellationToken cancellationToken) =>
        installation.Value.Languages.Contains(language)
        || (language.Length is > 1 and <= LongestLanguage && language.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && await HasAsync(language, cancellationToken));

    private async Task<bool> HasAsync(string key, CancellationToken cancellationToken) =>
        (await projection.Rows.QueryAsync(new Query<ProjectedRelease>("order").Where(row => row.Facets, key).Take(1), cancellationToken)).Items.Count > 0;

    private static long StartOf(int year) => new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
}

/// <summary>A page of a list.</summary>
internal sealed record ReleasePage(IReadOnlyList<ListedRelease> Items, string? Next)
{
    /// <summary>What a page made from these rows depends on.</summary>
    public IEnumerable<string> Parts => [.. Items.Select(item => $"{item.Row.Id} {item.Row.Stamp} {item.Row.Sequence}"), Next ?? ""];
}

/// <summary>A release as a list shows it, in the list's language.</summary>
internal sealed record ListedRelease(ProjectedRelease Row, Release Edition)
{
    private const int LongestSummary = 200;

    public string Url => ReleaseLinks.PathOf(Row, Edition);

    /// <summary>Whether anything but its arrival here tells its day.</summary>
    public bool IsDated => Row.Original is { PublishedAt: not null } or { Dateline.Date: not null };

    /// <summary>Cut between words; null where there is none.</summary>
    public string? Summary => Edition.Summary is { Length: > LongestSummary } summary ? Cut(summary) : Edition.Summary;

    private static string Cut(string summary)
    {
        var end = summary.LastIndexOfAny([' ', '\n', '\t'], LongestSummary);

        // Chinese and Thai have no spaces.
        if (end < LongestSummary / 2)
        {
            end = char.IsLowSurrogate(summary[LongestSummary]) ? LongestSummary - 1 : LongestSummary;
        }

        return summary[..end].TrimEnd(' ', '\n', '\t', ',', ';', ':', '.', '–', '—', '…') + "…";
    }
}
