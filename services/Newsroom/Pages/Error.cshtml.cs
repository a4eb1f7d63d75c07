using System.Diagnostics;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Net.Http.Headers;
using Syndication.Hosting.Http;
using Syndication.Newsroom.Site;

namespace Syndication.Newsroom.Pages;

/// <summary>Answers with the status that the response already has; asked for by its own address, it is not there.</summary>
internal sealed class ErrorModel(Tongue tongue) : PageModel
{
    public int Status { get; private set; }
    public string Sentence { get; private set; } = "";

    /// <summary>For a fault of ours: what its log entries and spans are found by.</summary>
    public string? Reference { get; private set; }

    public void OnGet()
    {
        Status = Response.StatusCode >= StatusCodes.Status400BadRequest ? Response.StatusCode : StatusCodes.Status404NotFound;
        Response.StatusCode = Status;
        Response.Headers.CacheControl = "no-cache";
        PageTag.VaryBy(this, HeaderNames.AcceptLanguage);
        var words = tongue.ForAddress(HttpContext.Features.Get<FailedRequest>()?.Path ?? default, Request);
        (var title, Sentence) = Status switch
        {
            404 or 410 => (words.Errors.NotFound, words.Errors.NotFoundText),
            503 => (words.Errors.Unavailable, words.Errors.UnavailableText),
            >= 500 => (words.Errors.Fault, words.Errors.FaultText),
            _ => (words.Errors.Refused, words.Errors.RefusedText),
        };
        Reference = Status == StatusCodes.Status500InternalServerError ? Activity.Current?.TraceId.ToString() : null;
        ViewData["Frame"] = new Frame(words, title) { IsIndexed = false, HasSearch = true };
    }
}
