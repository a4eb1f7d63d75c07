namespace Syndication.Feeds.Rendering;

/// <summary>Addresses that came with a release.</summary>
internal static class WebAddress
{
    /// <summary>
    /// An absolute http or https address in ASCII without spaces, as RSS, Atom and JSON Feed can all carry it; null for
    /// anything else. What is written that way already stays as it is.
    /// </summary>
    public static string? Of(string? text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0)
        {
            return null;
        }

        var address = text.All(c => c is > ' ' and < (char)127) && Uri.IsWellFormedUriString(text, UriKind.Absolute)
            ? text
            : new UriBuilder(uri) { Host = uri.IdnHost }.Uri.AbsoluteUri;
        return address.All(c => c is > ' ' and < (char)127) ? address : null;
    }
}
