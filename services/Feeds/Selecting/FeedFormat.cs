namespace Syndication.Feeds.Selecting;

/// <summary>What a feed is written in; the name in lower case is the file extension.</summary>
internal enum FeedFormat { Rss, Atom, Json }
