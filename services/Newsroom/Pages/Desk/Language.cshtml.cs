using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Syndication.Newsroom.Desk.Texts;

namespace Syndication.Newsroom.Pages.Desk;

/// <summary>Keeps the language that somebody chose, and goes back.</summary>
internal sealed class LanguageModel(DeskLanguage language) : PageModel
{
    public IActionResult OnGet() => Redirect("/desk");

    public IActionResult OnPost(string? tag, string? back)
    {
        if (DeskText.Find(tag) is { } text)
        {
            language.Choose(HttpContext, text);
        }

        return Redirect(DeskAddress.OrStart(Url, back));
    }
}
