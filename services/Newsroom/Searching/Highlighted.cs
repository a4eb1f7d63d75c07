using System.Net;
using System.Text;
using Microsoft.AspNetCore.Html;
using Syndication.Text;

namespace Syndication.Newsroom.Searching;

/// <summary>Text with its hits marked. What another process sends is written anew: mark elements and text, nothing else.</summary>
internal static class Highlighted
{
    private const string Start = "<mark>";
    private const string End = "</mark>";

    public static HtmlString Of(string html)
    {
        var written = new StringBuilder(html.Length);
        foreach (var (part, i) in html.Split(Start).Select((part, i) => (part, i)))
        {
            var end = i == 0 ? -1 : part.IndexOf(End, StringComparison.Ordinal);
            if (end >= 0)
            {
                written.Append(Start).Append(Text(part[..end])).Append(End);
            }

            written.Append(Text(end < 0 ? part : part[(end + End.Length)..]));
        }

        return new HtmlString(written.ToString());
    }

    private static string Text(string html) => BlockHtml.Escape(WebUtility.HtmlDecode(html));
}
