using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Syndication.Newsroom.Desk;
using Syndication.Newsroom.Desk.Texts;
using Syndication.Newsroom.Desk.Watching;
using Syndication.Newsroom.Subscribing;

namespace Syndication.Newsroom.Pages.Desk;

/// <summary>Subscribers: counted, found, exported, erased, imported. Addresses stay out of addresses of pages: who is found is shown in the answer to the form.</summary>
internal sealed class SubscribersModel(DeskLanguage language, SubscriberDesk desk) : PageModel
{
    [TempData]
    public string? Note { get; set; }

    public DeskText Text => language.Of(Request);

    public SubscriberCounts? Counts { get; private set; }

    /// <summary>What was looked for.</summary>
    public string? Address { get; private set; }

    public FoundSubscriber? Found { get; private set; }

    public ImportedList? Imported { get; private set; }

    public IReadOnlyList<string> Problems { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancellationToken) => CountAsync(cancellationToken);

    public async Task<IActionResult> OnPostFindAsync(string? address, CancellationToken cancellationToken)
    {
        Address = address;
        (var outcome, Found) = await desk.FindAsync(address, User, cancellationToken);
        return await ShowAsync(outcome, cancellationToken);
    }

    public async Task<IActionResult> OnPostExportAsync(string? address, CancellationToken cancellationToken)
    {
        var (outcome, document) = await desk.ExportAsync(address, User, cancellationToken);
        return document is null ? await ShowAsync(outcome, cancellationToken) : File(Encoding.UTF8.GetBytes(document), "application/json", "subscription.json");
    }

    public async Task<IActionResult> OnPostEraseAsync(string? address, CancellationToken cancellationToken) =>
        await DoneAsync(await desk.EraseAsync(address, User, cancellationToken), DeskNote.SubscriberErased, cancellationToken);

    public async Task<IActionResult> OnPostReleaseAsync(string? address, CancellationToken cancellationToken) =>
        await DoneAsync(await desk.ReleaseAsync(address, User, cancellationToken), DeskNote.SuppressionLifted, cancellationToken);

    public async Task<IActionResult> OnPostImportAsync(IFormFile? file, CancellationToken cancellationToken)
    {
        if (file is not { Length: > 0 })
        {
            return await RefusedAsync([Text.Subscribers.FileMissing], cancellationToken);
        }

        await using var table = file.OpenReadStream();
        (var outcome, Imported) = await desk.ImportAsync(table, User, cancellationToken);
        return await ShowAsync(outcome, cancellationToken);
    }

    public string Count(long? count) => count?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Text.Subscribers.TooMany;

    private async Task<IActionResult> DoneAsync(CallOutcome outcome, string note, CancellationToken cancellationToken)
    {
        if (!outcome.IsDone)
        {
            return await ShowAsync(outcome, cancellationToken);
        }

        Note = note;
        return Redirect("/desk/subscribers");
    }

    private async Task<IActionResult> ShowAsync(CallOutcome outcome, CancellationToken cancellationToken)
    {
        if (!outcome.IsDone)
        {
            return await RefusedAsync(outcome.Problems.Count > 0 ? outcome.Problems : [Text.Subscribers.NoAnswer], cancellationToken);
        }

        await CountAsync(cancellationToken);
        return Page();
    }

    private async Task<IActionResult> RefusedAsync(IReadOnlyList<string> problems, CancellationToken cancellationToken)
    {
        Problems = problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await CountAsync(cancellationToken);
        return Page();
    }

    private async Task CountAsync(CancellationToken cancellationToken) => Counts = await desk.CountAsync(User, cancellationToken);
}
