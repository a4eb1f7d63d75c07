using Syndication.Text;
using Syndication.Text.Analysis;

namespace Syndication.Search.Querying;

/// <summary>How hits are ordered.</summary>
internal enum SearchSort { Date, Relevance }

/// <summary>What a search asks for, read and checked.</summary>
/// <param name="From">Unix milliseconds, inclusive.</param>
/// <param name="To">Unix milliseconds, inclusive.</param>
internal sealed record SearchRequest(
    TextQuery Query,
    Selection Selection,
    long? From,
    long? To,
    SearchSort Sort,
    int PageSize,
    SearchCursor? After);
