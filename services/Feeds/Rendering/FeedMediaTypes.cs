using Syndication.Feeds.Selecting;

namespace Syndication.Feeds.Rendering;

internal static class FeedMediaTypes
{
    public static string Of(FeedFormat format) => format switch
    {
        FeedFormat.Rss => "application/rss+xml",
        FeedFormat.Atom => "application/atom+xml",
        _ => "application/feed+json",
    };
}
