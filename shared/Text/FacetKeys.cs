using Syndication.Contracts;

namespace Syndication.Text;

/// <summary>
/// Facets as the values of one multi-valued index: each alone ("org:oim") and within a language ("fr|org:oim"), and the
/// language itself ("fr").
/// </summary>
public static class FacetKeys
{
    /// <summary>The key that every language version answers to.</summary>
    public const string Any = "*";

    /// <summary>All keys that a language version answers to.</summary>
    public static IEnumerable<string> Of(Facets facets)
    {
        ArgumentNullException.ThrowIfNull(facets);
        yield return Any;
        yield return facets.Language;
        foreach (var key in Values(facets))
        {
            yield return key;
            yield return $"{facets.Language}|{key}";
        }
    }

    /// <summary>The key of one value within a language, or in any.</summary>
    public static string Key(string? language, string facet, string value) =>
        language is null ? $"{facet}:{value}" : $"{language}|{facet}:{value}";

    /// <summary>
    /// The keys that between them bring everything a selection wants, in one language or in any, chosen as narrow as can
    /// be: the alternatives of one member. What they bring still has to be matched.
    /// </summary>
    public static IReadOnlyList<string> Driving(Selection selection, string? language)
    {
        ArgumentNullException.ThrowIfNull(selection);
        (string Facet, IReadOnlyList<string> Values)[] members =
        [
            ("org", selection.Organisations),
            ("office", selection.Offices),
            ("topic", selection.Topics),
            ("country", selection.Countries),
            ("source", selection.Sources),
        ];
        var narrowest = members.Where(member => member.Values.Count > 0).OrderBy(member => member.Values.Count).FirstOrDefault();
        return narrowest.Values is { Count: > 0 } values
            ? [.. values.Select(value => Key(language, narrowest.Facet, value))]
            : [language ?? Any];
    }

    private static IEnumerable<string> Values(Facets facets) =>
    [
        .. facets.Topics.Select(value => Key(null, "topic", value)),
        .. facets.Countries.Select(value => Key(null, "country", value)),
        .. facets.Organisations.Select(value => Key(null, "org", value)),
        .. facets.Office is null ? [] : new[] { Key(null, "office", facets.Office) },
        .. facets.Source is null ? [] : new[] { Key(null, "source", facets.Source) },
        Key(null, "origin", facets.Origin == Origin.Machine ? "machine" : "human"),
    ];
}
