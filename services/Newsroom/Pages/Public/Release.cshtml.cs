using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Hosting;
using Syndication.Hosting.Projection;
using Syndication.Newsroom.Releases;
using Syndication.Newsroom.Site;
using Syndication.Newsroom.Words;

namespace Syndication.Newsroom.Pages.Public;

/// <summary>One release in one language; what is held is as unknown as what never was.</summary>
internal sealed class ReleaseModel(
    ReleaseShelf shelf,
    Tongue tongue,
    PageTag tag,
    Brand brand,
    IOptions<SyndicationOptions> installation,
    IOptions<NewsroomOptions> newsroom) : PageModel
{
    public ProjectedRelease Row { get; private set; } = null!;
    public Release Edition { get; private set; } = null!;
    public string Body { get; private set; } = "";
    public IReadOnlyList<HistoryEntry> History { get; private set; } = [];
    public IReadOnlyList<HistoryEntry> Corrections { get; private set; } = [];
    public IReadOnlyList<HistoryEntry> MissingCorrections { get; private set; } = [];
    public IReadOnlyList<Subject> Subjects { get; private set; } = [];
    public Subject? Issuer { get; private set; }
    public IReadOnlyList<FeedLink> Feeds { get; private set; } = [];

    public Release Original => Row.Original!;
    public bool IsKilled => Row.Retraction?.Kind is RetractionKind.Kill;
    public bool IsOriginal => Edition.Language == Original.Language;
    public string? OfficeUrl => ReleaseLinks.Web(Edition.CanonicalUrl);

    public async Task<IActionResult> OnGetAsync(string id, string? lang)
    {
        if (!Guid.TryParseExact(id, "D", out var guid) || await shelf.FindAsync(guid, HttpContext.RequestAborted) is not { } row)
        {
            return NotFound();
        }

        // The state of a release covers all its languages, those that it was never in as well.
        var edition = string.IsNullOrEmpty(lang) ? row.Original : row.Edition(lang);
        (Row, Edition) = (row, edition ?? row.Original!);
        return row.Retraction switch
        {
            { Kind: RetractionKind.Kill } => Killed(),
            { Kind: RetractionKind.Redirect, RedirectTo: { } target } => await RedirectAsync(target, lang),
            _ => edition is null ? NotFound() : Show(),
        };
    }

    // Nothing of it is shown, not even what it was called.
    private PageResult Killed()
    {
        Response.StatusCode = StatusCodes.Status410Gone;
        Response.Headers.CacheControl = "no-cache";
        var words = tongue.For(Edition.Language);
        ViewData["Frame"] = new Frame(words, words.Release.Killed) { IsIndexed = false, Choices = [] };
        return Page();
    }

    private async Task<LocalRedirectResult> RedirectAsync(Guid target, string? lang)
    {
        // Asked again each time: browsers keep a permanent redirect for good, and this one can be taken back.
        Response.Headers.CacheControl = "no-cache";
        var isMissing = !string.IsNullOrEmpty(lang) && await shelf.FindAsync(target, HttpContext.RequestAborted) is { } known && known.Edition(lang) is null;
        var query = isMissing ? QueryString.Create(Request.Query.Where(parameter => parameter.Key != "lang")) : Request.QueryString;
        return LocalRedirectPermanentPreserveMethod($"/releases/{target}{query}");
    }

    private IActionResult Show()
    {
        var language = Edition.Language;
        var words = tongue.For(language);
        Response.Headers.ContentLanguage = language;
        if (tag.IsKnown(this, [Row.Id, $"{Row.Stamp} {Row.Sequence}", language, .. newsroom.Value.ImageHosts]))
        {
            return StatusCode(StatusCodes.Status304NotModified);
        }

        Body = ReleaseBody.Render(Edition.Body, words, newsroom.Value.ImageHosts);
        History = ReleaseHistory.Of(Row, Edition);
        Corrections = [.. ReleaseHistory.Corrections(Row, Edition)];
        MissingCorrections = [.. ReleaseHistory.MissingCorrections(Row, Edition)];
        Subjects = Releases.Subjects.Of(Edition, words);
        Issuer = Releases.Subjects.Issuer(Edition);
        Feeds =
        [
            new FeedLink(words.Pages.EveryRelease, language, ""),
            .. Subjects.Select(subject => new FeedLink(subject.Label, language, QueryString.Create(subject.Facet, subject.Value).ToString())),
        ];
        ViewData["Frame"] = FrameOf(words);
        return Page();
    }

    private Frame FrameOf(Wording words)
    {
        var url = installation.Value.PublicUrl;
        var alternates = ReleaseLinks.Alternates(Row, url);
        var isWithdrawn = Row.Retraction is not null;
        return new Frame(words, isWithdrawn ? words.Release.WithdrawnTag + words.Colon + Edition.Headline : Edition.Headline)
        {
            Language = Edition.Language,
            Description = isWithdrawn ? null : Edition.Summary,
            Canonical = ReleaseLinks.CanonicalOf(Row, Edition, url),
            Alternates = alternates.Count > 1 ? alternates : [],
            Feeds = [new FeedLink(brand.Name, Edition.Language, "")],
            Choices = [.. Row.Editions().Select(edition => new Alternate(edition.Language, ReleaseLinks.PathOf(Row, edition)))],
            IsIndexed = !isWithdrawn,
            Article = new Article(Original.PublishedAt, Edition.UpdatedAt == default ? null : Edition.UpdatedAt, NewsArticle.Write(Row, Edition, brand, url)),
        };
    }

    /// <summary>"tel:" with the extension as RFC 3966 has it; null where the number can't be dialled from anywhere.</summary>
    public static string? Dial(Phone phone) =>
        phone.E164 is null ? null : $"tel:{phone.E164}{(phone.Extension is { Length: > 0 } extension ? ";ext=" + extension : "")}";
}
