using System.Text;
using System.Xml;

namespace Syndication.Text;

/// <summary>Text that every output format can carry.</summary>
public static class XmlText
{
    /// <summary>
    /// Without what XML 1.0 (section 2.2) forbids: control characters but tab, LF and CR, lone surrogates, U+FFFE and U+FFFF.
    /// </summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var first = IndexOfForbidden(text, 0);
        if (first < 0)
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        for (var start = 0; start < text.Length;)
        {
            var end = first < 0 ? text.Length : first;
            clean.Append(text, start, end - start);
            start = end + 1;
            first = start < text.Length ? IndexOfForbidden(text, start) : -1;
        }

        return clean.ToString();
    }

    /// <summary>The first character that XML 1.0 forbids, or -1.</summary>
    public static int IndexOfForbidden(string text, int start = 0)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var i = start; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (!XmlConvert.IsXmlChar(text[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
