using Microsoft.AspNetCore.Http.Features;

namespace Syndication.Hosting.Http;

/// <summary>How much of a body an address takes.</summary>
public static class BodyLimit
{
    /// <summary>
    /// Holds for bodies of any length that is told, or of none (chunked): reading on past it is answered with 413. To be
    /// called before the body is read.
    /// </summary>
    /// <param name="octets">Null where who reads keeps a bound of its own.</param>
    public static void LimitBody(this HttpRequest request, long? octets)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = octets;
        }
    }

    /// <summary>Whether a body comes, as far as the head of the request tells.</summary>
    public static bool HasBody(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.ContentLength is > 0 || (request.ContentLength is null && request.Headers.TransferEncoding.Count > 0);
    }
}
