using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Syndication.Newsroom.Desk;
using Syndication.Newsroom.Desk.Texts;
using Syndication.Newsroom.Desk.Watching;

namespace Syndication.Newsroom.Pages.Desk;

/// <summary>A translation beside its original, with what the checks found; approved, written, held, withdrawn by a person.</summary>
[RequestFormLimits(ValueCountLimit = 16_384)]
internal sealed class TranslationModel(DeskLanguage tongues, ServiceCalls calls, Installation installation) : PageModel
{
    [TempData]
    public string? Note { get; set; }

    public DeskText Text => tongues.Of(Request);

    /// <summary>Null where Translation does not answer.</summary>
    public TranslationDocument? Document { get; private set; }

    /// <summary>What the form shows: the text as it is, or what a person made of it.</summary>
    public TranslationForm Form { get; private set; } = new();

    /// <summary>The text as it is.</summary>
    public TranslationForm Known { get; private set; } = new();

    /// <summary>What was typed into a page whose fields are gone: the original changed meanwhile.</summary>
    public string? Typed { get; private set; }

    /// <summary>What the form to withdraw shows: nothing, or the note of what was not done.</summary>
    public string? WithdrawNote { get; private set; }

    /// <summary>Why Translation did not do it.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    private IReadOnlyDictionary<string, IReadOnlyList<string>> Errors { get; set; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>What Translation says of a field, as it calls it.</summary>
    public FieldErrors ErrorsOf(string field, string id) => new($"{id}-error", Errors.GetValueOrDefault(field, []));

    public async Task<IActionResult> OnGetAsync(Guid release, string language, CancellationToken cancellationToken) =>
        await LookAsync(release, language, cancellationToken) ?? Page();

    public Task<IActionResult> OnPostApproveAsync(Guid release, string language, long? stamp, CancellationToken cancellationToken) =>
        DecideAsync(release, language, HttpMethod.Post, "/approval", null, stamp, DeskNote.TranslationApproved, cancellationToken);

    public Task<IActionResult> OnPostHoldAsync(Guid release, string language, long? stamp, CancellationToken cancellationToken) =>
        DecideAsync(release, language, HttpMethod.Post, "/hold", null, stamp, DeskNote.TranslationHeld, cancellationToken);

    public Task<IActionResult> OnPostLiftAsync(Guid release, string language, long? stamp, CancellationToken cancellationToken) =>
        DecideAsync(release, language, HttpMethod.Delete, "/hold", null, stamp, DeskNote.TranslationLifted, cancellationToken);

    public Task<IActionResult> OnPostWithdrawAsync(Guid release, string language, long? stamp, string? note, CancellationToken cancellationToken)
    {
        WithdrawNote = note;
        var document = string.IsNullOrWhiteSpace(note) ? null : new JsonObject { ["note"] = note.Trim() };
        return DecideAsync(release, language, HttpMethod.Post, "/withdrawal", document, stamp, DeskNote.TranslationWithdrawn, cancellationToken);
    }

    public Task<IActionResult> OnPostRestoreAsync(Guid release, string language, long? stamp, CancellationToken cancellationToken) =>
        DecideAsync(release, language, HttpMethod.Delete, "/withdrawal", null, stamp, DeskNote.TranslationRestored, cancellationToken);

    public async Task<IActionResult> OnPostEditAsync(Guid release, string language, CancellationToken cancellationToken)
    {
        var typed = TranslationForm.Of(Request.Form);
        var elsewhere = await LookAsync(release, language, cancellationToken);
        if (Document is null)
        {
            Typed = typed.AllText();
            return elsewhere ?? Page();
        }

        var outcome = await SendAsync(release, language, HttpMethod.Put, "", typed.ChangesTo(Document), typed.Stamp, cancellationToken);
        if (outcome.IsDone)
        {
            return Leave(release, language, DeskNote.TranslationEdited);
        }

        // The stamp of what is shown now: who saw both sides may send it again.
        if (typed.Fits(Document))
        {
            Form = typed with { Stamp = Document.Stamp };
        }
        else
        {
            Typed = typed.AllText();
        }

        return Refuse(outcome);
    }

    private async Task<IActionResult> DecideAsync(
        Guid release,
        string language,
        HttpMethod method,
        string path,
        JsonObject? document,
        long? stamp,
        string note,
        CancellationToken cancellationToken)
    {
        var outcome = await SendAsync(release, language, method, path, document, stamp, cancellationToken);
        return outcome.IsDone
            ? Leave(release, language, note)
            : await LookAsync(release, language, cancellationToken) ?? Refuse(outcome);
    }

    private async Task<CallOutcome> SendAsync(Guid release, string language, HttpMethod method, string path, JsonObject? document, long? stamp, CancellationToken cancellationToken) =>
        installation.Find("translation") is { } service
            ? await calls.ChangeAsync(method, service, AddressOf("/api/translations", release, language) + path, document, stamp, User, cancellationToken)
            : new CallOutcome(HttpStatusCode.NotFound, [], new Dictionary<string, IReadOnlyList<string>>());

    /// <summary>Asks for the translation; the answer to give instead of the page, where there is one.</summary>
    private async Task<IActionResult?> LookAsync(Guid release, string language, CancellationToken cancellationToken)
    {
        if (installation.Find("translation") is not { } service)
        {
            return NotFound();
        }

        var (status, document) = await calls.AskAsync<TranslationDocument>(service, AddressOf("/api/translations", release, language), User, cancellationToken);
        if (document is not null)
        {
            Document = document;
            Known = Form = TranslationForm.Of(document);
            return null;
        }

        if (status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            return StatusCode((int)status);
        }

        Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return null;
    }

    private PageResult Refuse(CallOutcome outcome)
    {
        Problems = outcome.Problems.Count > 0 ? outcome.Problems : [$"translation {Text.NoAnswer}"];
        Errors = outcome.Errors;
        Response.StatusCode = (int)(outcome.Status ?? HttpStatusCode.ServiceUnavailable);
        return Page();
    }

    private RedirectResult Leave(Guid release, string language, string note)
    {
        Note = note;
        return Redirect(AddressOf("/desk/translations", release, language));
    }

    private static string AddressOf(string start, Guid release, string language) => $"{start}/{release}/{Uri.EscapeDataString(language)}";
}
