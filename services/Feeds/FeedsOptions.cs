using System.ComponentModel.DataAnnotations;

namespace Syndication.Feeds;

internal sealed class FeedsOptions
{
    public const string Section = "Feeds";

    /// <summary>Rendered feeds that are kept, in all formats.</summary>
    [Range(1, 1_000_000)]
    public int CachedFeeds { get; set; } = 10_000;

    /// <summary>What the rendered feeds may take together.</summary>
    [Range(1, 65_536)]
    public int CacheMebibytes { get; set; } = 256;
}
