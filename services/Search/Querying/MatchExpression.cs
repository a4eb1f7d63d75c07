using Syndication.Search.Indexing;
using Syndication.Text;
using Syndication.Text.Analysis;

namespace Syndication.Search.Querying;

/// <summary>
/// A query and a selection as an FTS5 expression. Only tokens that the analysis made go into it, each in quotes, so that no
/// input is syntax.
/// </summary>
internal static class MatchExpression
{
    private const string Stems = "{headline_stems body_stems}";
    private const string Forms = "{headline_forms body_forms}";

    public static string Of(TextQuery query, Selection selection)
    {
        if (query.IsUnanswerable)
        {
            return $"facets : {Quote(IndexToken.None)}";
        }

        string[] conditions =
        [
            .. query.Groups.Select(group => AnyOf(group.Select(Of))),
            .. Filters(selection),
        ];
        var wanted = conditions.Length == 0 ? $"facets : {Quote(IndexToken.Any)}" : string.Join(" AND ", conditions);
        return query.Excluded.Count == 0 ? wanted : $"({wanted}) NOT {AnyOf(query.Excluded.Select(Of))}";
    }

    // The same conditions as Selection.Matches, by tokens.
    private static IEnumerable<string> Filters(Selection selection)
    {
        (string Facet, IEnumerable<string> Values)[] members =
        [
            (FacetKey.Language, selection.Languages),
            (FacetKey.Origin, selection.Origins.Select(FacetKey.Name)),
            (FacetKey.Topic, selection.Topics),
            (FacetKey.Country, selection.Countries),
            (FacetKey.Office, selection.Offices),
            (FacetKey.Organisation, selection.Organisations),
            (FacetKey.Source, selection.Sources),
        ];
        return members
            .Where(member => member.Values.Any())
            .Select(member => "facets : " + AnyOf(member.Values.Select(value => Quote(IndexToken.OfFacet(FacetKey.Of(member.Facet, value))))));
    }

    private static string Of(TextPattern pattern)
    {
        var forms = $"{Forms} : ({Phrase(pattern.Words.Select(word => word.Surface))}{(pattern.Words[^1].IsPrefix ? " *" : "")})";
        if (pattern.IsExact)
        {
            return forms;
        }

        var stems = $"{Stems} : {AnyOf(pattern.StemPhrases.Select(Phrase))}";
        return pattern.Words.Count == 1 ? stems : $"({stems} OR {forms})";
    }

    private static string AnyOf(IEnumerable<string> expressions) => $"({string.Join(" OR ", expressions)})";

    private static string Phrase(IEnumerable<string> tokens) => string.Join(" + ", tokens.Select(Quote));

    private static string Quote(string token) => $"\"{token.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
