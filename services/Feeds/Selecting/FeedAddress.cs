using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Syndication.Text;

namespace Syndication.Feeds.Selecting;

/// <summary>
/// Which feed is asked for, in canonical form: filters sorted, each once. Equal selections have one address, however
/// they were written. This is syntax only; <see cref="FilterValues"/> knows which values there are.
/// </summary>
internal sealed class FeedAddress
{
    /// <summary>More conditions than anybody combines by hand; keeps what one request can ask of the store small.</summary>
    public const int MaxFilters = 20;

    public static IReadOnlyList<string> FilterNames { get; } = ["country", "office", "org", "origin", "source", "topic"];

    private FeedAddress(string language, FeedFormat format, IReadOnlyList<FeedFilter> filters)
    {
        Language = language;
        Format = format;
        Filters = filters;
        Query = filters.Count == 0 ? "" : Write(filters);
        Path = $"{language}.{Extension(format)}{Query}";
    }

    public string Language { get; }
    public FeedFormat Format { get; }
    public IReadOnlyList<FeedFilter> Filters { get; }

    /// <summary>"?country=ma&amp;topic=climate", or nothing.</summary>
    public string Query { get; }

    /// <summary>What follows <c>/feeds/</c>; the identity of the feed.</summary>
    public string Path { get; }

    public Selection Selection => new()
    {
        Languages = [Language],
        Origins = [.. Values("origin").Select(FilterValues.OriginOf)],
        Topics = Values("topic"),
        Countries = Values("country"),
        Offices = Values("office"),
        Organisations = Values("org"),
        Sources = Values("source"),
    };

    public static string Extension(FeedFormat format) => format switch
    {
        FeedFormat.Rss => "rss",
        FeedFormat.Atom => "atom",
        _ => "json",
    };

    /// <summary>Reads an address; a problem where a parameter is none of the filters.</summary>
    public static FeedAddress? Parse(string language, FeedFormat format, QueryString query, out FeedProblem? problem)
    {
        problem = null;
        if (!query.HasValue)
        {
            return new FeedAddress(language, format, []);
        }

        var filters = new List<FeedFilter>();
        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            var name = Known(pair.EncodedName.Span);
            if (name is null)
            {
                problem = new FeedProblem($"There is no filter {FilterValues.Quote(pair.DecodeName().ToString())}: the filters are {string.Join(", ", FilterNames)}.");
                return null;
            }

            filters.Add(new FeedFilter(name, pair.DecodeValue().ToString()));
            if (filters.Count > MaxFilters)
            {
                problem = new FeedProblem($"A feed takes at most {MaxFilters} filter values.", StatusCodes.Status400BadRequest);
                return null;
            }
        }

        return new FeedAddress(language, format, Canonical(filters));
    }

    public IReadOnlyList<string> Values(string name) =>
        [.. Filters.Where(filter => filter.Name == name).Select(filter => filter.Value)];

    private static string? Known(ReadOnlySpan<char> name)
    {
        foreach (var known in FilterNames)
        {
            if (name.SequenceEqual(known))
            {
                return known;
            }
        }

        return null;
    }

    private static List<FeedFilter> Canonical(List<FeedFilter> filters)
    {
        filters.Sort();
        for (var i = filters.Count - 1; i > 0; i--)
        {
            if (filters[i] == filters[i - 1])
            {
                filters.RemoveAt(i);
            }
        }

        return filters;
    }

    // Values are not escaped: an address whose values are anything but slugs never comes to be a feed.
    private static string Write(IReadOnlyList<FeedFilter> filters)
    {
        var query = new StringBuilder(64);
        foreach (var filter in filters)
        {
            query.Append(query.Length == 0 ? '?' : '&').Append(filter.Name).Append('=').Append(filter.Value);
        }

        return query.ToString();
    }
}
