using Syndication.Contracts;
using Syndication.Digest.Composition;
using Syndication.Digest.Subscriptions;
using Syndication.Hosting.Projection;
using Syndication.Text;

namespace Syndication.Digest.Runs;

/// <summary>A release, as far as it matters who is to be told of it.</summary>
/// <param name="IsFirst">It arrived within the window that was looked at; else a language or a change of it did.</param>
/// <param name="Editions">What readers may see now, the original first.</param>
internal sealed record News(string Release, long FirstSequence, bool IsFirst, long SortAt, IReadOnlyList<Edition> Editions)
{
    private readonly IReadOnlyList<Facets> _facets = [.. Editions.Select(edition => edition.Facets)];

    /// <summary>The edition for somebody who wants this; null where none is wanted.</summary>
    public Edition? Best(Preferences wishes) =>
        wishes.Best(_facets) is { } best ? Editions.First(edition => edition.Facets.Language == best.Language) : null;

    /// <summary>Null where there is nothing to tell of it now.</summary>
    public static News? Of(ProjectedRelease? row, bool isFirst) =>
        row is { Original: not null, Retraction: null }
            ? new News(row.Id, row.FirstSequence, isFirst, row.SortAt, [.. row.Editions().Select(Edition.Of)])
            : null;
}

/// <summary>One language of it.</summary>
internal sealed record Edition(Facets Facets, Told Told)
{
    public static Edition Of(Release release) => new(Facets.Of(release), ToldOf(release));

    /// <summary>What somebody knows who has read this.</summary>
    public static Told ToldOf(Release release) =>
        new(release.Language, release.SourceVersion ?? release.Version, release.SourceVersion is null ? 0 : release.Revision ?? 0);
}

/// <summary>Finds what is news between two positions. What was silent at first sight is none, whatever follows.</summary>
internal sealed class NewsFinder([FromKeyedServices(DigestModule.ServiceName)] ReleaseProjection projection, ArrivalStore arrivals)
{
    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<News>> BetweenAsync(long after, long upTo, CancellationToken cancellationToken)
    {
        var releases = (await arrivals.BetweenAsync(after, upTo, cancellationToken))
            .Where(arrival => !arrival.IsSilent && BringsNews(arrival))
            .Select(arrival => arrival.Release)
            .Distinct();
        var news = new List<News>();
        foreach (var release in releases)
        {
            var first = await arrivals.FirstAsync(release, cancellationToken);
            if (first is { IsSilent: false } && News.Of(await projection.Rows.GetAsync(release, cancellationToken), first.Position > after) is { } one)
            {
                news.Add(one);
            }
        }

        return [.. news.OrderByDescending(one => one.SortAt).ThenBy(one => one.Release, StringComparer.Ordinal)];
    }

    /// <summary>Whether somebody may hear of the release for the first time by this: not by minor edits of what was not for them.</summary>
    public static bool BringsNews(Arrival arrival) =>
        arrival.Significance is Significance.Initial or Significance.Correction or Significance.Rewrite or Significance.Reinstatement;
}
