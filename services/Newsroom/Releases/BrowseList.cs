using Syndication.Hosting.Projection;
using Syndication.Newsroom.Site;
using Syndication.Newsroom.Words;

namespace Syndication.Newsroom.Releases;

/// <summary>Values of a facet that lists can be narrowed to.</summary>
internal sealed record BrowseList(string Facet, string Title, IReadOnlyList<BrowseEntry> Entries)
{
    private const int MostEntries = 12;

    /// <summary>The most frequent topics, countries, organisations and offices, and all years.</summary>
    public static IReadOnlyList<BrowseList> Of(SiteCatalogue catalogue, Wording words, ReleaseFilter filter)
    {
        var facets = new[]
        {
            ("topic", words.Pages.Topics), ("country", words.Pages.Countries), ("org", words.Pages.Organisations), ("office", words.Pages.Offices),
        };
        var lists = facets.Select(facet => new BrowseList(
            facet.Item1,
            facet.Item2,
            [.. catalogue.Facets.Values(filter.Language, facet.Item1).Take(MostEntries).Select(value => EntryOf(value, facet.Item1))]));
        var years = catalogue.Facets.Values(filter.Language, FacetCatalogue.Year).OrderByDescending(value => value.Slug, StringComparer.Ordinal)
            .Select(value => new BrowseEntry(value.Slug, filter.Of(int.Parse(value.Slug, System.Globalization.CultureInfo.InvariantCulture)).Url(), value.Count, value.Slug == $"{filter.Year}"));
        return [.. lists.Append(new BrowseList("year", words.Pages.Years, [.. years])).Where(list => list.Entries.Count > 0)];

        BrowseEntry EntryOf(CataloguedValue value, string facet) => new(
            ReleaseFilter.Label(words, catalogue, filter.Language, facet, value.Slug),
            ReleaseFilter.UrlOf(filter.Language, facet, value.Slug),
            value.Count,
            filter.Values.GetValueOrDefault(facet) == value.Slug);
    }

    /// <summary>What a page with these lists depends on.</summary>
    public static IEnumerable<string> Parts(IEnumerable<BrowseList> lists) =>
        lists.SelectMany(list => list.Entries.Select(entry => $"{list.Facet} {entry.Url} {entry.Count} {entry.Label}"));
}

internal sealed record BrowseEntry(string Label, string Url, int Count, bool IsChosen);
