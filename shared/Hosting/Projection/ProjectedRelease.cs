using Syndication.Contracts;
using Syndication.Storage;
using Syndication.Text;

namespace Syndication.Hosting.Projection;

/// <summary>Indexes of a projection beside "sequence". Each costs every write an entry a facet, so a service has those that it asks.</summary>
[Flags]
public enum ReleaseIndexes
{
    None = 0,

    /// <summary>"order": releases of a facet by <see cref="ProjectedRelease.SortAt"/>.</summary>
    Order = 1,

    /// <summary>"changes": changed releases of a facet by <see cref="ProjectedRelease.ChangedAt"/>.</summary>
    Changes = 2,
}

/// <summary>
/// All facts about one release, joined: the newest version of the original and the newest revision of each translation.
/// The join is commutative, associative and idempotent, so the order and number of arrivals make no difference.
/// </summary>
public sealed record ProjectedRelease
{
    /// <summary>The collection, with the indexes that a service asks for.</summary>
    public static CollectionDefinition<ProjectedRelease> Collection(ReleaseIndexes indexes)
    {
        var collection = new CollectionDefinition<ProjectedRelease>("releases", release => release.Id).Index("sequence", release => release.Sequence);
        if (indexes.HasFlag(ReleaseIndexes.Order))
        {
            collection.Index("order", release => release.Facets, release => release.SortAt);
        }

        if (indexes.HasFlag(ReleaseIndexes.Changes))
        {
            collection.Partial("changes", release => release.Facets, release => release.ChangedAt);
        }

        return collection;
    }

    /// <summary>The release's id.</summary>
    public required string Id { get; init; }

    /// <summary>Counts the writes of this document; the guard of its compare-and-set.</summary>
    public long Stamp { get; init; }

    /// <summary>The highest sequence that was joined.</summary>
    public long Sequence { get; init; }

    /// <summary>The lowest sequence that was joined: once the log has been read up to it, when the release was first published.</summary>
    public long FirstSequence { get; init; }

    /// <summary>Null while only a translation has arrived.</summary>
    public Release? Original { get; init; }

    /// <summary>One a language.</summary>
    public IReadOnlyList<Release> Translations { get; init; } = [];

    /// <summary><see cref="FacetKeys"/> of all <see cref="Editions"/>.</summary>
    public IReadOnlyList<string> Facets { get; init; } = [];

    /// <summary><see cref="ReleaseOrder.SortAt"/> of the original.</summary>
    public long SortAt { get; init; }

    /// <summary><see cref="ReleaseOrder.ChangedAt"/> over all editions.</summary>
    public long ChangedAt { get; init; }

    /// <summary>Set while the release is taken back, in all its languages.</summary>
    public Retraction? Retraction => Original?.Retraction;

    /// <summary>
    /// What readers may see, a language each, the original first. While the release is retracted, these are what its
    /// notices are made from. A translation of an older text is marked stale.
    /// </summary>
    public IEnumerable<Release> Editions() =>
        Original is null
            ? []
            :
            [
                Original,
                .. Translations.Where(text => text.Language != Original.Language && text.Translation?.State != TranslationState.Withdrawn)
                    .Select(text => TranslationStanding.Beside(Original, text)),
            ];

    /// <summary>The edition of a language, if there is one.</summary>
    public Release? Edition(string language) => Editions().FirstOrDefault(edition => edition.Language == language);

    /// <summary>The join of what is known and a fact; the same instance where the fact adds nothing.</summary>
    public static ProjectedRelease Join(ProjectedRelease? known, ReleaseFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        known ??= new ProjectedRelease { Id = fact.Release.Id.ToString() };
        var joined = fact is ReleaseTranslated ? known.WithTranslation(fact.Release) : known.WithOriginal(fact.Release);
        return ReferenceEquals(joined, known) && known.FirstSequence <= fact.Sequence && fact.Sequence <= known.Sequence
            ? known
            : Derive(joined with
            {
                Sequence = Math.Max(known.Sequence, fact.Sequence),
                FirstSequence = known.FirstSequence == 0 ? fact.Sequence : Math.Min(known.FirstSequence, fact.Sequence),
            });
    }

    private ProjectedRelease WithOriginal(Release release) =>
        Original is null || release.Version > Original.Version ? this with { Original = release } : this;

    private ProjectedRelease WithTranslation(Release text)
    {
        var current = Translations.FirstOrDefault(known => known.Language == text.Language);
        return current is not null && Rank(text).CompareTo(Rank(current)) <= 0
            ? this
            : this with
            {
                Translations =
                [
                    .. Translations.Where(known => known.Language != text.Language).Append(text)
                        .OrderBy(known => known.Language, StringComparer.Ordinal),
                ],
            };
    }

    private static (int SourceVersion, int Revision) Rank(Release text) => (text.SourceVersion ?? 0, text.Revision ?? 0);

    private static ProjectedRelease Derive(ProjectedRelease joined)
    {
        var editions = joined.Editions().ToList();
        return editions.Count == 0
            ? joined
            : joined with
            {
                Facets = [.. editions.SelectMany(edition => FacetKeys.Of(Syndication.Text.Facets.Of(edition))).Distinct().Order(StringComparer.Ordinal)],
                SortAt = ReleaseOrder.SortAt(editions[0]),
                ChangedAt = editions.Max(ReleaseOrder.ChangedAt),
            };
    }
}
