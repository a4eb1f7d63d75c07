using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Newsroom.Releases;
using Syndication.Newsroom.Site;

namespace Syndication.Newsroom.Pages.Public;

/// <summary>Every feed of a language, by what it is about.</summary>
internal sealed class FeedsModel(
    ReleaseShelf shelf, SiteCatalogue catalogue, Tongue tongue, PageTag tag, Brand brand, IOptions<SyndicationOptions> installation) : PageModel
{
    private const int MostValues = 500;

    public IReadOnlyList<FeedTable> Tables { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string lang)
    {
        if (!await shelf.IsLanguageAsync(lang, HttpContext.RequestAborted))
        {
            return NotFound();
        }

        var words = tongue.For(lang);
        var pages = words.Pages;
        Tables =
        [
            new FeedTable("all", pages.EveryRelease, [new FeedLink(pages.EveryRelease, lang, ""), new FeedLink(pages.WithoutMachine, lang, "?origin=human")]),
            .. new[] { ("topic", pages.Topics), ("country", pages.Countries), ("org", pages.Organisations), ("office", pages.Offices), ("source", pages.Sources) }
                .Select(facet => TableOf(facet.Item1, facet.Item2))
                .Where(table => table.Feeds.Count > 0),
        ];
        if (tag.IsKnown(this, [lang, .. catalogue.Languages, .. Tables.SelectMany(table => table.Feeds).Select(feed => $"{feed.Title} {feed.Query}")]))
        {
            return StatusCode(StatusCodes.Status304NotModified);
        }

        var url = installation.Value.PublicUrl;
        ViewData["Frame"] = new Frame(words, pages.Feeds)
        {
            Language = lang,
            Section = "feeds",
            Description = $"{brand.Name}{words.Colon}{pages.Feeds}",
            Canonical = $"{url}/{lang}/feeds",
            Alternates = [.. catalogue.Languages.Select(other => new Alternate(other, $"{url}/{other}/feeds"))],
            Choices = [.. catalogue.Languages.Select(other => new Alternate(other, $"/{other}/feeds"))],
            Feeds = [new FeedLink(brand.Name, lang, "")],
        };
        return Page();

        FeedTable TableOf(string facet, string title) => new(facet, title,
        [
            .. catalogue.Facets.Values(lang, facet).Take(MostValues)
                .Select(value => new FeedLink(ReleaseFilter.Label(words, catalogue, lang, facet, value.Slug), lang, QueryString.Create(facet, value.Slug).ToString()))
                .OrderBy(feed => feed.Title, StringComparer.Create(words.Culture, System.Globalization.CompareOptions.IgnoreCase)),
        ]);
    }
}

/// <summary>Feeds of one kind.</summary>
internal sealed record FeedTable(string Facet, string Title, IReadOnlyList<FeedLink> Feeds);
