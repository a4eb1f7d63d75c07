using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Syndication.Hosting.Keys;
using Syndication.Newsroom.Desk;
using Syndication.Newsroom.Desk.Texts;
using Syndication.Newsroom.Keys;
using Syndication.Storage;

namespace Syndication.Newsroom.Pages.Desk;

/// <summary>Keys: made, listed, revoked.</summary>
internal sealed class KeysModel(DeskLanguage language, KeyStore keys, TimeProvider time) : PageModel
{
    private const int PageSize = 50;

    [TempData]
    public string? Note { get; set; }

    /// <summary>The key that was made a moment ago: it travels in an encrypted cookie, and is gone once shown.</summary>
    [TempData]
    public string? Made { get; set; }

    public DeskText Text => language.Of(Request);

    public Page<ApiKey> Keys { get; private set; } = null!;

    public KeyForm Form { get; private set; } = new(null, null, null, null);

    public IReadOnlyList<string> Problems { get; private set; } = [];

    public Task OnGetAsync(string? after, CancellationToken cancellationToken) => ListAsync(after, cancellationToken);

    public async Task<IActionResult> OnPostMakeAsync(KeyForm form, CancellationToken cancellationToken)
    {
        var (wanted, errors) = form.Read(time.GetUtcNow());

        // What is no day comes here as none, and without one a key never ends.
        var isDay = ModelState.IsValid;
        if (wanted is null || !isDay)
        {
            Form = form;
            Problems = [.. errors.Values.SelectMany(sentences => sentences), .. isDay ? [] : new[] { Text.ExpiresOnNoDay }];
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            await ListAsync(null, cancellationToken);
            return Page();
        }

        var (text, _) = await keys.MakeAsync(wanted, User.Actor(), cancellationToken);
        Made = text.Text;
        return Redirect("/desk/keys");
    }

    public async Task<IActionResult> OnPostRevokeAsync(string id, bool sure, CancellationToken cancellationToken)
    {
        var outcome = sure ? await keys.RevokeAsync(id, User.Actor(), cancellationToken) : (KeyChange?)null;
        if (outcome is null or KeyChange.LastAdministrator)
        {
            Problems = [outcome is null ? Text.SureMissing : Text.LastAdministrator];
            Response.StatusCode = outcome is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict;
            await ListAsync(null, cancellationToken);
            return Page();
        }

        Note = outcome == KeyChange.Done ? DeskNote.KeyRevoked : DeskNote.Gone;
        return Redirect("/desk/keys");
    }

    public string StateOf(ApiKey key) =>
        key.RevokedAt is { } revoked ? $"{Text.Revoked} {DeskFormat.Minute(revoked)}"
        : !key.IsInForce(time.GetUtcNow()) ? $"{Text.Expired} {DeskFormat.Minute(key.ExpiresAt!.Value)}"
        : key.ExpiresAt is { } until ? $"{Text.InForce} – {DeskFormat.Minute(until)}"
        : Text.InForce;

    private async Task ListAsync(string? after, CancellationToken cancellationToken) => Keys = await keys.ListAsync(PageSize, after, cancellationToken);
}

/// <summary>A key that somebody wants.</summary>
/// <param name="Sources">Separated by spaces or commas.</param>
/// <param name="ExpiresOn">Its last day, UTC.</param>
public sealed record KeyForm(string? Name, string[]? Scopes, string? Sources, DateOnly? ExpiresOn)
{
    internal (NewKey? Key, Dictionary<string, string[]> Errors) Read(DateTimeOffset now) => NewKey.Read(
        Name,
        Scopes,
        Sources?.Split([' ', ',', ';', '\t'], StringSplitOptions.RemoveEmptyEntries),
        ExpiresOn is { } day && day < DateOnly.MaxValue ? new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero) : null,
        now);
}
