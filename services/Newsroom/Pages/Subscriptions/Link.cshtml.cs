using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Syndication.Contracts.Subscribing;
using Syndication.Newsroom.Site;
using Syndication.Newsroom.Subscribing;

namespace Syndication.Newsroom.Pages.Subscriptions;

/// <summary>What a link's page shows.</summary>
internal enum LinkView { Confirm, Address, Preferences, Leave, Left, Erased, TooOld, Gone, Down }

/// <summary>
/// Where links in mails lead. A GET changes nothing; buttons act. What a link may do is in the link, nobody is known by a
/// cookie: there is nothing that another site could misuse, and mail programs may post to it (RFC 8058).
/// </summary>
[IgnoreAntiforgeryToken]
internal sealed class LinkModel(SubscriptionClient subscriptions, SiteCatalogue catalogue, Tongue tongue) : PageModel
{
    public string Token { get; private set; } = "";
    public SubscriptionLink? Link { get; private set; }
    public LinkView View { get; private set; }
    public WishFields Fields { get; private set; } = null!;
    public string? Notice { get; private set; }

    public async Task<IActionResult> OnGetAsync(string token) =>
        Show(token, await subscriptions.ShowAsync(token, HttpContext.RequestAborted), Request.Query.ContainsKey("saved"));

    public async Task<IActionResult> OnPostAsync(string token)
    {
        var form = await Request.ReadFormAsync(HttpContext.RequestAborted);

        // RFC 8058: a mail program leaves for its reader, and follows no redirect.
        var act = form["List-Unsubscribe"] == "One-Click" ? "leave" : form["act"].ToString();
        if (act == "erase" && !form.ContainsKey("sure"))
        {
            return Show(token, await subscriptions.ShowAsync(token, HttpContext.RequestAborted), false);
        }

        var outcome = await subscriptions.ActAsync(token, new SubscriptionAct(act, act == "change" ? WishForm.Read(form) : null), HttpContext.RequestAborted);
        if (act == "erase" && outcome.Standing == SubscriptionStanding.Done)
        {
            return Show(token, outcome, false, LinkView.Erased);
        }

        if (act == "change" && outcome.Standing == SubscriptionStanding.Wrong)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Show(token, await subscriptions.ShowAsync(token, HttpContext.RequestAborted), false, wishes: WishForm.Read(form), errors: outcome.Errors);
        }

        return act is "confirm" or "change" or "pause" or "resume" && outcome.Link?.Preferences is { } preferences
            ? Redirect($"/subscriptions/{preferences}?saved")
            : Show(token, outcome, false);
    }

    private PageResult Show(string token, SubscriptionOutcome outcome, bool isSaved, LinkView? view = null, SubscriptionForm? wishes = null, IReadOnlySet<string>? errors = null)
    {
        Token = token;
        Link = outcome.Link;
        View = view ?? outcome.Standing switch
        {
            SubscriptionStanding.Down => LinkView.Down,
            SubscriptionStanding.Done when Link is not null => ViewOf(Link),
            _ => LinkView.Gone,
        };
        var wished = wishes ?? Link?.Wishes ?? new SubscriptionForm();
        var language = tongue.For(wished.Languages is [var first, ..] ? first : tongue.Negotiate(Request, catalogue.Languages)).Language;
        var words = tongue.For(language);
        Fields = new WishFields(words, language, wished, errors ?? new HashSet<string>(), catalogue) { IsKnown = true };
        Notice = isSaved && View == LinkView.Preferences ? words.Subscription.Saved : null;
        Response.StatusCode = View switch
        {
            LinkView.Down => StatusCodes.Status503ServiceUnavailable,
            LinkView.Gone => StatusCodes.Status410Gone,
            _ => Response.StatusCode,
        };

        // Whoever has the address may act: it goes to no other site, no cache and no search engine.
        Response.Headers.CacheControl = "no-store";
        HttpContext.Items[PageHeaders.HidesAddress] = true;
        ViewData["Frame"] = new Frame(words, words.Subscription.Preferences) { Language = language, IsIndexed = false };
        return Page();
    }

    private static LinkView ViewOf(SubscriptionLink link) => link switch
    {
        { Purpose: "confirm", IsOpen: true } => LinkView.Confirm,
        { Purpose: "address", IsOpen: true } => LinkView.Address,
        { Purpose: "confirm" or "address", Preferences: null } => LinkView.TooOld,
        { State: "left" or "unreachable" } => LinkView.Left,
        { Purpose: "unsubscribe" } => LinkView.Leave,
        { State: "requested" } => LinkView.TooOld,
        _ => LinkView.Preferences,
    };
}
