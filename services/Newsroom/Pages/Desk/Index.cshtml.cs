using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;
using Syndication.Hosting.Projection;
using Syndication.Hosting.Sending;
using Syndication.Newsroom.Desk;
using Syndication.Newsroom.Desk.Signing;
using Syndication.Newsroom.Desk.Texts;
using Syndication.Newsroom.Desk.Watching;
using Syndication.Newsroom.Holds;
using Syndication.Newsroom.Releases;

namespace Syndication.Newsroom.Pages.Desk;

/// <summary>The desk's first page; for who has not signed in, the form to do so.</summary>
internal sealed class IndexModel(
    DeskSignIn signIn,
    DeskLanguage language,
    Installation installation,
    ServiceCalls calls,
    HoldStore holds,
    ReleaseShelf shelf,
    ServiceAddresses addresses,
    IOptions<SyndicationOptions> options) : PageModel
{
    private const int MostReleases = 10;

    [TempData]
    public string? Note { get; set; }

    public DeskText Text => language.Of(Request);

    public bool IsSignedIn => User.Identity?.IsAuthenticated == true;

    /// <summary>Why somebody was not signed in.</summary>
    public string? Refusal { get; private set; }

    public string? ReturnUrl { get; private set; }

    public bool NeedsHttps => DeskCookies.AreLost(options.Value);

    public IReadOnlyList<ServiceState> Services { get; private set; } = [];
    public ListOf<QuarantinedItem>? Quarantined { get; private set; }
    public ListOf<HeldItem>? Held { get; private set; }

    /// <summary>What may not be sent.</summary>
    public IReadOnlyList<Hold> Holds { get; private set; } = [];

    /// <summary>What has still to go, by channel, where there is any.</summary>
    public IReadOnlyList<(string Channel, long Count)> Waiting =>
    [
        .. OutgoingChannels.All
            .Select(channel => (channel, Services.SelectMany(service => service.Lag?.Lags ?? []).Where(lag => lag.Name == SendingServices.WaitingIn(channel)).Sum(lag => lag.Entries)))
            .Where(waiting => waiting.Item2 > 0),
    ];

    /// <summary>What the form to stop shows: nothing, or what was not done.</summary>
    public HoldRequest Stop { get; private set; } = new(null, null, null);

    /// <summary>The newest, retracted ones too.</summary>
    public IReadOnlyList<ProjectedRelease> Newest { get; private set; } = [];

    /// <summary>Why a form was not done.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    /// <summary>Whether the installation translates.</summary>
    public bool HasTranslation { get; private set; }

    public ListOf<WaitingTranslation>? Translations { get; private set; }

    /// <summary>Every service answers, works and is through with the log, and nothing waits for a person.</summary>
    public bool IsAllQuiet => Services.All(service => service is { Lag.IsQuiet: true, Health.Status: "healthy", Parked: null or { Items.Count: 0 } })
        && Holds.Count == 0
        && Quarantined is { Items.Count: 0 }
        && (!HasTranslation || Translations is { Items.Count: 0 });

    public async Task OnGetAsync(string? returnUrl, CancellationToken cancellationToken)
    {
        ReturnUrl = returnUrl;
        if (IsSignedIn)
        {
            await LookAsync(cancellationToken);
        }
    }

    public async Task<IActionResult> OnPostHoldAsync(string? channel, string? reason, CancellationToken cancellationToken)
    {
        if (!IsSignedIn)
        {
            return Redirect("/desk");
        }

        var wanted = new HoldRequest(string.IsNullOrEmpty(channel) ? null : channel, null, reason);
        if (wanted.Errors() is { Count: > 0 } errors)
        {
            Stop = wanted;
            Problems = [.. errors.Select(error => error.Key == "reason" ? Text.Hold.ReasonMissing : error.Value[0])];
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            await LookAsync(cancellationToken);
            return Page();
        }

        Note = await holds.GiveAsync(wanted.Channel, wanted.Release, wanted.Reason!.Trim(), User.Actor(), cancellationToken) is null ? DeskNote.NotDone : DeskNote.SendingStopped;
        return Redirect("/desk");
    }

    public async Task<IActionResult> OnPostLiftAsync(string id, CancellationToken cancellationToken)
    {
        if (IsSignedIn)
        {
            Note = await holds.LiftAsync(id, User.Actor(), cancellationToken) ? DeskNote.SendingGoesOn : DeskNote.Gone;
        }

        return Redirect("/desk");
    }

    public async Task<IActionResult> OnPostSignInAsync(string? key, string? returnUrl, CancellationToken cancellationToken)
    {
        ReturnUrl = returnUrl;
        switch (await signIn.SignInAsync(HttpContext, key, cancellationToken))
        {
            case SignInOutcome.SignedIn:
                return Redirect(DeskAddress.OrStart(Url, returnUrl));
            case SignInOutcome.TooMany:
                Response.Headers.RetryAfter = "60";
                Response.StatusCode = StatusCodes.Status429TooManyRequests;
                Refusal = Text.TooManyAttempts;
                return Page();
            case SignInOutcome.NotForDesk:
                Response.StatusCode = StatusCodes.Status403Forbidden;
                Refusal = Text.KeyNotForDesk;
                return Page();
            default:
                Response.StatusCode = StatusCodes.Status403Forbidden;
                Refusal = Text.KeyRefused;
                return Page();
        }
    }

    public async Task<IActionResult> OnPostSignOutAsync()
    {
        await HttpContext.SignOutAsync(DeskSignIn.Scheme);
        return Redirect("/desk");
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        Holds = await holds.ListAsync(cancellationToken);
        var ingestion = addresses.Of("ingestion");
        var looking = installation.LookAsync(User, cancellationToken);
        var quarantined = calls.GetAsync<ListOf<QuarantinedItem>>(ingestion, "/api/quarantine?pageSize=50", User, cancellationToken);
        var held = calls.GetAsync<ListOf<HeldItem>>(ingestion, "/api/releases?status=held&pageSize=50", User, cancellationToken);
        if (installation.Find("translation") is { } translation)
        {
            HasTranslation = true;
            Translations = await calls.GetAsync<ListOf<WaitingTranslation>>(translation, "/api/translations?state=held&pageSize=50", User, cancellationToken);
        }

        Newest = await shelf.NewestAsync(MostReleases, cancellationToken);
        Services = await looking;
        Quarantined = await quarantined;
        Held = await held;
    }
}
