namespace Syndication.Text;

/// <summary>Absolute http and https URLs, as releases, partners and operators give them.</summary>
public static class WebUrl
{
    /// <summary>Null for any other text, also where the host has no ASCII form (RFC 5891): nothing could ask for it.</summary>
    public static Uri? Parse(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && AsciiHost(url) is not null ? url : null;

    /// <summary>The host as the domain name system knows it; null where it can't.</summary>
    public static string? AsciiHost(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        try
        {
            return url.IdnHost;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }
}
