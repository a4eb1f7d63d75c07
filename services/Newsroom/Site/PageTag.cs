using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Syndication.Newsroom.Site;

/// <summary>Lets readers and caches ask whether a page has changed, at the price of what it is made from.</summary>
internal sealed class PageTag(Assets assets, Brand brand)
{
    // Always asked again: a correction or a kill may not be hidden by a cache.
    private const string CacheControl = "public, no-cache";

    // Another build may render the same rows differently.
    private readonly string _build = $"{typeof(PageTag).Module.ModuleVersionId:N} {assets.Stylesheet.Version} {brand.Name} {brand.Logo?.Version}";

    /// <summary>Sets the validator; whether the reader has this very page already.</summary>
    /// <param name="parts">Everything that the page is made from; rows by id and stamp.</param>
    public bool IsKnown(PageModel page, params IEnumerable<string> parts)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts.Prepend(_build))));
        var tag = $"W/\"{Convert.ToHexStringLower(hash.AsSpan(0, 12))}\"";
        page.Response.Headers.ETag = tag;
        page.Response.Headers.CacheControl = CacheControl;
        return EntityTagHeaderValue.TryParseList(page.Request.Headers.IfNoneMatch, out var known)
            && known.Any(one => one == EntityTagHeaderValue.Any || one.Compare(EntityTagHeaderValue.Parse(tag), useStrongComparison: false));
    }

    /// <summary>The page is made from what this header says, too.</summary>
    public static void VaryBy(PageModel page, string header) =>
        page.Response.Headers.Vary = StringValues.Concat(page.Response.Headers.Vary, header);
}
