using Syndication.Contracts;
using Syndication.Hosting.Projection;
using Syndication.Text;
using Syndication.Webhooks.Messages;

namespace Syndication.Webhooks.Planning;

/// <summary>Something that happened to a release, as endpoints are told of it: with the text as it is now.</summary>
internal sealed record ReleaseEvent
{
    /// <summary>One of <see cref="EventTypes.OfReleases"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The text it is about, in its newest version; of a retraction, the original.</summary>
    public required Release Edition { get; init; }

    /// <summary>Changes of the original, oldest first.</summary>
    public required IReadOnlyList<HistoryEntry> History { get; init; }

    /// <summary>Every language in which the release is, or was while it was published.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>Of the log's entry.</summary>
    public required long Sequence { get; init; }

    /// <summary>Of the release's first entry.</summary>
    public required long FirstSequence { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Told to an endpoint that joined later and asked for it.</summary>
    public bool IsBackfill { get; init; }

    public Facets Facets => field ??= Facets.Of(Edition);

    public bool IsTranslation => Edition.SourceVersion is not null;

    /// <summary>Of the release; for a translation, of its original.</summary>
    public int Version => Edition.SourceVersion ?? Edition.Version;

    public (int Version, int Revision) Pair => (Version, Edition.Revision ?? 0);

    /// <summary>What changed last in this text.</summary>
    public HistoryEntry? Change => IsTranslation
        ? Edition.History.Concat(History).LastOrDefault(entry => entry.Language == Edition.Language && entry.Version == Edition.SourceVersion && entry.Revision == Edition.Revision)
        : History.LastOrDefault(entry => entry.Language is null && entry.Version == Edition.Version);

    /// <summary>Whether it takes something back, brings something back, or says what was wrong.</summary>
    public bool IsOwed => Type == EventTypes.Retracted || Edition.Translation?.State == TranslationState.Withdrawn || IsSignificant(Change);

    /// <summary>The same for everyone who plans it; what came later while it waited makes it another.</summary>
    public string Id => NamedGuid.Create(Edition.Id, $"{(IsBackfill ? "backfill" : Type)}:{Edition.Language}:{Version}.{Edition.Revision}").ToString();

    /// <summary>A change that those have to hear of who had the text before it.</summary>
    public static bool IsSignificant(HistoryEntry? entry) =>
        entry?.Significance is Significance.Correction or Significance.Rewrite or Significance.Retraction or Significance.Reinstatement;

    /// <summary>What a fact of the log tells; nothing where it waits for the original, or is of what is retracted.</summary>
    public static IReadOnlyList<ReleaseEvent> Of(ReleaseFact fact, ProjectedRelease? row)
    {
        if (row?.Original is not { } original || (original.Retraction is not null && fact is not ReleaseRetracted))
        {
            return [];
        }

        return fact switch
        {
            // A later fact took the retraction back: that one tells.
            ReleaseRetracted when original.Retraction is null => [],
            ReleaseTranslated => TextOf(row, fact.Release.Language) is { } text ? [Make(EventTypes.Translated, text, row, fact)] : [],

            // A translation that came before its original has waited for it.
            ReleaseCreated =>
            [
                Make(EventTypes.Created, original, row, fact),
                .. row.Translations.Where(text => text.Language != original.Language).Select(text => Make(EventTypes.Translated, TranslationStanding.Beside(original, text), row, fact)),
            ],
            ReleaseRetracted => [Make(EventTypes.Retracted, original, row, fact)],
            _ => [Make(EventTypes.Updated, original, row, fact)],
        };
    }

    /// <summary>What an endpoint that joins is told of a release that was there before.</summary>
    public static IReadOnlyList<ReleaseEvent> Backfill(ProjectedRelease row) => row.Retraction is not null
        ? []
        :
        [
            .. row.Editions().Select(edition => Make(
                edition.SourceVersion is null ? EventTypes.Created : EventTypes.Translated,
                edition,
                row,
                row.Sequence,
                edition.Translation?.At ?? edition.UpdatedAt) with { IsBackfill = true }),
        ];

    private static Release? TextOf(ProjectedRelease row, string language) =>
        row.Translations.FirstOrDefault(text => text.Language == language) is { } text && language != row.Original!.Language ? TranslationStanding.Beside(row.Original, text) : null;

    private static ReleaseEvent Make(string type, Release edition, ProjectedRelease row, ReleaseFact fact) => Make(type, edition, row, fact.Sequence, fact.At);

    private static ReleaseEvent Make(string type, Release edition, ProjectedRelease row, long sequence, DateTimeOffset at) => new()
    {
        Type = type,
        Edition = edition,
        History = row.Original!.History,
        Languages = [row.Original.Language, .. row.Translations.Select(text => text.Language).Where(language => language != row.Original.Language)],
        Sequence = sequence,
        FirstSequence = row.FirstSequence,
        At = at,
    };
}
