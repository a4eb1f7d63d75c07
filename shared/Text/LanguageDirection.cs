using System.Globalization;

namespace Syndication.Text;

/// <summary>Which way a language is written.</summary>
public static class LanguageDirection
{
    /// <param name="tag">BCP 47; one that the system does not know is read from left to right.</param>
    public static bool IsRightToLeft(string tag)
    {
        try
        {
            return CultureInfo.GetCultureInfo(tag).TextInfo.IsRightToLeft;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }
}
