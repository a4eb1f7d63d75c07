using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Syndication.Newsroom.Desk.Texts;

namespace Syndication.Newsroom.Pages.Desk;

/// <summary>Finds the page of a release by whatever names it: its id, the address of one of its pages.</summary>
internal sealed partial class ReleasesModel(DeskLanguage tongues) : PageModel
{
    public DeskText Text => tongues.Of(Request);

    /// <summary>What was asked for, and names no release; null where nothing was.</summary>
    public string? Which { get; private set; }

    public IActionResult OnGet(string? which)
    {
        if (Id().Match(which ?? "") is { Success: true } found)
        {
            return Redirect($"/desk/releases/{found.Value}");
        }

        Which = string.IsNullOrWhiteSpace(which) ? null : which;
        return Page();
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
