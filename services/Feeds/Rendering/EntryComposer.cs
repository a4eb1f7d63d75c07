using System.Globalization;
using Syndication.Contracts;
using Syndication.Hosting.Projection;
using Syndication.Text;

namespace Syndication.Feeds.Rendering;

/// <summary>Makes entries out of rows, for one language.</summary>
internal sealed class EntryComposer(string baseUrl, string language, Wording wording)
{
    public FeedEntry Compose(ProjectedRelease row)
    {
        var edition = row.Edition(language)!;
        var changes = Changes.Of(row, language);
        var entry = new FeedEntry
        {
            Id = FeedIds.OfEntry(edition.Id, language),
            ReleaseId = row.Id,
            Version = edition.Version,
            Language = language,
            Origin = edition.Origin,
            Retraction = row.Retraction,
            Title = "",
            Link = PageOf(row, edition),
            Content = [],
            Published = row.Original!.PublishedAt,
            Updated = Updated(row, edition, changes),
        };
        return row.Retraction is { } retraction ? Notice(entry, edition, retraction) : Text(entry, row, edition, changes);
    }

    private FeedEntry Text(FeedEntry entry, ProjectedRelease row, Release edition, IReadOnlyList<HistoryEntry> changes)
    {
        var content = new EntryContent(wording);
        return entry with
        {
            Title = Headline(edition),
            Summary = Summary(edition),
            Content =
            [
                .. edition.Origin == Origin.Machine ? content.MachineMark(row.Original!, PageOf(row, row.Original!)) : [],
                .. edition.Translation?.State == TranslationState.Stale ? content.StaleMark(row.Original!, PageOf(row, row.Original!)) : [],
                .. content.ChangeNotes(changes),
                .. edition.Body,
                .. content.Abouts(edition.About),
                .. content.Contacts(edition.Contacts),
            ],
            Author = Author(edition),
            Rights = OneLine(edition.Rights),
            Categories = Categories(edition),
            Alternates = Alternates(row),
            Attachments = [.. edition.Attachments.Select(Usable).OfType<Attachment>()],
        };
    }

    /// <summary>What stands in the place of a retracted release. A killed one shows nothing of itself, its address included.</summary>
    private FeedEntry Notice(FeedEntry entry, Release edition, Retraction retraction)
    {
        var isKilled = retraction.Kind == RetractionKind.Kill;
        var ownPage = $"{baseUrl}/releases/{entry.ReleaseId}";
        var link = retraction switch
        {
            { Kind: RetractionKind.Redirect, RedirectTo: { } target } => $"{baseUrl}/releases/{target}",
            { Kind: RetractionKind.Kill } => ownPage,
            _ => entry.Link,
        };
        var notice = string.Format(CultureInfo.InvariantCulture, wording.NoticeOf(retraction.Kind), wording.Date(retraction.At));
        var reason = OneLine(retraction.Notice);
        return entry with
        {
            Title = wording.TitleOf(retraction.Kind, isKilled ? "" : Headline(edition)),
            Link = link,
            Summary = reason is null ? notice : $"{notice} {reason}",
            Content =
            [
                new Paragraph([new Run(notice, Strong: true)]),
                .. reason is null ? [] : new[] { new Paragraph([new Run(reason)]) },
                .. retraction is { Kind: RetractionKind.Redirect, RedirectTo: not null } ? [new Paragraph([new Run(wording.ReplacedBy, Href: link)])] : Array.Empty<Paragraph>(),
            ],
        };
    }

    // The state of a release covers all its languages: a translation moves with a retraction that it knows nothing of.
    private static DateTimeOffset Updated(ProjectedRelease row, Release edition, IReadOnlyList<HistoryEntry> changes)
    {
        var updated = edition.UpdatedAt == default ? edition.RecordedAt : edition.UpdatedAt;
        return changes.Select(change => change.At).Append(row.Retraction?.At ?? updated).Append(updated).Max();
    }

    private string PageOf(ProjectedRelease row, Release edition) =>
        WebAddress.Of(edition.CanonicalUrl)
        ?? (edition.Language == row.Original!.Language
            ? $"{baseUrl}/releases/{row.Id}"
            : $"{baseUrl}/releases/{row.Id}?lang={Uri.EscapeDataString(edition.Language)}");

    // What the office publishes itself comes before a translation of ours.
    private List<LanguageLink> Alternates(ProjectedRelease row)
    {
        var published = row.Original!.Translations
            .Select(version => (version.Language, Url: WebAddress.Of(version.CanonicalUrl)))
            .Where(version => version.Url is not null)
            .Select(version => new LanguageLink(version.Language, version.Url!));
        var ours = row.Editions().Select(edition => new LanguageLink(edition.Language, PageOf(row, edition)));
        return
        [
            .. published.Concat(ours)
                .Where(link => link.Language != language && FeedVocabulary.IsLanguage(link.Language))
                .DistinctBy(link => link.Language)
                .OrderBy(link => link.Language, StringComparer.Ordinal),
        ];
    }

    private static List<FeedCategory> Categories(Release edition) =>
    [
        .. edition.Topics.Distinct().Select(topic => new FeedCategory(FeedVocabulary.Topic, topic, topic.Replace('-', ' '))),
        .. edition.Countries.Distinct().Select(country => new FeedCategory(FeedVocabulary.Country, country, country)),
        new FeedCategory(FeedVocabulary.Origin, FeedVocabulary.OriginTerm(edition.Origin), FeedVocabulary.OriginTerm(edition.Origin)),
    ];

    private string Headline(Release edition) => OneLine(edition.Headline) ?? wording.Untitled;

    private string? Summary(Release edition)
    {
        var summary = OneLine(edition.Summary);
        return edition.Origin != Origin.Machine ? summary
            : summary is null ? $"{wording.MachineTranslation}."
            : $"{wording.MachineTranslation}. {summary}";
    }

    private static string? Author(Release edition) =>
        OneLine(edition.Office)
        ?? edition.Organisations.Select(organisation => OneLine(organisation.Name) ?? OneLine(organisation.Acronym)).FirstOrDefault(name => name is not null)
        ?? OneLine(edition.Source);

    private static Attachment? Usable(Attachment attachment) =>
        WebAddress.Of(attachment.Url) is { } url
            ? attachment with
            {
                Url = url,
                MediaType = FeedVocabulary.MediaType(attachment.MediaType),
                Length = attachment.Length >= 0 ? attachment.Length : null,
                Language = attachment.Language is { } spoken && FeedVocabulary.IsLanguage(spoken) ? spoken : null,
                Description = OneLine(attachment.Description),
            }
            : null;

    private static string? OneLine(string? text)
    {
        var line = text is null ? "" : string.Join(' ', XmlText.Clean(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? null : line;
    }
}
