using Syndication.Text;

namespace Syndication.Newsroom.Site;

/// <summary>The dir attribute of a text.</summary>
internal static class Direction
{
    public static string Of(string language) => LanguageDirection.IsRightToLeft(language) ? "rtl" : "ltr";
}
