using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Syndication.Newsroom.Site;
using Syndication.Newsroom.Words;
using Syndication.Text;

namespace Syndication.Newsroom.Releases;

/// <summary>
/// Which releases a list shows: at most one value a facet, spelled as feeds and search spell them. What asks for
/// alternatives is a search.
/// </summary>
internal sealed record ReleaseFilter(string Language, IReadOnlyDictionary<string, string> Values, int? Year)
{
    public static IReadOnlyList<string> Names { get; } = ["topic", "country", "org", "office", "source", "origin"];

    /// <summary>As the list's own addresses and those of feeds have it, filters in a fixed order.</summary>
    public string Query => QueryOf(Values);

    /// <summary>The feed with the same releases; a year has none.</summary>
    public string FeedQuery => QueryString.Create(Values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).ToString();

    /// <summary>Null where the address is none of a list: an unknown parameter, or a value that no filter could have.</summary>
    public static ReleaseFilter? Read(string language, IQueryCollection query)
    {
        var values = new Dictionary<string, string>();
        int? year = null;
        foreach (var (name, given) in query)
        {
            var value = given.ToString();
            if (value.Length == 0 || name == "after")
            {
                continue;
            }

            if (name == "year" && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 1900 and < 2200)
            {
                year = number;
            }
            else if (Names.Contains(name) && given.Count == 1 && IsValue(name, value))
            {
                values[name] = value;
            }
            else
            {
                return null;
            }
        }

        return new ReleaseFilter(language, values, year);
    }

    /// <summary>Index keys that a release has to answer to, in this language or in any; the narrowest first.</summary>
    public IReadOnlyList<string> Keys(string? language) =>
        Values.Count == 0
            ? [language ?? FacetKeys.Any]
            : [.. Names.Where(Values.ContainsKey).Select(name => FacetKeys.Key(language, name, Values[name]))];

    /// <summary>The address of the list with this filter, or with others.</summary>
    public string Url(string? after = null) => UrlOf(Language, Values, Year, after);

    public ReleaseFilter Of(int? year) => this with { Year = year };

    /// <summary>What the filters are called, in the words of the interface.</summary>
    public IEnumerable<string> Labels(Wording words, SiteCatalogue catalogue) =>
        Names.Where(Values.ContainsKey).Select(name => Label(words, catalogue, Language, name, Values[name]))
            .Concat(Year is { } year ? [year.ToString("D4", CultureInfo.InvariantCulture)] : Array.Empty<string>());

    public static string Label(Wording words, SiteCatalogue catalogue, string language, string facet, string value) => facet switch
    {
        "topic" => TopicNames.Of(value, words.Language),
        "country" => PlaceNames.Country(value, words.Language),
        "lang" => PlaceNames.Language(value),
        "origin" => value switch
        {
            "machine" => words.Release.Machine,
            "human" => words.Pages.WithoutMachine,
            _ => words.Release.Original,
        },
        _ => (catalogue.Facets.Find(language, facet, value) ?? catalogue.Facets.Find(null, facet, value))?.Label ?? value,
    };

    public static string UrlOf(string language, string facet, string value) =>
        UrlOf(language, new Dictionary<string, string> { [facet] = value }, null, null);

    private static string UrlOf(string language, IReadOnlyDictionary<string, string> values, int? year, string? after)
    {
        var url = $"/{language}/releases{QueryOf(values)}";
        url = year is null ? url : QueryHelpers.AddQueryString(url, "year", year.Value.ToString("D4", CultureInfo.InvariantCulture));
        return after is null ? url : QueryHelpers.AddQueryString(url, "after", after);
    }

    private static string QueryOf(IReadOnlyDictionary<string, string> values) =>
        QueryString.Create(Names.Where(values.ContainsKey).Select(name => KeyValuePair.Create(name, (string?)values[name]))).ToString();

    private static bool IsValue(string name, string value) => name switch
    {
        "origin" => value is "human" or "machine",
        "country" => CountryCode.IsAssigned(value),
        _ => Slug.IsValid(value),
    };
}
