using Syndication.Contracts;

namespace Syndication.Text;

/// <summary>The one order of releases.</summary>
public static class ReleaseOrder
{
    /// <summary>When it was published, else its dateline's day, else when it was recorded; Unix milliseconds.</summary>
    public static long SortAt(Release release)
    {
        ArgumentNullException.ThrowIfNull(release);
        var at = release.PublishedAt
            ?? (release.Dateline?.Date is { } day ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : release.RecordedAt);
        return at.ToUnixTimeMilliseconds();
    }

    /// <summary>When readers last had to be told of a change (correction, rewrite, retraction, reinstatement); 0 if never.</summary>
    public static long ChangedAt(Release release)
    {
        ArgumentNullException.ThrowIfNull(release);
        return release.History
            .Where(entry => entry.Significance is Significance.Correction or Significance.Rewrite or Significance.Retraction or Significance.Reinstatement)
            .Select(entry => entry.At.ToUnixTimeMilliseconds())
            .DefaultIfEmpty(0)
            .Max();
    }
}
