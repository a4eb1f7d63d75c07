using System.Diagnostics;

namespace Syndication.Hosting;

/// <summary>
/// Names the spans of requests as OpenTelemetry's semantic conventions for HTTP do; the package that would is not on the
/// limited feed.
/// </summary>
internal static class RequestSpans
{
    public static void UseRequestSpans(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        await next(context);
        if (Activity.Current is { IsAllDataRequested: true } span)
        {
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
            span.DisplayName = route is null ? context.Request.Method : $"{context.Request.Method} {route}";
            span.SetTag("http.request.method", context.Request.Method);
            span.SetTag("http.route", route);
            span.SetTag("http.response.status_code", context.Response.StatusCode);
            if (context.Response.StatusCode >= 500)
            {
                span.SetStatus(ActivityStatusCode.Error);
            }
        }
    });
}
