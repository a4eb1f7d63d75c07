using System.Text;

namespace Syndication.Text.Analysis;

/// <summary>Plain text as HTML character data on one line.</summary>
internal static class HtmlText
{
    /// <summary>Appends, escaped; white space becomes one space, what XML forbids is left out.</summary>
    public static void Append(StringBuilder html, ReadOnlySpan<char> text)
    {
        foreach (var c in XmlText.Clean(text.ToString()))
        {
            switch (c)
            {
                case '&': html.Append("&amp;"); break;
                case '<': html.Append("&lt;"); break;
                case '>': html.Append("&gt;"); break;
                case '"': html.Append("&quot;"); break;
                case '\'': html.Append("&#39;"); break;
                case '\n' or '\r' or '\t' or ' ':
                    if (html.Length > 0 && html[^1] != ' ')
                    {
                        html.Append(' ');
                    }

                    break;
                default: html.Append(c); break;
            }
        }
    }
}
