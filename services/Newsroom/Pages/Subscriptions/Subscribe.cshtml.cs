using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Syndication.Contracts.Subscribing;
using Syndication.Newsroom.Releases;
using Syndication.Newsroom.Site;
using Syndication.Newsroom.Subscribing;

namespace Syndication.Newsroom.Pages.Subscriptions;

/// <summary>The form that asks for mails. Nobody is known by a cookie here, so that there is nothing that another site could misuse.</summary>
[IgnoreAntiforgeryToken]
internal sealed class SubscribeModel(ReleaseShelf shelf, SubscriptionClient subscriptions, AskLimit limit, SiteCatalogue catalogue, Tongue tongue) : PageModel
{
    public WishFields Fields { get; private set; } = null!;
    public string? Notice { get; private set; }
    public bool IsAsked { get; private set; }

    public async Task<IActionResult> OnGetAsync(string lang)
    {
        IsAsked = Request.Query.ContainsKey("asked");
        return await ShowAsync(lang, new SubscriptionForm { Languages = [lang] }, new HashSet<string>());
    }

    public async Task<IActionResult> OnPostAsync(string lang)
    {
        var form = await Request.ReadFormAsync(HttpContext.RequestAborted);
        var wishes = WishForm.Read(form);
        var words = tongue.For(lang).Subscription;
        if (form[WishForm.Trap].ToString().Length > 0)
        {
            return Redirect($"/{Uri.EscapeDataString(lang)}/subscriptions?asked");
        }

        if (!limit.Allows(HttpContext.Connection.RemoteIpAddress))
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Response.Headers.RetryAfter = "60";
            Notice = words.TooMany;
            return await ShowAsync(lang, wishes, new HashSet<string>());
        }

        var outcome = await subscriptions.AskAsync(wishes, HttpContext.RequestAborted);
        if (outcome.Standing == SubscriptionStanding.Done)
        {
            return Redirect($"/{Uri.EscapeDataString(lang)}/subscriptions?asked");
        }

        Response.StatusCode = outcome.Standing == SubscriptionStanding.Down ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status422UnprocessableEntity;
        Notice = outcome.Standing == SubscriptionStanding.Down ? words.Down : null;
        return await ShowAsync(lang, wishes, outcome.Errors);
    }

    private async Task<IActionResult> ShowAsync(string lang, SubscriptionForm wishes, IReadOnlySet<string> errors)
    {
        if (!await shelf.IsLanguageAsync(lang, HttpContext.RequestAborted))
        {
            return NotFound();
        }

        var words = tongue.For(lang);
        Response.Headers.CacheControl = "no-store";
        Fields = new WishFields(words, lang, wishes, errors, catalogue);
        ViewData["Frame"] = new Frame(words, words.Subscription.SubscribeByMail)
        {
            Language = lang,
            Section = "subscriptions",
            IsIndexed = !IsAsked,
            Choices = [.. catalogue.Languages.Select(other => new Alternate(other, $"/{other}/subscriptions"))],
        };
        return Page();
    }
}
