using System.Globalization;

namespace Syndication.Newsroom.Desk;

/// <summary>How the desk writes instants: UTC, the same in every language, sortable by eye.</summary>
internal static class DeskFormat
{
    private static readonly NumberFormatInfo Thin = new() { NumberGroupSeparator = "\u202f" };

    public static string Minute(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>With a thin space between thousands, as no language takes for a decimal.</summary>
    public static string Count(long count) => count.ToString("#,0", Thin);
}
