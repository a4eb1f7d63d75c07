using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Syndication.Hosting.Http;
using Syndication.Newsroom.Desk;
using Syndication.Newsroom.Desk.Texts;
using Syndication.Newsroom.Desk.Watching;

namespace Syndication.Newsroom.Pages.Desk;

/// <summary>What Ingestion learnt of a source's pages, and the button to forget it.</summary>
internal sealed class SourceModel(DeskLanguage language, ServiceCalls calls, ServiceAddresses addresses) : PageModel
{
    [TempData]
    public string? Note { get; set; }

    public DeskText Text => language.Of(Request);

    public LearntSource Learnt { get; private set; } = null!;

    public IReadOnlyList<string> Problems { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string source, CancellationToken cancellationToken)
    {
        if (await calls.GetAsync<LearntSource>(addresses.Of("ingestion"), $"/api/sources/{Uri.EscapeDataString(source)}", User, cancellationToken) is not { } learnt)
        {
            return StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        Learnt = learnt;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string source, bool sure, CancellationToken cancellationToken)
    {
        if (!sure)
        {
            Problems = [Text.SureMissing];
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await OnGetAsync(source, cancellationToken);
        }

        var outcome = await calls.PostAsync(addresses.Of("ingestion"), $"/api/sources/{Uri.EscapeDataString(source)}/forget", null, User, cancellationToken);
        Note = outcome.IsDone ? DeskNote.Forgotten : DeskNote.NotDone;
        return Redirect("/desk");
    }
}

/// <summary>As Ingestion answers it.</summary>
internal sealed record LearntSource(string Id, int Pages, int? UsualLength, IReadOnlyList<LearntLine> Furniture);

/// <summary>A line that the source's pages repeat.</summary>
internal sealed record LearntLine(string Line, int Pages);
