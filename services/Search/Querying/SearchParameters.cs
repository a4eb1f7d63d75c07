using Microsoft.Extensions.Primitives;
using Syndication.Contracts;
using Syndication.Hosting;
using Syndication.Search.Indexing;
using Syndication.Text;
using Syndication.Text.Analysis;

namespace Syndication.Search.Querying;

/// <summary>
/// Reads a query string. What does not exist (a parameter, a language, a topic) is told in <see cref="Unknown"/>; what is
/// malformed, in <see cref="Errors"/>, all at once. A parameter without a value is as good as none: forms send those.
/// </summary>
internal sealed class SearchParameters
{
    private const int LongestQuery = 500;
    private const int MostTerms = 32;
    private const int MostValues = 50;
    private const int LargestPage = 200;
    private const int DefaultPage = 20;

    private static readonly HashSet<string> Names =
    [
        "q", FacetKey.Language, FacetKey.Topic, FacetKey.Country, FacetKey.Office, FacetKey.Organisation, FacetKey.Source,
        FacetKey.Origin, "from", "to", "sort", "pageSize", "after",
    ];

    private readonly IQueryCollection _query;
    private readonly SearchIndex _index;
    private readonly SyndicationOptions _options;
    private readonly Dictionary<string, string[]> _errors = [];

    private SearchParameters(IQueryCollection query, SearchIndex index, SyndicationOptions options)
    {
        _query = query;
        _index = index;
        _options = options;
    }

    /// <summary>A sentence about what does not exist, or null.</summary>
    public string? Unknown { get; private set; }

    /// <summary>Sentences by parameter.</summary>
    public IReadOnlyDictionary<string, string[]> Errors => _errors;

    /// <summary>What is asked for; to be used where there is neither something unknown nor an error.</summary>
    public SearchRequest Request { get; private set; } = null!;

    public static SearchParameters Read(IQueryCollection query, SearchIndex index, SyndicationOptions options)
    {
        var parameters = new SearchParameters(query, index, options);
        parameters.Request = parameters.Read();
        return parameters;
    }

    private SearchRequest Read()
    {
        if (_query.Keys.FirstOrDefault(name => !Names.Contains(name)) is { } unknown)
        {
            Unknown = $"There is no parameter \"{Shown(unknown)}\"; those that exist are {string.Join(", ", Names)}.";
        }

        var selection = new Selection
        {
            Languages = Values(FacetKey.Language, "is a language that this newsroom does not publish in", IsLanguage),
            Origins = [.. Values(FacetKey.Origin, "is none of original, human and machine", IsOrigin).Select(value => Enum.Parse<Origin>(value, ignoreCase: true))],
            Countries = Values(FacetKey.Country, "is no country: two lower-case letters of ISO 3166-1", CountryCode.IsAssigned),
            Topics = Slugs(FacetKey.Topic),
            Offices = Slugs(FacetKey.Office),
            Organisations = Slugs(FacetKey.Organisation),
            Sources = Slugs(FacetKey.Source),
        };
        var text = One("q") ?? "";
        var query = ReadQuery(text, selection);
        var (from, to) = (ReadInstant("from", isEnd: false), ReadInstant("to", isEnd: true));
        if (from > to)
        {
            _errors["to"] = ["to lies before from."];
        }

        var sort = ReadSort(string.IsNullOrWhiteSpace(text));
        return new SearchRequest(query, selection, from, to, sort, ReadPageSize(), ReadAfter(sort));
    }

    private TextQuery ReadQuery(string text, Selection selection)
    {
        if (text.Length > LongestQuery)
        {
            _errors["q"] = [$"q may have {LongestQuery} characters and has {text.Length}."];
            return TextQuery.Everything;
        }

        var query = TextQueryParser.Parse(text, Languages.Analyses(selection.Languages));
        var terms = query.Wanted.Count() + query.Excluded.Count;
        if (terms > MostTerms)
        {
            _errors["q"] = [$"q may have {MostTerms} words and phrases and has {terms}."];
        }

        return query;
    }

    private long? ReadInstant(string name, bool isEnd)
    {
        if (One(name) is not { } text)
        {
            return null;
        }

        var instant = QueryInstant.Parse(text, isEnd);
        if (instant is null)
        {
            _errors[name] = [$"{name} is a date (2018-05-08) or an RFC 3339 instant (2018-05-08T10:00:00Z)."];
        }

        return instant;
    }

    private SearchSort ReadSort(bool isQueryEmpty)
    {
        switch (One("sort"))
        {
            case null:
                return isQueryEmpty ? SearchSort.Date : SearchSort.Relevance;
            case "date":
                return SearchSort.Date;
            case "relevance":
                return SearchSort.Relevance;
            case var other:
                Unknown ??= $"There is no sort \"{Shown(other)}\": it is date or relevance.";
                return SearchSort.Date;
        }
    }

    private int ReadPageSize()
    {
        if (One("pageSize") is not { } text)
        {
            return DefaultPage;
        }

        if (text.Length <= 3 && text.All(char.IsAsciiDigit) && int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) is > 0 and <= LargestPage and var size)
        {
            return size;
        }

        _errors["pageSize"] = [$"pageSize is a number from 1 to {LargestPage}."];
        return DefaultPage;
    }

    private SearchCursor? ReadAfter(SearchSort sort)
    {
        if (One("after") is not { } text)
        {
            return null;
        }

        var cursor = SearchCursor.Parse(text);
        if (cursor?.Sort == sort)
        {
            return cursor;
        }

        _errors["after"] = ["after is not one that a page of this sort gave as next: start from the first page."];
        return null;
    }

    private bool IsLanguage(string value) =>
        _options.Languages.Contains(value) || _index.Knows(FacetKey.Of(FacetKey.Language, value));

    private static bool IsOrigin(string value) => value is "original" or "human" or "machine";

    private List<string> Slugs(string name) =>
        Values(name, "is not known: no release has it", value => Slug.IsValid(value) && _index.Knows(FacetKey.Of(name, value)));

    private List<string> Values(string name, string complaint, Func<string, bool> exists)
    {
        var values = Given(name).Distinct().ToList();
        if (values.Count > MostValues)
        {
            _errors[name] = [$"{name} may be given {MostValues} times."];
            return [];
        }

        if (values.Find(value => !exists(value)) is { } unknown)
        {
            Unknown ??= $"{name} \"{Shown(unknown)}\" {complaint}.";
            return [];
        }

        return values;
    }

    private string? One(string name)
    {
        var values = Given(name).ToList();
        if (values.Count > 1)
        {
            _errors[name] = [$"{name} may be given once."];
        }

        return values.FirstOrDefault();
    }

    private IEnumerable<string> Given(string name) =>
        (_query.TryGetValue(name, out var values) ? values : StringValues.Empty).OfType<string>().Where(value => value.Length > 0);

    private static string Shown(string value) => value.Length > 60 ? value[..60] + "…" : value;
}
