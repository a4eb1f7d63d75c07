using Syndication.Contracts;

namespace Syndication.Feeds.Rendering;

/// <summary>One release in one language, or the notice that stands in its place.</summary>
internal sealed record FeedEntry
{
    /// <summary>"urn:uuid:…" of release and language; see <see cref="FeedIds"/>.</summary>
    public required string Id { get; init; }

    public required string ReleaseId { get; init; }
    public required int Version { get; init; }
    public required string Language { get; init; }
    public required Origin Origin { get; init; }

    /// <summary>Set where the entry is a notice: Atom makes a tombstone of it.</summary>
    public Retraction? Retraction { get; init; }

    public required string Title { get; init; }

    /// <summary>The page, absolute.</summary>
    public required string Link { get; init; }

    /// <summary>Plain text.</summary>
    public string? Summary { get; init; }

    /// <summary>Marks and change notes, the body, then what stands beside it.</summary>
    public required IReadOnlyList<Block> Content { get; init; }

    /// <summary>Null where unknown: no format gets an invented date.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>The last change that matters to readers.</summary>
    public required DateTimeOffset Updated { get; init; }

    public string? Author { get; init; }
    public string? Rights { get; init; }
    public IReadOnlyList<FeedCategory> Categories { get; init; } = [];

    /// <summary>The same release in other languages, one page each.</summary>
    public IReadOnlyList<LanguageLink> Alternates { get; init; } = [];

    /// <summary>With absolute addresses and valid media types only.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];
}

/// <summary>A category.</summary>
/// <param name="Scheme">An IRI that says what kind of category it is.</param>
internal sealed record FeedCategory(string Scheme, string Term, string Label);

/// <summary>A page in another language.</summary>
internal sealed record LanguageLink(string Language, string Url);
