using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Syndication.Hosting;
using Syndication.Newsroom.Releases;
using Syndication.Newsroom.Site;

namespace Syndication.Newsroom.Pages.Public;

/// <summary>The newest releases of a language: the one that the address names, else one that the reader accepts.</summary>
internal sealed class FrontModel(
    ReleaseShelf shelf, SiteCatalogue catalogue, Tongue tongue, PageTag tag, Brand brand, IOptions<SyndicationOptions> installation) : PageModel
{
    private const int Newest = 10;

    public ReleasePage Releases { get; private set; } = null!;

    public IReadOnlyList<BrowseList> Browse { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? lang)
    {
        if (lang is not null && !await shelf.IsLanguageAsync(lang, HttpContext.RequestAborted))
        {
            return NotFound();
        }

        if (lang is null)
        {
            PageTag.VaryBy(this, HeaderNames.AcceptLanguage);
        }

        var language = lang ?? tongue.Negotiate(Request, catalogue.Languages);
        Response.Headers.ContentLanguage = language;
        var words = tongue.For(language);
        var filter = new ReleaseFilter(language, new Dictionary<string, string>(), null);
        Releases = await ListAsync(filter);
        Browse = BrowseList.Of(catalogue, words, filter);
        if (tag.IsKnown(this, [language, .. catalogue.Languages, .. Releases.Parts, .. BrowseList.Parts(Browse)]))
        {
            return StatusCode(StatusCodes.Status304NotModified);
        }

        var url = installation.Value.PublicUrl;
        ViewData["Frame"] = new Frame(words, brand.Name)
        {
            Language = language,
            Description = $"{brand.Name}{words.Colon}{words.Pages.Releases}",
            Canonical = lang is null ? $"{url}/" : $"{url}/{language}",
            Alternates = [.. catalogue.Languages.Select(other => new Alternate(other, $"{url}/{other}")), new Alternate("x-default", $"{url}/")],
            Choices = [.. catalogue.Languages.Select(other => new Alternate(other, $"/{other}"))],
            Feeds = [new FeedLink(brand.Name, language, "")],
        };
        return Page();
    }

    /// <summary>What has no date stands where it arrived, which is no news: it comes after what has one.</summary>
    private async Task<ReleasePage> ListAsync(ReleaseFilter filter)
    {
        var newest = await shelf.ListAsync(filter, Newest, null, HttpContext.RequestAborted);
        if (newest.Items.All(item => item.IsDated))
        {
            return newest;
        }

        var more = await shelf.ListAsync(filter, Newest * 5, null, HttpContext.RequestAborted);
        return new ReleasePage([.. more.Items.OrderByDescending(item => item.IsDated).Take(Newest)], newest.Next);
    }
}
