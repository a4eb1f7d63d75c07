using Microsoft.AspNetCore.Mvc;

namespace Syndication.Newsroom.Pages.Desk;

/// <summary>Addresses that a form or a link names.</summary>
internal static class DeskAddress
{
    private const string Start = "/desk";

    /// <summary>The address if it is one of the desk's, else the desk's first page: nobody is sent elsewhere.</summary>
    public static string OrStart(IUrlHelper url, string? address) =>
        address is not null && url.IsLocalUrl(address) && new PathString(address.Split('?')[0]).StartsWithSegments(Start, StringComparison.Ordinal)
            ? address
            : Start;
}
