using Syndication.Contracts;
using Syndication.Text;

namespace Syndication.Search.Indexing;

/// <summary>
/// Tokens of the facet column. The index splits at ASCII punctuation, so that is written as characters for private use,
/// and so no token of a facet is a word of a text.
/// </summary>
internal static class IndexToken
{
    /// <summary>Every row has it.</summary>
    public const string Any = "\uE000any";

    /// <summary>No row has it.</summary>
    public const string None = "\uE000none";

    /// <summary>Stands between stems of a text and stems beside it, so that no phrase reaches across.</summary>
    public const char Gap = '\uE000';

    public static string OfFacet(string key) => "\uE000" + string.Concat(key.Select(c => char.IsLetterOrDigit(c) ? c : c == '-' ? '\uE001' : '\uE002'));

    /// <summary>All tokens under which an edition can be asked for.</summary>
    public static IEnumerable<string> Of(Facets facets)
    {
        var keys = FacetKey.Of(facets).Select(OfFacet).Prepend(Any);

        // Who asks for human texts gets the originals too: Selection says so.
        return facets.Origin == Origin.Original ? keys.Append(OfFacet(FacetKey.Of(Origin.Human))) : keys;
    }
}
