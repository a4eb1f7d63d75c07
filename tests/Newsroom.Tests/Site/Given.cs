using AngleSharp.Dom;
using Syndication.Contracts;

namespace Syndication.Newsroom.Tests.Site;

/// <summary>Releases and facts as the log would carry them.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Noon = new(2026, 5, 8, 12, 0, 0, TimeSpan.Zero);

    private static long _sequence;

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

    public static Release Translated(this Release release, string language, string headline, Origin origin = Origin.Machine) => release with
    {
        Language = language,
        Origin = origin,
        Headline = headline,
        SourceVersion = release.Version,
        Revision = 1,
        CanonicalUrl = null,
        Translation = new TranslationInfo(TranslationState.Current, "test", Noon),
        History = [.. release.History, new HistoryEntry(release.Version, Noon, Significance.Initial, null, language, 1)],
    };

    public static ReleaseFact Fact(this Release release)
    {
        var (id, at, sequence) = (Guid.NewGuid(), release.History[^1].At, Interlocked.Increment(ref _sequence));
        return release switch
        {
            { Revision: not null } => new ReleaseTranslated { EventId = id, Sequence = sequence, At = at, Release = release },
            { Retraction: not null } => new ReleaseRetracted { EventId = id, Sequence = sequence, At = at, Release = release },
            { Version: 1 } => new ReleaseCreated { EventId = id, Sequence = sequence, At = at, Release = release },
            _ => new ReleaseUpdated { EventId = id, Sequence = sequence, At = at, Release = release },
        };
    }

    /// <summary>The text of the first element that matches, its white space as it is seen.</summary>
    public static string Text(this IParentNode node, string selector) =>
        string.Join(' ', (node.QuerySelector(selector)?.TextContent ?? $"nothing matches {selector}").Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));

    public static string? Attribute(this IParentNode node, string selector, string name) => node.QuerySelector(selector)?.GetAttribute(name);

    public static IReadOnlyList<string> Texts(this IParentNode node, string selector) => [.. node.QuerySelectorAll(selector).Select(element => element.TextContent.Trim())];
}
