using System.Text;
using Syndication.Contracts;

namespace Syndication.Text;

/// <summary>
/// Blocks as HTML: p, h2 to h6, ul, ol, li, blockquote, cite, figure, img, figcaption, table, caption, tr, th, td, strong,
/// em, br and a, all made here and all well-formed XML too. Links keep http, https, mailto and tel only; images http and https.
/// </summary>
public static class BlockHtml
{
    public static string Render(IEnumerable<Block> blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        var html = new StringBuilder();
        foreach (var block in blocks)
        {
            Append(html, block);
        }

        return html.ToString();
    }

    /// <summary>Text for element content or a quoted attribute; characters that XML 1.0 forbids are left out.</summary>
    public static string Escape(string text)
    {
        var html = new StringBuilder(text.Length);
        AppendEscaped(html, text);
        return html.ToString();
    }

    private static void Append(StringBuilder html, Block block)
    {
        switch (block)
        {
            case Paragraph paragraph:
                Element(html, "p", paragraph.Runs);
                break;
            case Heading heading:
                Element(html, $"h{Math.Clamp(heading.Level, 2, 6)}", heading.Runs);
                break;
            case ListBlock list:
                var tag = list.Ordered ? "ol" : "ul";
                html.Append('<').Append(tag).Append(">\n");
                foreach (var item in list.Items)
                {
                    Element(html, "li", item.Runs);
                }

                html.Append("</").Append(tag).Append(">\n");
                break;
            case QuoteBlock quote:
                html.Append("<blockquote>\n");
                foreach (var paragraph in quote.Paragraphs)
                {
                    Element(html, "p", paragraph.Runs);
                }

                if (quote.Attribution is { Length: > 0 } attribution)
                {
                    html.Append("<p><cite>");
                    AppendEscaped(html, attribution);
                    html.Append("</cite></p>\n");
                }

                html.Append("</blockquote>\n");
                break;
            case ImageBlock image when WebUrl.Parse(image.Url) is not null:
                html.Append("<figure><img src=\"");
                AppendEscaped(html, image.Url);
                html.Append("\" alt=\"");
                AppendEscaped(html, image.Alt ?? "");
                html.Append("\" />");
                if (image.Caption is { Length: > 0 } caption)
                {
                    html.Append("<figcaption>");
                    AppendEscaped(html, caption);
                    html.Append("</figcaption>");
                }

                html.Append("</figure>\n");
                break;
            case TableBlock table:
                AppendTable(html, table);
                break;
        }
    }

    private static void AppendTable(StringBuilder html, TableBlock table)
    {
        html.Append("<table>\n");
        if (table.Caption is { Length: > 0 } caption)
        {
            html.Append("<caption>");
            AppendEscaped(html, caption);
            html.Append("</caption>\n");
        }

        for (var i = 0; i < table.Rows.Count; i++)
        {
            var isHead = table.HasHeader && i == 0;
            html.Append("<tr>");
            foreach (var cell in table.Rows[i].Cells)
            {
                html.Append(isHead ? "<th scope=\"col\">" : "<td>");
                Append(html, cell.Runs);
                html.Append(isHead ? "</th>" : "</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</table>\n");
    }

    private static void Element(StringBuilder html, string tag, IReadOnlyList<Run> runs)
    {
        html.Append('<').Append(tag).Append('>');
        Append(html, runs);
        html.Append("</").Append(tag).Append(">\n");
    }

    private static void Append(StringBuilder html, IReadOnlyList<Run> runs)
    {
        foreach (var run in runs)
        {
            var href = run.Href is not null && IsLink(run.Href) ? run.Href : null;
            if (href is not null)
            {
                html.Append("<a href=\"");
                AppendEscaped(html, href);
                html.Append("\">");
            }

            html.Append(run.Strong ? "<strong>" : "").Append(run.Emphasis ? "<em>" : "");
            AppendLines(html, run.Text);
            html.Append(run.Emphasis ? "</em>" : "").Append(run.Strong ? "</strong>" : "").Append(href is null ? "" : "</a>");
        }
    }

    /// <summary>A line feed in a text is a line break.</summary>
    private static void AppendLines(StringBuilder html, string text)
    {
        var isFirst = true;
        foreach (var line in text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r'))
        {
            html.Append(isFirst ? "" : "<br />\n");
            AppendEscaped(html, line);
            isFirst = false;
        }
    }

    private static bool IsLink(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto" or "tel";

    private static void AppendEscaped(StringBuilder html, string text)
    {
        foreach (var c in XmlText.Clean(text))
        {
            switch (c)
            {
                case '&': html.Append("&amp;"); break;
                case '<': html.Append("&lt;"); break;
                case '>': html.Append("&gt;"); break;
                case '"': html.Append("&quot;"); break;
                default: html.Append(c); break;
            }
        }
    }
}
