using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http.Extensions;
using Syndication.Newsroom.Desk.Texts;
using Syndication.Newsroom.Site;

namespace Syndication.Newsroom.Desk.Signing;

/// <summary>What somebody is answered who is not signed in, or no longer.</summary>
internal sealed class DeskDoor(DeskLanguage language, Assets assets, HtmlEncoder html)
{
    /// <summary>
    /// Whether a link on another site was followed. Browsers keep the desk's strict cookies from that, so that nobody is
    /// signed in, and would take a new cookie for forms in place of the one that forms in other tabs need.
    /// </summary>
    public static bool IsFromElsewhere(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Site"] == "cross-site";

    public Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var text = language.Of(request);
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            // In answer to the form itself: its page is gone, but the browser can send again what was typed.
            return WriteAsync(context, text, StatusCodes.Status403Forbidden, "", $"""{html.Encode(text.SessionOver)} <a href="/desk" target="_blank">{html.Encode(text.SignIn)}</a>""");
        }

        if (IsFromElsewhere(request))
        {
            // Followed once more, from here: a redirect would still count as the other site's. The address is the desk's
            // own, as no other leads to its door.
            var here = html.Encode(request.GetEncodedPathAndQuery());
            return WriteAsync(context, text, StatusCodes.Status200OK, $"""<meta http-equiv="refresh" content="0;url={here}">""", $"""<a href="{here}">{html.Encode(text.SignIn)}</a>""");
        }

        context.Response.Redirect("/desk" + QueryString.Create("returnUrl", request.Path));
        return Task.CompletedTask;
    }

    /// <summary>A page without forms: it sets no cookie.</summary>
    private Task WriteAsync(HttpContext context, DeskText text, int status, string head, string sentence)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-cache, no-store";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "same-origin";
        response.Headers["X-Robots-Tag"] = "noindex";
        return response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="{text.Tag}" dir="{Direction.Of(text.Tag)}">
            <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>{html.Encode(text.Desk)}</title>
                {head}
                <link rel="stylesheet" href="{assets.Stylesheet.Url}">
                <link rel="stylesheet" href="{assets.Desk.Url}">
            </head>
            <body class="desk">
                <main><div class="measure"><h1>{html.Encode(text.Desk)}</h1><p>{sentence}</p></div></main>
            </body>
            </html>
            """,
            context.RequestAborted);
    }
}
