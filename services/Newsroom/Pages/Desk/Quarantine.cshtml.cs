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
        if (await FindAsync(id, cancellationToken) is not { } item)
        {
            return NotFound();
        }

        Item = item;
        Form = QuarantineForm.Of(item);
        return Page();
    }

    public async Task<IActionResult> OnPostAcceptAsync(Guid id, QuarantineForm form, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } item)
        {
            return Leave(DeskNote.Gone);
        }

        var outcome = await calls.PostAsync(Ingestion, $"/api/quarantine/{id}/accept", form.ChangesTo(item), User, cancellationToken);
        if (outcome.IsDone)
        {
            return Leave(DeskNote.Accepted);
        }

        Item = item;
        Form = form;
        Problems = outcome.Problems.Count > 0 ? outcome.Problems : [$"ingestion {Text.NoAnswer}"];
        Response.StatusCode = (int)(outcome.Status ?? HttpStatusCode.ServiceUnavailable);
        return Page();
    }

    public async Task<IActionResult> OnPostDiscardAsync(Guid id, CancellationToken cancellationToken)
    {
        var outcome = await calls.PostAsync(Ingestion, $"/api/quarantine/{id}/discard", null, User, cancellationToken);
        return Leave(outcome.IsDone ? DeskNote.Discarded : outcome.Status == HttpStatusCode.NotFound ? DeskNote.Gone : DeskNote.NotDone);
    }

    private Uri Ingestion => addresses.Of("ingestion");

    private Task<QuarantinedItem?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        calls.GetAsync<QuarantinedItem>(Ingestion, $"/api/quarantine/{id}", User, cancellationToken);

    private RedirectResult Leave(string note)
    {
        Note = note;
        return Redirect("/desk");
    }
}

/// <summary>What a person decides about a page.</summary>
/// <param name="PublishAt">When it may be seen, UTC, as <c>datetime-local</c> writes it; empty for at once.</param>
/// <param name="Notify">"yes", "no", or empty for what the page's age decides.</param>
public sealed record QuarantineForm(string? Headline, string? Language, string? BodyText, string? PublishAt, string? Notify)
{
    internal static QuarantineForm Of(QuarantinedItem item) => new(item.Headline, item.Language, item.BodyText, null, "");

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

        if (!string.IsNullOrWhiteSpace(PublishAt))
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

    // Forms send CR LF.
    private static string Plain(string? text) => (text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
}
