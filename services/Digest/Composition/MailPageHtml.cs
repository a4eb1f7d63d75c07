using Syndication.Digest.Composition.Words;
using Syndication.Mail.Mime;
using Syndication.Text;

namespace Syndication.Digest.Composition;

/// <summary>
/// The page as HTML for mail programs: one column, styles at the elements and, for the dark and for phones, in a sheet that
/// may be ignored; no picture, no script, nothing that is loaded.
/// </summary>
internal static class MailPageHtml
{
    private const string Sans = "font-family:-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif";
    private const string Serif = "font-family:Georgia,'Noto Serif',serif";

    public static SlottedText Write(MailPage page)
    {
        var language = page.Words.Language;
        var html = new SlottedText().Append($$"""
            <!DOCTYPE html>
            <html lang="{{language}}" dir="{{Direction(language)}}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <title>{{Escape(page.Subject)}}</title>
            <style>
            @media (max-width: 480px) { .page { padding: 16px !important; } h1 { font-size: 22px !important; } }
            @media (prefers-color-scheme: dark) {
            body, .ground { background-color: #14181c !important; }
            .page { background-color: #1d2328 !important; }
            h1, h2, h3, p, .page { color: #e6eaed !important; }
            .soft { color: #a9b3bc !important; }
            a, .name { color: #8fc3ea !important; }
            .label { color: #ffab8a !important; }
            .rule { border-color: #38424b !important; }
            .button { background-color: #8fc3ea !important; color: #10151a !important; }
            }
            </style>
            </head>
            <body class="ground" style="margin:0;padding:0;background-color:#f4f6f8">
            <table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:#f4f6f8">
            <tr><td align="center" style="padding:16px 8px">
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px">
            <tr><td class="page" style="padding:28px 32px;background-color:#ffffff;color:#1a1f24;{{Sans}};font-size:16px;line-height:1.5;{{Align(language)}}">
            <p class="name" style="margin:0 0 20px;font-weight:bold;color:#12466b">{{Escape(page.Name)}}</p>

            """);
        for (var i = 0; i < page.Sections.Count; i++)
        {
            Write(html, page.Words, page.Sections[i], i == 0);
        }

        if (page.HasFooter)
        {
            html.Append("<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr><td class=\"rule\" style=\"border-top:1px solid #d5dbe0;padding-top:16px\">\n");
            if (page.Why is { } why)
            {
                html.Append($"<p class=\"soft\" style=\"margin:0 0 8px;font-size:14px;color:#545d66\">{Escape(why)}</p>\n");
            }

            foreach (var action in page.Actions)
            {
                html.Append("<p style=\"margin:0 0 8px;font-size:14px\">");
                Link(html, action, "color:#12466b");
                html.Append("</p>\n");
            }

            html.Append("</td></tr></table>\n");
        }

        return html.Append("</td></tr>\n</table>\n</td></tr>\n</table>\n</body>\n</html>\n");
    }

    private static void Write(SlottedText html, Wording words, MailSection section, bool isFirst)
    {
        // One h1 a mail: the first section's heading.
        if (section.Heading is { } heading)
        {
            html.Append(isFirst
                ? $"<h1 style=\"margin:0 0 20px;{Serif};font-size:26px;line-height:1.2\">{Escape(heading)}</h1>\n"
                : $"<h2 style=\"margin:0 0 16px;{Serif};font-size:22px;line-height:1.2\">{Escape(heading)}</h2>\n");
        }

        var level = isFirst ? section.Heading is null ? "h1" : "h2" : "h3";
        foreach (var entry in section.Entries)
        {
            Write(html, words, entry, level);
            level = level == "h1" ? "h2" : level;
        }
    }

    private static void Write(SlottedText html, Wording words, MailEntry entry, string level)
    {
        html.Append("<div style=\"margin:0 0 24px\">\n");
        if (entry.Label is { } label)
        {
            html.Append($"<p class=\"label\" style=\"margin:0 0 4px;font-size:14px;font-weight:bold;color:#8a2b0d\">{Escape(label)}</p>\n");
        }

        if (entry.Headline is { } headline)
        {
            var text = entry.Url is { } url ? $"<a href=\"{Escape(url)}\" style=\"color:#12466b\">{Escape(headline.Text)}</a>" : Escape(headline.Text);
            html.Append($"<{level} {In(headline.Language)} style=\"{Align(headline.Language)};margin:0 0 6px;{Serif};font-size:19px;line-height:1.3\">{text}</{level}>\n");
        }

        if (entry.Marks.Count > 0)
        {
            html.Append("<p class=\"soft\" style=\"margin:0 0 6px;font-size:14px;color:#545d66\">")
                .Append(string.Join(" · ", entry.Marks.Select(mark => $"<span {In(mark.Language)}>{Escape(mark.Text)}</span>")))
                .Append("</p>\n");
        }

        foreach (var passage in entry.Text)
        {
            var before = passage.Label is { } what ? $"<strong {In(words.Language)}>{Escape(what + words.Colon)}</strong>" : "";
            html.Append($"<p {In(passage.Language)} style=\"{Align(passage.Language)};margin:0 0 8px\">{before}{Escape(passage.Text)}</p>\n");
        }

        foreach (var link in entry.Links)
        {
            html.Append($"<p style=\"margin:0 0 8px\"><a href=\"{Escape(link.Url)}\" style=\"color:#12466b\">{Escape(link.Text)}</a></p>\n");
        }

        if (entry.Action is { } action)
        {
            html.Append("<p style=\"margin:16px 0\">");
            Link(html, action, "display:inline-block;padding:12px 24px;background-color:#12466b;color:#ffffff;font-weight:bold;text-decoration:none", "button");
            html.Append("</p>\n");
        }

        html.Append("</div>\n");
    }

    private static void Link(SlottedText html, MailAction action, string style, string? name = null) =>
        html.Append($"<a {(name is null ? "" : $"class=\"{name}\" ")}href=\"{Escape(action.Base)}").AppendSlot(action.Slot).Append($"\" style=\"{style}\">{Escape(action.Text)}</a>");

    private static string In(string language) => $"lang=\"{Escape(language)}\" dir=\"{Direction(language)}\"";

    /// <summary>Said at each block: it would inherit the side of the mail's own language.</summary>
    private static string Align(string language) => $"text-align:{(LanguageDirection.IsRightToLeft(language) ? "right" : "left")}";

    private static string Direction(string language) => LanguageDirection.IsRightToLeft(language) ? "rtl" : "ltr";

    private static string Escape(string text) => BlockHtml.Escape(text);
}
