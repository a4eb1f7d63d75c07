using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Syndication.Hosting.Http;
using Syndication.Newsroom.Desk;
using Syndication.Newsroom.Desk.Texts;
using Syndication.Newsroom.Desk.Watching;

namespace Syndication.Newsroom.Pages.Desk;

/// <summary>A page in doubt: what would be published, to be corrected, beside the page as it came in.</summary>
internal sealed class QuarantineModel(DeskLanguage language, ServiceCalls calls, ServiceAddresses addresses) : PageModel
{
    [TempData]
    public string? Note { get; set; }

    public DeskText Text => language.Of(Request);

    public QuarantinedItem Item { get; private set; } = null!;

    /// <summary>What the form shows: what was extracted, or what a person made of it.</summary>
    public QuarantineForm Form { get; private set; } = null!;

    /// <summary>Why Ingestion did not take it.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        var (status, item) = await FindAsync(id, cancellationToken);
        if (item is null)
        {
            return status == HttpStatusCode.NotFound ? NotFound() : NoAnswer();
        }

        Item = item;
        Form = QuarantineForm.Of(item);
        return Page();
    }

    public async Task<IActionResult> OnPostAcceptAsync(Guid id, QuarantineForm form, CancellationToken cancellationToken)
    {
        var (status, item) = await FindAsync(id, cancellationToken);
        if (item is null)
        {
            return status == HttpStatusCode.NotFound ? Leave(DeskNote.Gone) : NoAnswer();
        }

        if (item.IsUnderEmbargo && !form.EmbargoOver && string.IsNullOrWhiteSpace(form.PublishAt))
        {
            return Refuse(item, form, [Text.EmbargoMissing], HttpStatusCode.UnprocessableEntity);
        }

        var outcome = await calls.PostAsync(Ingestion, $"/api/quarantine/{id}/accept", form.ChangesTo(item), User, cancellationToken);
        return outcome.IsDone
            ? Leave(DeskNote.Accepted)
            : Refuse(item, form, outcome.Problems.Count > 0 ? outcome.Problems : [$"ingestion {Text.NoAnswer}"], outcome.Status ?? HttpStatusCode.ServiceUnavailable);
    }

    public async Task<IActionResult> OnPostDiscardAsync(Guid id, bool sure, CancellationToken cancellationToken)
    {
        if (!sure)
        {
            return await FindAsync(id, cancellationToken) switch
            {
                (_, { } item) => Refuse(item, QuarantineForm.Of(item), [Text.SureMissing], HttpStatusCode.UnprocessableEntity),
                (HttpStatusCode.NotFound, _) => Leave(DeskNote.Gone),
                _ => NoAnswer(),
            };
        }

        var outcome = await calls.PostAsync(Ingestion, $"/api/quarantine/{id}/discard", null, User, cancellationToken);
        return Leave(outcome.IsDone ? DeskNote.Discarded : outcome.Status == HttpStatusCode.NotFound ? DeskNote.Gone : DeskNote.NotDone);
    }

    private Uri Ingestion => addresses.Of("ingestion");

    /// <summary>The page, and how Ingestion answered: only what it does not know is gone.</summary>
    private Task<(HttpStatusCode? Status, QuarantinedItem? Item)> FindAsync(Guid id, CancellationToken cancellationToken) =>
        calls.AskAsync<QuarantinedItem>(Ingestion, $"/api/quarantine/{id}", User, cancellationToken);

    /// <summary>In answer to the form itself: reloading sends again what was typed.</summary>
    private StatusCodeResult NoAnswer() => StatusCode(StatusCodes.Status503ServiceUnavailable);

    private PageResult Refuse(QuarantinedItem item, QuarantineForm form, IReadOnlyList<string> problems, HttpStatusCode status)
    {
        (Item, Form, Problems) = (item, form, problems);
        Response.StatusCode = (int)status;
        return Page();
    }

    private RedirectResult Leave(string note)
    {
        Note = note;
        return Redirect("/desk");
    }
}

/// <summary>What a person decides about a page.</summary>
/// <param name="PublishAt">When it may be seen, UTC, as <c>datetime-local</c> writes it; empty for at once.</param>
/// <param name="EmbargoOver">That the page need not wait, whatever time stands in the form.</param>
/// <param name="Notify">"yes", "no", or empty for what the page's age decides.</param>
public sealed record QuarantineForm(string? Headline, string? Language, string? BodyText, string? PublishAt, bool EmbargoOver, string? Notify)
{
    internal static QuarantineForm Of(QuarantinedItem item) => new(item.Headline, item.Language, item.BodyText, Local(item.EmbargoUntil), false, "");

    /// <summary>The document for Ingestion: only what is unlike what was extracted, so that the rest keeps its structure. Null where all is.</summary>
    internal JsonObject? ChangesTo(QuarantinedItem item)
    {
        var changes = new JsonObject();
        if (Plain(Headline) != Plain(item.Headline))
        {
            changes["headline"] = Plain(Headline);
        }

        if (Plain(Language) != Plain(item.Language))
        {
            changes["language"] = Plain(Language);
        }

        if (Plain(BodyText) != Plain(item.BodyText))
        {
            changes["bodyText"] = Plain(BodyText);
        }

        // With its time: a corrected page does not wait for the embargo that it came in with.
        if (EmbargoOver)
        {
            changes["publishAt"] = null;
        }
        else if (!string.IsNullOrWhiteSpace(PublishAt))
        {
            // Minutes, or seconds where the browser offers them; what is neither is Ingestion's to refuse.
            changes["publishAt"] = PublishAt.Trim() is { Length: 16 } minutes ? $"{minutes}:00Z" : $"{PublishAt.Trim()}Z";
        }

        if (Notify is "yes" or "no")
        {
            changes["notify"] = Notify == "yes";
        }

        return changes.Count == 0 ? null : changes;
    }

    private static string? Local(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);

    // Forms send CR LF.
    private static string Plain(string? text) => (text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
}
