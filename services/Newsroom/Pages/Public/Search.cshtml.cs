using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Syndication.Newsroom.Releases;
using Syndication.Newsroom.Searching;
using Syndication.Newsroom.Site;

namespace Syndication.Newsroom.Pages.Public;

/// <summary>Search with its filters, all of them links and one form.</summary>
internal sealed class SearchModel(ReleaseShelf shelf, SearchClient search, SiteCatalogue catalogue, Tongue tongue) : PageModel
{
    private const int MostValues = 10;

    public SearchForm Form { get; private set; } = null!;
    public SearchOutcome Outcome { get; private set; } = null!;

    /// <summary>What was found, as lists show it; without what has not arrived here yet.</summary>
    public IReadOnlyDictionary<(Guid Id, string Language), ListedRelease> Listed { get; private set; } = new Dictionary<(Guid, string), ListedRelease>();

    public IReadOnlyList<BrowseList> Narrowing { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string lang)
    {
        if (!await shelf.IsLanguageAsync(lang, HttpContext.RequestAborted) || SearchForm.Read(lang, Request.Query) is not { } form)
        {
            return NotFound();
        }

        var words = tongue.For(lang);
        Form = form;
        Outcome = await search.AskAsync(form.Question(), HttpContext.RequestAborted);
        Response.Headers.CacheControl = "no-cache";
        Response.StatusCode = Outcome.State switch
        {
            SearchState.Answered => StatusCodes.Status200OK,
            SearchState.Unknown => StatusCodes.Status404NotFound,
            SearchState.Wrong => StatusCodes.Status422UnprocessableEntity,
            _ => StatusCodes.Status503ServiceUnavailable,
        };
        if (Outcome.State == SearchState.Down)
        {
            Response.Headers.RetryAfter = "60";
        }

        Listed = await ListAsync(Outcome.Results?.Items ?? []);
        Narrowing = [.. SearchForm.Facets.Select(facet => ListOf(facet, lang)).Where(list => list.Entries.Count > 0)];
        ViewData["Frame"] = new Frame(words, form.Text.Length == 0 ? words.Search.Search : $"{words.Search.Search}{words.Colon}{form.Text}")
        {
            Language = lang,
            Section = "search",
            HasSearch = true,
            IsIndexed = false,
            Choices = [.. catalogue.Languages.Select(other => new Alternate(other, form.In(other)))],
        };
        return Page();
    }

    public string LabelOf(string facet, string value) => ReleaseFilter.Label(Frame.Of(ViewData).Words, catalogue, Frame.Of(ViewData).Language, facet, value);

    private async Task<Dictionary<(Guid, string), ListedRelease>> ListAsync(IReadOnlyList<SearchHit> hits)
    {
        var listed = new Dictionary<(Guid, string), ListedRelease>();
        foreach (var hit in hits)
        {
            if (await shelf.FindAsync(hit.Id, HttpContext.RequestAborted) is { } row && row.Edition(hit.Language) is { } edition)
            {
                listed[(hit.Id, hit.Language)] = new ListedRelease(row, edition);
            }
        }

        return listed;
    }

    private BrowseList ListOf(string facet, string language)
    {
        var words = tongue.For(language);
        var values = Outcome.Results?.Facets.GetValueOrDefault(facet) ?? [];
        var entries = values
            .Where(value => !Form.Has(facet, value.Value) && IsListed(facet, value.Value, values))
            .Take(MostValues)
            .Select(value => new BrowseEntry(ReleaseFilter.Label(words, catalogue, language, facet, value.Value), Form.With(facet, value.Value), value.Count, false));
        var title = facet switch
        {
            "topic" => words.Pages.Topics,
            "country" => words.Pages.Countries,
            "org" => words.Pages.Organisations,
            "office" => words.Pages.Offices,
            "source" => words.Pages.Sources,
            _ => words.Pages.Origins,
        };
        return new BrowseList(facet, title, [.. entries]);
    }

    // One value alone narrows nothing; an organisation that has an acronym is listed by that, not by its name besides.
    private bool IsListed(string facet, string value, IReadOnlyList<FacetCount> all) => facet switch
    {
        "org" => catalogue.Facets.Values(Frame.Of(ViewData).Language, "org").Any(listed => listed.Slug == value)
            || catalogue.Facets.Values(null, "org").Any(listed => listed.Slug == value),
        "source" or "origin" => all.Count > 1,
        _ => true,
    };
}
