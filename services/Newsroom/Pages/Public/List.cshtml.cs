using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Newsroom.Releases;
using Syndication.Newsroom.Site;
using Syndication.Storage;

namespace Syndication.Newsroom.Pages.Public;

/// <summary>The releases of a language, newest first, narrowed by what they are about and by year.</summary>
internal sealed class ListModel(
    ReleaseShelf shelf, SiteCatalogue catalogue, Tongue tongue, PageTag tag, Brand brand, IOptions<SyndicationOptions> installation) : PageModel
{
    public ReleasePage Releases { get; private set; } = null!;
    public ReleaseFilter Filter { get; private set; } = null!;
    public IReadOnlyList<BrowseList> Browse { get; private set; } = [];
    public FeedLink? Feed { get; private set; }
    public string? Older { get; private set; }
    public bool IsFirstPage { get; private set; }
    public bool IsNarrowed => Filter.Values.Count > 0 || Filter.Year is not null;

    public async Task<IActionResult> OnGetAsync(string lang, string? after)
    {
        if (Request.Query.Any(pair => pair.Value.Count > 1 && ReleaseFilter.Names.Contains(pair.Key)))
        {
            // Alternatives have to be merged, which search does.
            return LocalRedirect($"/{Uri.EscapeDataString(lang)}/search{Request.QueryString}");
        }

        if (!await shelf.IsLanguageAsync(lang, HttpContext.RequestAborted)
            || ReleaseFilter.Read(lang, Request.Query) is not { } filter
            || !await shelf.IsKnownAsync(filter, HttpContext.RequestAborted))
        {
            return NotFound();
        }

        var words = tongue.For(lang);
        Filter = filter;
        IsFirstPage = string.IsNullOrEmpty(after);
        try
        {
            Releases = await shelf.ListAsync(filter, ReleaseShelf.PageSize, IsFirstPage ? null : after, HttpContext.RequestAborted);
        }
        catch (InvalidCursorException)
        {
            return NotFound();
        }

        Browse = BrowseList.Of(catalogue, words, filter);
        var labels = filter.Labels(words, catalogue).ToList();
        if (tag.IsKnown(this, [filter.Url(after), .. labels, .. catalogue.Languages, .. Releases.Parts, .. BrowseList.Parts(Browse)]))
        {
            return StatusCode(StatusCodes.Status304NotModified);
        }

        Older = Releases.Next is { } next ? filter.Url(next) : null;
        var title = labels.Count == 0 ? words.Pages.Releases : words.Pages.Releases + words.Colon + string.Join(", ", labels);
        Feed = new FeedLink($"{brand.Name}{words.Colon}{title}", lang, filter.FeedQuery);
        var url = installation.Value.PublicUrl;
        ViewData["Frame"] = new Frame(words, title)
        {
            Language = lang,
            Section = "releases",
            Description = $"{brand.Name}{words.Colon}{title}",
            Canonical = url + filter.Url(IsFirstPage ? null : after),
            IsIndexed = IsFirstPage,
            Alternates = IsNarrowed || !IsFirstPage ? [] : [.. catalogue.Languages.Select(other => new Alternate(other, $"{url}/{other}/releases"))],
            Choices = [.. catalogue.Languages.Select(other => new Alternate(other, $"/{other}/releases"))],
            Feeds = [Feed],
        };
        return Page();
    }
}
