using Syndication.Ingestion.Extraction;
using Syndication.Ingestion.Releases;

namespace Syndication.Ingestion.Intake;

/// <summary>The names that a page answers to.</summary>
internal static class PageNames
{
    /// <summary>Its URL and its path; where it has neither, its text.</summary>
    /// <param name="path">Relative to the folder that was given.</param>
    public static Incoming Of(Page page, string? path, ExtractedPage extracted)
    {
        var names = new List<string>();
        if ((extracted.Draft.CanonicalUrl ?? page.Url) is { } url && Uri.TryCreate(url, UriKind.Absolute, out _))
        {
            names.Add(Alias.OfUrl(url));
        }

        if (path is not null)
        {
            names.Add(Alias.OfPath(page.Source, path));
        }

        if (names.Count == 0)
        {
            names.Add(Alias.OfText(page.Source, $"{extracted.Draft.Headline}\n{extracted.BodyText}"));
        }

        return new Incoming(extracted, page.Source, names, Drafting.HashOf(page.Content.Span), Original: page);
    }
}
