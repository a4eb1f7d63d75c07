using Syndication.Contracts.Subscribing;
using Syndication.Newsroom.Releases;
using Syndication.Newsroom.Site;
using Syndication.Newsroom.Subscribing;
using Syndication.Newsroom.Words;

namespace Syndication.Newsroom.Pages.Subscriptions;

/// <summary>What the fields of a subscription are shown from.</summary>
/// <param name="Language">Of the page.</param>
/// <param name="Errors">Names of fields that are wrong.</param>
internal sealed record WishFields(Wording Words, string Language, SubscriptionForm Wishes, IReadOnlySet<string> Errors, SiteCatalogue Catalogue)
{
    private const int MostValues = 40;

    public SubscriptionWords Text => Words.Subscription;

    /// <summary>Is the address of somebody who is subscribed.</summary>
    public bool IsKnown { get; init; }

    public IReadOnlyList<string> Languages => [.. Catalogue.Languages.Union(Wishes.Languages ?? [])];

    public string First => Wishes.Languages is [var first, ..] ? first : Language;

    public string? Else => Wishes.Languages is [_, var other, ..] ? other : null;

    public static IReadOnlyList<string> TimeZones { get; } =
        [.. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Facets to choose from, and the values of each with their names: those that there are, and those that were chosen.</summary>
    public IEnumerable<(string Facet, string Title, IReadOnlyList<(string Value, string Label, bool IsChosen)> Values)> Facets =>
        from facet in new[] { ("topic", Words.Pages.Topics), ("country", Words.Pages.Countries), ("office", Words.Pages.Offices), ("org", Words.Pages.Organisations) }
        let chosen = WishForm.Of(Wishes, facet.Item1)
        let values = Catalogue.Facets.Values(Language, facet.Item1).Take(MostValues).Select(value => value.Slug).Union(chosen)
            .Select(value => (Value: value, Label: ReleaseFilter.Label(Words, Catalogue, Language, facet.Item1, value), IsChosen: chosen.Contains(value)))
            .OrderBy(value => value.Label, StringComparer.Create(Words.Culture, ignoreCase: true))
            .ToList()
        where values.Count > 0
        select (facet.Item1, facet.Item2, (IReadOnlyList<(string, string, bool)>)values);

    public bool IsNarrowed => Wishes.Human == true || Facets.Any(facet => facet.Values.Any(value => value.IsChosen));
}
