using Syndication.Hosting;

namespace Syndication.Newsroom.Desk.Signing;

/// <summary>
/// How the desk's cookies are named and sent: <c>__Host-</c> and Secure. Where the installation is reached over http on a
/// loopback address, where not every browser keeps such cookies (Chromium does), they go without both.
/// </summary>
internal static class DeskCookies
{
    public static CookieBuilder Make(string name, SyndicationOptions installation)
    {
        var isSecure = !IsLoopback(installation);
        var cookie = isSecure ? new SecureCookie() : new CookieBuilder();
        cookie.Name = isSecure ? $"__Host-{name}" : name;
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.IsEssential = true;
        cookie.SameSite = SameSiteMode.Strict;
        cookie.SecurePolicy = CookieSecurePolicy.None;
        return cookie;
    }

    /// <summary>Reached over http from elsewhere: browsers keep no cookie of the desk's.</summary>
    public static bool AreLost(SyndicationOptions installation) => UrlOf(installation).Scheme != Uri.UriSchemeHttps && !IsLoopback(installation);

    private static bool IsLoopback(SyndicationOptions installation) => UrlOf(installation) is { IsLoopback: true } url && url.Scheme == Uri.UriSchemeHttp;

    private static Uri UrlOf(SyndicationOptions installation) => new(installation.PublicUrl);

    /// <summary>Secure by the installation's URL: behind a proxy that ends TLS the request itself is plain, which a policy would refuse.</summary>
    private sealed class SecureCookie : CookieBuilder
    {
        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var options = base.Build(context, expiresFrom);
            options.Secure = true;
            return options;
        }
    }
}
