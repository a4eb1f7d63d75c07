using Syndication.Newsroom.Words;

namespace Syndication.Newsroom.Site;

/// <summary>The dir attribute of a text.</summary>
internal static class Direction
{
    public static string Of(string language) => PlaceNames.IsRightToLeft(language) ? "rtl" : "ltr";
}
