using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Syndication.Contracts;
using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;
using Syndication.Hosting.Sending;
using Syndication.Newsroom.Desk;
using Syndication.Newsroom.Desk.Texts;
using Syndication.Newsroom.Desk.Watching;
using Syndication.Newsroom.Holds;
using Syndication.Newsroom.Releases;
using Syndication.Newsroom.Sent;
using Syndication.Storage;

namespace Syndication.Newsroom.Pages.Desk;

/// <summary>Who was sent which version of a release, as every service that sends says it; the buttons that stop it and take it back.</summary>
internal sealed class ReleaseModel(
    DeskLanguage tongues, ReleaseShelf shelf, SentReader sent, HoldStore holds, ServiceCalls calls, ServiceAddresses addresses) : PageModel
{
    private const int PageSize = 50;

    [TempData]
    public string? Note { get; set; }

    public DeskText Text => tongues.Of(Request);

    public Guid Id { get; private set; }

    /// <summary>Null where readers don't have it.</summary>
    public Release? Original { get; private set; }

    /// <summary>What waits for its time under this id.</summary>
    public HeldItem? Held { get; private set; }

    /// <summary>What the form to take it back shows: nothing, or what was not done.</summary>
    public RetractionForm Retraction { get; private set; } = new(null, null, null, false);

    public IReadOnlyList<SentRow> Rows { get; private set; } = [];

    /// <summary>A page of what was sent to recipients that are named.</summary>
    public IReadOnlyList<Delivery> OneByOne { get; private set; } = [];

    /// <summary>Of the page of <see cref="OneByOne"/> that is shown; null for the first.</summary>
    public string? After { get; private set; }

    public string? Next { get; private set; }

    /// <summary>Services that did not say what they sent.</summary>
    public IReadOnlyList<string> Unanswered { get; private set; } = [];

    /// <summary>What stops this release, or a channel for every release.</summary>
    public IReadOnlyList<Hold> Holds { get; private set; } = [];

    /// <summary>What the form to stop shows: nothing, or what was not done.</summary>
    public HoldRequest Stop { get; private set; } = new(null, null, null);

    /// <summary>Why a form was not done.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, string? after, CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(id, after, cancellationToken);
            return Page();
        }
        catch (InvalidCursorException)
        {
            return Redirect($"/desk/releases/{id}");
        }
    }

    public async Task<IActionResult> OnPostHoldAsync(Guid id, string? channel, string? reason, CancellationToken cancellationToken)
    {
        var wanted = new HoldRequest(string.IsNullOrEmpty(channel) ? null : channel, id, reason);
        if (wanted.Errors() is { Count: > 0 } errors)
        {
            Stop = wanted;
            Problems = [.. errors.Select(error => error.Key == "reason" ? Text.Hold.ReasonMissing : error.Value[0])];
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            await LookAsync(id, null, cancellationToken);
            return Page();
        }

        Note = await holds.GiveAsync(wanted.Channel, wanted.Release, wanted.Reason!.Trim(), User.Actor(), cancellationToken) is null ? DeskNote.NotDone : DeskNote.SendingStopped;
        return Redirect($"/desk/releases/{id}");
    }

    public async Task<IActionResult> OnPostLiftAsync(Guid id, string hold, CancellationToken cancellationToken)
    {
        Note = await holds.LiftAsync(hold, User.Actor(), cancellationToken) ? DeskNote.SendingGoesOn : DeskNote.Gone;
        return Redirect($"/desk/releases/{id}");
    }

    public async Task<IActionResult> OnPostRetractAsync(Guid id, RetractionForm form, CancellationToken cancellationToken)
    {
        var missing = form.Missing(Text).ToList();
        if (missing.Count > 0)
        {
            return await RefuseAsync(id, form, missing, HttpStatusCode.UnprocessableEntity, cancellationToken);
        }

        var document = new JsonObject { ["kind"] = form.Kind, ["notice"] = form.Notice };
        var outcome = await calls.ChangeAsync(HttpMethod.Post, addresses.Of("ingestion"), $"/api/releases/{id}/retraction", document, form.Version, User, cancellationToken);
        if (!outcome.IsDone)
        {
            return await RefuseAsync(id, form, outcome.Problems.Count > 0 ? outcome.Problems : [$"ingestion {Text.NoAnswer}"], outcome.Status ?? HttpStatusCode.ServiceUnavailable, cancellationToken);
        }

        Note = DeskNote.Retracted;
        return Redirect($"/desk/releases/{id}");
    }

    private async Task<PageResult> RefuseAsync(Guid id, RetractionForm form, IReadOnlyList<string> problems, HttpStatusCode status, CancellationToken cancellationToken)
    {
        (Retraction, Problems) = (form, problems);
        Response.StatusCode = (int)status;
        await LookAsync(id, null, cancellationToken);
        return Page();
    }

    private async Task LookAsync(Guid id, string? after, CancellationToken cancellationToken)
    {
        (Id, After) = (id, string.IsNullOrEmpty(after) ? null : after);
        var summing = sent.SumAsync(id, User, cancellationToken);
        var reading = sent.ReadNamedAsync(id, PageSize, After, User, cancellationToken);
        Original = (await shelf.FindAsync(id, cancellationToken))?.Original;
        Held = Original is null && await calls.GetAsync<HeldItem>(addresses.Of("ingestion"), $"/api/releases/{id}", User, cancellationToken) is { Status: "held" } held ? held : null;
        Holds = [.. (await holds.ListAsync(cancellationToken)).Where(hold => hold.Release is null || hold.Release == id)];
        var (sums, rows) = (await summing, await reading);
        Rows = SentRow.Of(sums.Items);
        OneByOne = rows.Items;
        Next = rows.Next;
        Unanswered = [.. sums.Unanswered.Union(rows.Unanswered)];
    }
}

/// <summary>What a person takes back, and what readers are told.</summary>
/// <param name="Version">The one that the person saw.</param>
public sealed record RetractionForm(string? Kind, string? Notice, int? Version, bool Sure)
{
    internal IEnumerable<string> Missing(DeskText text)
    {
        if (string.IsNullOrWhiteSpace(Notice))
        {
            yield return text.Sent.NoticeMissing;
        }

        if (!Sure)
        {
            yield return text.SureMissing;
        }
    }
}
