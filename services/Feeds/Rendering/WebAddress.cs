using Syndication.Text;

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
        if (WebUrl.Parse(text) is not { UserInfo: "" } uri)
        {
            return null;
        }

        var given = uri.OriginalString;
        var address = given.All(c => c is > ' ' and < (char)127) && Uri.IsWellFormedUriString(given, UriKind.Absolute)
            ? given
            : new UriBuilder(uri) { Host = WebUrl.AsciiHost(uri)! }.Uri.AbsoluteUri;
        return address.All(c => c is > ' ' and < (char)127) ? address : null;
    }
}
