using Syndication.Contracts;
using Syndication.Hosting.Projection;

namespace Syndication.Feeds.Tests;

/// <summary>Releases and facts as the log would carry them.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Noon = new(2026, 5, 8, 12, 0, 0, TimeSpan.Zero);

    public static Guid Id(int number) => new($"00000000-0000-7000-8000-{number:D12}");

    public static Release Release(int number = 1, string language = "fr", string headline = "Un communiqué") => new()
    {
        Id = Id(number),
        Version = 1,
        Language = language,
        Headline = headline,
        Summary = "La première phrase.",
        Body = [new Paragraph([new Run("La première phrase. Et le reste.")])],
        PublishedAt = Noon.AddMinutes(number),
        PublishedAtSource = PublishedAtSource.Given,
        RecordedAt = Noon.AddMinutes(number),
        UpdatedAt = Noon.AddMinutes(number),
        History = [new HistoryEntry(1, Noon.AddMinutes(number), Significance.Initial)],
    };

    /// <summary>The next version, logged at an instant.</summary>
    public static Release Next(this Release release, DateTimeOffset at, Significance significance, string? note = null) => release with
    {
        Version = release.Version + 1,
        UpdatedAt = significance == Significance.Minor ? release.UpdatedAt : at,
        History = [.. release.History, new HistoryEntry(release.Version + 1, at, significance, note)],
        Retraction = null,
    };

    public static Release Retracted(this Release release, DateTimeOffset at, RetractionKind kind, string? notice = null, Guid? to = null) =>
        release.Next(at, Significance.Retraction) with { Retraction = new Retraction(kind, at, notice, to) };

    public static Release Translated(this Release release, string language, DateTimeOffset at, int revision = 1, Significance significance = Significance.Initial) => release with
    {
        Language = language,
        Origin = Origin.Machine,
        Headline = $"[{language}] {release.Headline}",
        SourceVersion = release.Version,
        Revision = revision,
        UpdatedAt = at,
        CanonicalUrl = null,
        Translation = new TranslationInfo(TranslationState.Current, "test", at),
        History = [.. release.History, new HistoryEntry(release.Version, at, significance, null, language, revision)],
    };

    public static ReleaseFact Fact(this Release release, long sequence = 0)
    {
        var at = release.History[^1].At;
        var id = Guid.NewGuid();
        return release switch
        {
            { Revision: not null } => new ReleaseTranslated { EventId = id, Sequence = sequence, At = at, Release = release },
            { Retraction: not null } => new ReleaseRetracted { EventId = id, Sequence = sequence, At = at, Release = release },
            { Version: 1 } => new ReleaseCreated { EventId = id, Sequence = sequence, At = at, Release = release },
            _ => new ReleaseUpdated { EventId = id, Sequence = sequence, At = at, Release = release },
        };
    }

    /// <summary>The row that several facts of one release make.</summary>
    public static ProjectedRelease Row(params Release[] releases) =>
        releases.Aggregate((ProjectedRelease?)null, (row, release) => ProjectedRelease.Join(row, release.Fact()))!;
}
