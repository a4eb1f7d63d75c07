namespace Syndication.Ingestion.Extraction;

/// <summary>The hosts that sites ask their readers to follow them on.</summary>
internal static class Networks
{
    private static readonly string[] Hosts = ["facebook.", "twitter.", "linkedin.", "whatsapp.", "instagram.", "pinterest.", "reddit.", "youtube.", "t.me", "telegram.", "tumblr.", "flipboard."];

    public static bool IsOne(Uri url) => url.Host is "x.com" or "www.x.com" || Hosts.Any(url.Host.Contains);
}
