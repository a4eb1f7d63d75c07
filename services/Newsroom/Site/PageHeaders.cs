using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;

namespace Syndication.Newsroom.Site;

/// <summary>What browsers are told about every page: nothing from elsewhere, no script at all.</summary>
internal sealed class PageHeaders(IOptions<NewsroomOptions> options) : IResultFilter
{
    /// <summary>The item of a request whose address is a secret: it goes to no other site.</summary>
    public const string HidesAddress = "hides-address";

    private readonly string _policy =
        "default-src 'none'; style-src 'self'; img-src " + string.Join(' ', ["'self'", .. options.Value.ImageHosts.Select(host => $"https://{host}")])
        + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public void OnResultExecuting(ResultExecutingContext context)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = _policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = context.HttpContext.Items.ContainsKey(HidesAddress) ? "no-referrer" : "strict-origin-when-cross-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        if (options.Value.NoIndex)
        {
            headers["X-Robots-Tag"] = "noindex";
        }
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
        // Headers go before the page.
    }
}
