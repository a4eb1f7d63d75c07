using System.Net;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Syndication.Newsroom.Desk;
using Syndication.Newsroom.Desk.Texts;
using Syndication.Newsroom.Desk.Watching;

namespace Syndication.Newsroom.Pages.Desk;

/// <summary>A log entry that a consumer could not apply, and the button to try again.</summary>
internal sealed class ParkedModel(DeskLanguage language, Installation installation, ServiceCalls calls) : PageModel
{
    [TempData]
    public string? Note { get; set; }

    public DeskText Text => language.Of(Request);

    public ParkedItem Item { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string service, string id, CancellationToken cancellationToken)
    {
        if (installation.Find(service) is not { } address)
        {
            return NotFound();
        }

        if (await calls.GetAsync<ParkedList>(address, "/api/parked", User, cancellationToken) is not { } parked)
        {
            return StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        if (parked.Items.FirstOrDefault(item => item.Id == id) is not { } found)
        {
            return NotFound();
        }

        Item = found;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string service, string id, CancellationToken cancellationToken)
    {
        if (installation.Find(service) is not { } address)
        {
            return NotFound();
        }

        var outcome = await calls.PostAsync(address, $"/api/parked/{Uri.EscapeDataString(id)}/retry", null, User, cancellationToken);
        Note = outcome.IsDone ? DeskNote.Retried : outcome.Status == HttpStatusCode.NotFound ? DeskNote.Gone : DeskNote.NotDone;
        return Redirect("/desk");
    }
}
