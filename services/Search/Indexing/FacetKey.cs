using Syndication.Contracts;
using Syndication.Text;

namespace Syndication.Search.Indexing;

/// <summary>A value of a facet as one string, "topic:migration"; facets are called as the parameters of the search are.</summary>
internal static class FacetKey
{
    public const string Language = "lang";
    public const string Topic = "topic";
    public const string Country = "country";
    public const string Office = "office";
    public const string Organisation = "org";
    public const string Source = "source";
    public const string Origin = "origin";

    public static string Of(string facet, string value) => $"{facet}:{value}";

    public static string Of(Origin origin) => Of(Origin, Name(origin));

    public static string Name(Origin origin) => origin switch
    {
        Contracts.Origin.Original => "original",
        Contracts.Origin.Human => "human",
        Contracts.Origin.Machine => "machine",
        _ => "other",
    };

    /// <summary>Everything that an edition is counted under.</summary>
    public static IEnumerable<string> Of(Facets facets) =>
    [
        Of(Language, facets.Language),
        Of(facets.Origin),
        .. facets.Topics.Distinct().Select(value => Of(Topic, value)),
        .. facets.Countries.Distinct().Select(value => Of(Country, value)),
        .. facets.Organisations.Distinct().Select(value => Of(Organisation, value)),
        .. facets.Office is null ? [] : new[] { Of(Office, facets.Office) },
        .. facets.Source is null ? [] : new[] { Of(Source, facets.Source) },
    ];
}
