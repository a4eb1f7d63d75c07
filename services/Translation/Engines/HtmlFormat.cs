using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Syndication.Translation.Engines;

/// <summary>Marks as spans, for engines that are asked over HTTP and know HTML.</summary>
internal static partial class HtmlFormat
{
    public static string Encode(MarkedText text)
    {
        var html = new StringBuilder();
        foreach (var piece in text.Pieces)
        {
            var escaped = piece.Text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
            html.Append(piece.Mark == 0 ? escaped : $"<span id=\"{piece.Mark}\">{escaped}</span>");
        }

        return html.ToString();
    }

    /// <summary>Null where tags do not balance, nest, or are none of ours.</summary>
    public static MarkedText? Decode(string html)
    {
        var pieces = new List<Piece>();
        var mark = 0;
        var at = 0;
        foreach (Match tag in Tag().Matches(html))
        {
            pieces.Add(new Piece(WebUtility.HtmlDecode(html[at..tag.Index]), mark));
            at = tag.Index + tag.Length;
            var isClosing = tag.Groups["close"].Success;
            if (isClosing == (mark == 0) || !(isClosing || tag.Groups["id"].Success))
            {
                return null;
            }

            mark = isClosing ? 0 : int.Parse(tag.Groups["id"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        }

        if (mark != 0)
        {
            return null;
        }

        pieces.Add(new Piece(WebUtility.HtmlDecode(html[at..]), 0));
        return new MarkedText(pieces).Joined();
    }

    [GeneratedRegex("""<\s*(?<close>/)\s*span\s*>|<\s*span\s+id\s*=\s*["“”]?(?<id>[0-9]{1,6})["“”]?\s*>|</?[A-Za-z][^<>]{0,200}>""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Tag();
}
