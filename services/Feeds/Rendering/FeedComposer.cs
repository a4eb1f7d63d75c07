using Syndication.Feeds.Selecting;
using Syndication.Hosting.Projection;

namespace Syndication.Feeds.Rendering;

/// <summary>Makes a feed of its rows: a pure function, so every replica makes the same.</summary>
/// <param name="publicUrl">The base of every link.</param>
/// <param name="publisher">The installation's name.</param>
internal sealed class FeedComposer(string publicUrl, string publisher)
{
    private readonly string _base = publicUrl.TrimEnd('/');

    public FeedDocument Compose(FeedAddress address, IReadOnlyList<ProjectedRelease> rows)
    {
        var wording = Wording.Of(address.Language);
        var entries = new EntryComposer(_base, address.Language, wording);
        var title = string.Join(" – ", [publisher, wording.NameOf(address.Language), .. Conditions(address, wording)]);
        var composed = rows.Where(row => row.Edition(address.Language) is not null).Select(entries.Compose).ToList();
        var updated = composed.Select(entry => entry.Updated).DefaultIfEmpty(FeedDocument.NeverUpdated).Max();
        return new FeedDocument
        {
            Id = FeedIds.OfFeed(address.Language + address.Query),
            Language = address.Language,
            Title = title,
            Description = $"{wording.FeedDescription}{wording.Colon}{title}",
            Publisher = publisher,
            SelfUrl = $"{_base}/feeds/{address.Path}",
            HomeUrl = $"{_base}/",
            Updated = updated,
            Modified = rows.SelectMany(Logged).Append(updated).Max(),
            Entries = composed,
        };
    }

    // "thème : climat, emploi": the slugs are all that is certain to be there, whatever the feed holds today.
    private static IEnumerable<string> Conditions(FeedAddress address, Wording wording) =>
        address.Filters.GroupBy(filter => filter.Name).Select(group => group.Key switch
        {
            "origin" => string.Join(", ", group.Select(filter => wording.Filters[filter.Value])),
            "country" => wording.Filters[group.Key] + wording.Colon + string.Join(", ", group.Select(filter => filter.Value.ToUpperInvariant())),
            _ => wording.Filters[group.Key] + wording.Colon + string.Join(", ", group.Select(filter => filter.Value.Replace('-', ' '))),
        });

    private static IEnumerable<DateTimeOffset> Logged(ProjectedRelease row) =>
        row.Editions().SelectMany(edition => edition.History).Select(entry => entry.At);
}
