using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Syndication.Newsroom.Subscribing;

namespace Syndication.Newsroom.Pages.Subscriptions;

/// <summary>All that is kept of somebody, as a file.</summary>
internal sealed class ExportModel(SubscriptionClient subscriptions) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string token)
    {
        var outcome = await subscriptions.ExportAsync(token, HttpContext.RequestAborted);
        Response.Headers.CacheControl = "no-store";
        return outcome.Standing switch
        {
            SubscriptionStanding.Done => File(Encoding.UTF8.GetBytes(outcome.Text), "application/json", "subscription.json"),
            SubscriptionStanding.Down => StatusCode(StatusCodes.Status503ServiceUnavailable),
            _ => NotFound(),
        };
    }
}
