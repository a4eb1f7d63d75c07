using System.Globalization;
using AngleSharp.Dom;
using Syndication.Contracts;

namespace Syndication.Ingestion.Extraction.Html;

/// <summary>JSON-LD, OpenGraph, Dublin Core, <c>hreflang</c>, the canonical link and the page's language: one walk over its elements.</summary>
internal sealed class MetadataReader
{
    private const int MostAlternates = 50;
    private const int LongestText = 500;

    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Language, string Href)> _alternates = [];
    private readonly StructuredData? _article;
    private string? _canonical;

    private MetadataReader(IDocument document)
    {
        foreach (var element in document.All)
        {
            switch (element.LocalName)
            {
                case "meta":
                    AddMeta(element);
                    break;
                case "link":
                    AddLink(element);
                    break;
                case "script" when element.GetAttribute("type") is { } type && type.Contains("ld+json", StringComparison.OrdinalIgnoreCase):
                    _article ??= StructuredData.Read(element.TextContent);
                    break;
            }
        }
    }

    public static PageMetadata Read(IDocument document, Uri? url) => new MetadataReader(document).Read(document, url, Text(document.Title));

    private PageMetadata Read(IDocument document, Uri? url, string? title)
    {
        var site = Name("og:site_name") ?? Text(_article?.Publisher) ?? Name("application-name");
        var canonical = Link(_canonical ?? Name("og:url"), url);
        var language = document.DocumentElement.GetAttribute("lang")
            ?? Text(_article?.Language) ?? Name("og:locale") ?? Name("dc.language") ?? Name("dcterms.language") ?? Name("content-language");
        return new PageMetadata
        {
            Title = Text(_article?.Headline) ?? Name("og:title") ?? Name("dc.title") ?? Name("dcterms.title") ?? title,
            SiteName = site,
            Language = language,
            Description = Name("og:description") ?? Name("description") ?? Name("dcterms.description"),
            PublishedAt = Published(),
            CanonicalUrl = canonical?.AbsoluteUri,
            Rights = Name("dc.rights") ?? Name("dcterms.rights") ?? Name("copyright"),
            Type = _article?.Type ?? Name("og:type"),
            Byline = ((string?[])[Text(_article?.Author), Name("author"), Name("article:author"), Name("og:article:author"), Name("dc.creator"), Name("dcterms.creator"), Name("parsely-author")])
                .Select(author => Person(author, site)).FirstOrDefault(person => person is not null),
            Section = Name("article:section") ?? Name("og:article:section") ?? Text(_article?.Section) ?? Name("dcterms.subject"),
            Image = Image(canonical ?? url),
            Body = _article?.Body,
            Alternates = Alternates(canonical ?? url, language),
        };
    }

    private string? Name(string name) => _names.GetValueOrDefault(name);

    private void AddMeta(IElement meta)
    {
        var name = meta.GetAttribute("property") ?? meta.GetAttribute("name") ?? meta.GetAttribute("itemprop") ?? meta.GetAttribute("http-equiv");
        if (name is not null && Text(meta.GetAttribute("content")) is { } content)
        {
            _names.TryAdd(name, content);
        }
    }

    private void AddLink(IElement link)
    {
        if (link.GetAttribute("rel") is not { } rel || link.GetAttribute("href") is not { Length: > 0 } href)
        {
            return;
        }

        if (rel.Contains("canonical", StringComparison.OrdinalIgnoreCase))
        {
            _canonical ??= href;
        }
        else if (rel.Contains("alternate", StringComparison.OrdinalIgnoreCase) && LanguageDetector.Tag(link.GetAttribute("hreflang")) is { } language)
        {
            _alternates.Add((language, href));
        }
    }

    /// <summary>The first that is given; one with its zone before one without, which names the day only.</summary>
    private DateTimeOffset? Published()
    {
        string?[] given =
        [
            Name("article:published_time") ?? Name("og:article:published_time"), _article?.PublishedAt, Name("dc.date.issued"), Name("dcterms.issued"), Name("dcterms.created"),
            Name("dcterms.date"), Name("dc.date"), Name("datepublished"), Name("pubdate"), Name("publish-date"), Name("date"),
        ];
        var instants = given.Select(value => (Value: value, Instant: Instant(value))).Where(found => found.Instant is not null).ToList();
        return instants.Where(found => HasZone(found.Value!)).Select(found => found.Instant).FirstOrDefault() is { } zoned && instants[0].Instant!.Value.Date.Subtract(zoned.Date).Duration() <= TimeSpan.FromDays(1)
            ? zoned
            : instants.Select(found => found.Instant).FirstOrDefault();
    }

    /// <summary>Only what starts with a whole date; a year that no release can have is a template's default.</summary>
    public static DateTimeOffset? Instant(string? value) =>
        value?.Trim() is { Length: >= 10 } text && char.IsAsciiDigit(text[0]) && text[4] == '-'
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
        && instant.Year is > 1980 and < 2200
            ? instant
            : null;

    private static bool HasZone(string value) =>
        value.Length > 16 && (value.TrimEnd()[^1] is 'Z' or 'z' || value.AsSpan(16).ContainsAny('+', '-'));

    private ImageBlock? Image(Uri? url)
    {
        var (source, caption) = _article?.Image is { Length: > 0 } given ? (given, Text(_article.ImageCaption)) : (Name("og:image") ?? Name("twitter:image"), null);
        return Link(source, url) is { } image
            ? new ImageBlock(image.AbsoluteUri, Name("og:image:alt") ?? Name("twitter:image:alt"), caption)
            : null;
    }

    private LanguageVersion[] Alternates(Uri? url, string? own) =>
    [
        .. _alternates
            .Select(link => (link.Language, Url: Link(link.Href, url)))
            .Where(link => link.Url is not null && link.Language != LanguageDetector.Tag(own))
            .DistinctBy(link => link.Language)
            .Take(MostAlternates)
            .Select(link => new LanguageVersion(link.Language, link.Url!.AbsoluteUri)),
    ];

    /// <summary>A name, not the address of a profile nor the site's own.</summary>
    private static string? Person(string? text, string? site)
    {
        if (text is null || text.Contains("://", StringComparison.Ordinal) || text.Contains('@'))
        {
            return null;
        }

        var name = site is not null && text.EndsWith(", " + site, StringComparison.OrdinalIgnoreCase) ? text[..^(site.Length + 2)] : text;
        return (FoldedText.Of(name), FoldedText.Of(site)) is ({ } one, { Length: > 1 } other) && (one == other || one.StartsWith(other + ' ', StringComparison.Ordinal) || other.StartsWith(one + ' ', StringComparison.Ordinal))
            ? null
            : name;
    }

    private static string? Text(string? value) =>
        LineShape.OneLine(value) is { Length: > 0 and <= LongestText } text ? text : null;

    private static Uri? Link(string? value, Uri? url)
    {
        var made = url is not null
            ? Uri.TryCreate(url, value ?? "", out var resolved) && value is not null ? resolved : null
            : Uri.TryCreate(value, UriKind.Absolute, out var absolute) ? absolute : null;
        return made is { Scheme: "http" or "https" } ? made : null;
    }
}
