using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Syndication.Search.Querying;

/// <summary>The last hit of a page: the next page is what comes after it, whatever was indexed since.</summary>
/// <param name="Score">By relevance only.</param>
internal sealed record SearchCursor(SearchSort Sort, double Score, long SortAt, Guid Release, string Language)
{
    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{(Sort == SearchSort.Date ? 'd' : 'r')}|{Score:R}|{SortAt}|{Release}|{Language}")));

    /// <summary>Null where no page gave this.</summary>
    public static SearchCursor? Parse(string text)
    {
        if (text.Length > 300 || !Base64Url.IsValid(text))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('|');
        return parts is ["d" or "r", var score, var sortAt, var release, { Length: > 0 } language]
            && double.TryParse(score, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsedScore)
            && double.IsFinite(parsedScore)
            && long.TryParse(sortAt, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsedSortAt)
            && Guid.TryParse(release, out var parsedRelease)
                ? new SearchCursor(parts[0] == "d" ? SearchSort.Date : SearchSort.Relevance, parsedScore, parsedSortAt, parsedRelease, language)
                : null;
    }
}
