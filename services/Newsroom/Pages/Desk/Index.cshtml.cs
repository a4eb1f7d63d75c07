using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Hosting.Http;
using Syndication.Newsroom.Desk.Signing;
using Syndication.Newsroom.Desk.Texts;
using Syndication.Newsroom.Desk.Watching;

namespace Syndication.Newsroom.Pages.Desk;

/// <summary>The desk's first page; for who has not signed in, the form to do so.</summary>
internal sealed class IndexModel(
    DeskSignIn signIn,
    DeskLanguage language,
    Installation installation,
    ServiceCalls calls,
    ServiceAddresses addresses,
    IOptions<SyndicationOptions> options) : PageModel
{
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

    /// <summary>Whether the installation translates.</summary>
    public bool HasTranslation { get; private set; }

    public ListOf<WaitingTranslation>? Translations { get; private set; }

    /// <summary>Every service answers, works and is through with the log, and nothing waits for a person.</summary>
    public bool IsAllQuiet => Services.All(service => service is { Lag.IsQuiet: true, Health.Status: "healthy", Parked: null or { Items.Count: 0 } })
        && Quarantined is { Items.Count: 0 }
        && (!HasTranslation || Translations is { Items.Count: 0 });

    public async Task OnGetAsync(string? returnUrl, CancellationToken cancellationToken)
    {
        ReturnUrl = returnUrl;
        if (!IsSignedIn)
        {
            return;
        }

        var ingestion = addresses.Of("ingestion");
        var looking = installation.LookAsync(User, cancellationToken);
        var quarantined = calls.GetAsync<ListOf<QuarantinedItem>>(ingestion, "/api/quarantine?pageSize=50", User, cancellationToken);
        var held = calls.GetAsync<ListOf<HeldItem>>(ingestion, "/api/releases?status=held&pageSize=50", User, cancellationToken);
        if (installation.Find("translation") is { } translation)
        {
            HasTranslation = true;
            Translations = await calls.GetAsync<ListOf<WaitingTranslation>>(translation, "/api/translations?state=held&pageSize=50", User, cancellationToken);
        }

        Services = await looking;
        Quarantined = await quarantined;
        Held = await held;
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
}
