using System.Text;
using Syndication.Contracts;
using Syndication.Ingestion.Extraction.Dumps;
using Syndication.Ingestion.Extraction.Html;
using Syndication.Ingestion.Offices;
using Syndication.Text;

namespace Syndication.Ingestion.Extraction;

/// <summary>The extraction pipeline: pure functions over a page and what is known of its source.</summary>
public sealed class Extractor
{
    /// <summary>The profile with the page counted in; the same instance where it was counted before, whatever it said then.</summary>
    /// <exception cref="UnreadablePageException">It is no page.</exception>
    public SourceProfile Learn(Page page, SourceProfile profile)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(profile);
        var decoded = PageDecoder.Decode(page);
        var (trace, canonical) = decoded.IsHtml ? HtmlReader.Trace(decoded.Text, WebUrl.Parse(page.Url)) : (DumpReader.Trace(decoded.Text), null);
        var name = page.Name ?? page.Url ?? canonical;
        return LineCounts.Count(profile, name is null ? page.Content.Span : Encoding.UTF8.GetBytes(name), trace);
    }

    /// <summary>Extracts a page. Deterministic.</summary>
    /// <exception cref="UnreadablePageException">It is no page.</exception>
    public ExtractedPage Extract(Page page, SourceProfile profile)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(profile);
        var decoded = PageDecoder.Decode(page);
        var content = decoded.IsHtml
            ? HtmlReader.Read(decoded.Text, WebUrl.Parse(page.Url), profile)
            : DumpReader.Read(decoded.Text, profile);
        var draft = Enrichment.Complete(Draft(content, WebUrl.Parse(page.Url)));
        draft = OfficeReader.Complete(draft with { Kind = KindReader.Read(draft) }, directory: null);
        var embargo = EmbargoMoment.Read(content.PageText);
        var judgement = Judgement.Of(draft, content, decoded, embargo, profile);
        return new ExtractedPage(draft, BlockText.RenderText(draft.Body), judgement.NeedsAPerson ? judgement.Doubts : [], Judgement.IsCorrection(draft))
        {
            EmbargoUntil = embargo?.Until,
            Confidence = judgement.Confidence,
            Doubts = judgement.Doubts,
        };
    }

    private static Draft Draft(PageContent content, Uri? url)
    {
        var (about, withContacts) = AboutReader.Read(content.Blocks);
        var (contacts, withFurniture) = ContactReader.Read(withContacts);
        var body = Trimming.Trim(withFurniture);
        var dateline = Dateline(content, body);
        var published = Published(content, dateline);
        return new Draft
        {
            Headline = content.Headline,
            Subheading = content.Subheading,
            Byline = content.Metadata.Byline,
            Section = content.Metadata.Section,
            Image = content.Metadata.Image,
            Language = Language(content, body),
            Body = body,
            Contacts = contacts,
            About = about,
            Dateline = dateline,
            PublishedAt = published.At,
            PublishedAtSource = published.Source,
            CanonicalUrl = content.Metadata.CanonicalUrl ?? url?.AbsoluteUri,
            Translations = content.Metadata.Alternates,
            Rights = content.Metadata.Rights,
        };
    }

    private static Dateline? Dateline(PageContent content, IReadOnlyList<Block> body)
    {
        var first = body.OfType<Paragraph>().Select(paragraph => BlockText.Render(paragraph)).FirstOrDefault(text => !Judgement.IsCorrectionNote(text));
        var opening = first is null ? null : DatelineReader.Read(first);
        var line = content.DateLine is null
            ? null
            : DatelineReader.Read(content.DateLine) ?? (DateReader.Alone(content.DateLine) is { } day ? new Dateline(null, day) : null);
        return opening is null ? line : opening with { Date = opening.Date ?? line?.Date };
    }

    private static (DateTimeOffset? At, PublishedAtSource Source) Published(PageContent content, Dateline? dateline) => (content.Metadata.PublishedAt, dateline?.Date ?? content.Day) switch
    {
        ({ } at, _) => (at, PublishedAtSource.Metadata),
        (_, { } day) => (new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), PublishedAtSource.Dateline),
        _ => (null, PublishedAtSource.Unknown),
    };

    /// <summary>What the page declares, unless its own words say otherwise: templates declare one language for all.</summary>
    private static string? Language(PageContent content, IReadOnlyList<Block> body)
    {
        var declared = LanguageDetector.Tag(content.Metadata.Language);
        var told = LanguageDetector.Detect($"{content.Headline}\n{BlockText.Render(body)}");
        return declared is not null && (told is null || declared.Split('-')[0] == told.Split('-')[0] || !LanguageDetector.Knows(declared)) ? declared : told;
    }
}
