using AngleSharp.Dom;
using Syndication.Text;

namespace Syndication.Ingestion.Extraction.Html;

/// <summary>Where a page's links lead, as absolute URLs of the kinds that a release may hold.</summary>
/// <param name="baseUrl">What relative links are resolved against; without it they lose their target.</param>
internal sealed class LinkTargets(Uri? baseUrl)
{
    private const int LongestUrl = 2_048;

    /// <summary>Null for what is no link, or leads nowhere safe.</summary>
    public string? Of(IElement element) =>
        element.LocalName == "a" && Resolve(element.GetAttribute("href")) is { Scheme: "http" or "https" or "mailto" or "tel" } url ? XmlText.Clean(url.AbsoluteUri) : null;

    public Uri? Resolve(string? value)
    {
        if (string.IsNullOrWhiteSpace(value) || value.Length > LongestUrl)
        {
            return null;
        }

        // On Unix, "/path" alone would be an absolute file URL.
        if (baseUrl is not null)
        {
            return Uri.TryCreate(baseUrl, value.Trim(), out var resolved) ? resolved : null;
        }

        return Uri.TryCreate(value.Trim(), UriKind.Absolute, out var absolute) && absolute.Scheme != "file" ? absolute : null;
    }
}
