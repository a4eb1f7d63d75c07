using Syndication.Feeds.Selecting;

namespace Syndication.Feeds.Serving;

/// <summary>What came of rendering a feed: bytes, or why there is no such feed.</summary>
/// <param name="AsOf">The instant of <see cref="FacetChanges"/> at which its rows began to be read.</param>
/// <param name="Counters">Those which, when they move, make it stale.</param>
internal sealed record FeedRendering(FeedBytes? Bytes, FeedProblem? Problem, long AsOf, ushort[] Counters);
