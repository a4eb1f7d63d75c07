using System.Globalization;

namespace Syndication.Newsroom.Desk;

/// <summary>How the desk writes instants: UTC, the same in every language, sortable by eye.</summary>
internal static class DeskFormat
{
    public static string Minute(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
