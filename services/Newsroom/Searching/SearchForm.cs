using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Syndication.Newsroom.Searching;

/// <summary>
/// What is asked for, as the page's own addresses have it: those of <c>GET /api/search</c>, with the page's language
/// unless <c>languages=all</c>.
/// </summary>
internal sealed class SearchForm
{
    /// <summary>Facets in the order in which the page shows them.</summary>
    public static IReadOnlyList<string> Facets { get; } = ["topic", "country", "org", "office", "source", "origin"];

    private static readonly string[] Single = ["q", "from", "to", "sort", "languages", "after"];

    private readonly string _language;
    private readonly List<KeyValuePair<string, string>> _given;

    private SearchForm(string language, List<KeyValuePair<string, string>> given)
    {
        _language = language;
        _given = given;
    }

    public string Text => One("q") ?? "";

    /// <summary>As fields of days take them; empty where it is none, or none was given.</summary>
    public string From => Day("from");

    /// <inheritdoc cref="From" />
    public string To => Day("to");

    public bool IsInAllLanguages => One("languages") == "all";

    /// <summary>"date" or "relevance"; empty where it follows from whether there are words.</summary>
    public string Sort => One("sort") is "date" or "relevance" ? One("sort")! : "";

    public bool IsFirstPage => One("after") is null;

    public IEnumerable<KeyValuePair<string, string>> Filters => _given.Where(pair => Facets.Contains(pair.Key));

    public bool IsNarrowed => Filters.Any() || One("from") is not null || One("to") is not null;

    /// <summary>Null where the address has a parameter that the page does not know, or one twice that has one value.</summary>
    public static SearchForm? Read(string language, IQueryCollection query)
    {
        var given = new List<KeyValuePair<string, string>>();
        foreach (var (name, values) in query)
        {
            var texts = values.OfType<string>().Where(value => value.Length > 0).Distinct().ToList();
            if (!(Facets.Contains(name) || (Single.Contains(name) && texts.Count < 2)))
            {
                return null;
            }

            given.AddRange(texts.Select(text => KeyValuePair.Create(name, text)));
        }

        return new SearchForm(language, given);
    }

    public bool Has(string facet, string value) => _given.Contains(KeyValuePair.Create(facet, value));

    /// <summary>What the search service is asked.</summary>
    public QueryString Question()
    {
        var asked = _given.Where(pair => pair.Key != "languages").Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value));
        return QueryString.Create(IsInAllLanguages ? asked : asked.Append(new("lang", _language)));
    }

    public string With(string facet, string value) => Url(_given.Where(IsKept).Append(KeyValuePair.Create(facet, value)));

    public string Without(string facet, string value) => Url(_given.Where(pair => IsKept(pair) && !(pair.Key == facet && pair.Value == value)));

    public string WithoutFilters() => Url(_given.Where(pair => IsKept(pair) && pair.Key is "q" or "sort" or "languages"));

    public string At(string after) => Url(_given.Where(IsKept).Append(KeyValuePair.Create("after", after)));

    public string FirstPage() => Url(_given.Where(IsKept));

    /// <summary>The same in another language of the page; its filters may not exist there.</summary>
    public string In(string language) => UrlOf(language, _given.Where(pair => pair.Key is "q" or "languages"));

    // What is on the second page of one search is not on that of another.
    private static bool IsKept(KeyValuePair<string, string> pair) => pair.Key != "after";

    private string Url(IEnumerable<KeyValuePair<string, string>> pairs) => UrlOf(_language, pairs);

    private static string UrlOf(string language, IEnumerable<KeyValuePair<string, string>> pairs) =>
        QueryHelpers.AddQueryString($"/{language}/search", pairs.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));

    private string Day(string name) =>
        DateOnly.TryParseExact(One(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? One(name)! : "";

    private string? One(string name) => _given.Find(pair => pair.Key == name).Value;
}
