using Microsoft.AspNetCore.Mvc.Filters;

namespace Syndication.Newsroom.Desk;

/// <summary>Pages of the desk are kept nowhere: not by browsers, not by search engines.</summary>
internal sealed class DeskHeaders : IResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        var headers = context.HttpContext.Response.Headers;
        // As antiforgery would set them, which complains about any other.
        headers.CacheControl = "no-cache, no-store";
        headers.Pragma = "no-cache";
        headers["X-Robots-Tag"] = "noindex";
        headers["Referrer-Policy"] = "same-origin";
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
        // Headers go before the page.
    }
}
