using Syndication.Contracts;

namespace Syndication.Ingestion;

/// <summary>What a way in brings of a release: everything but identity, version and history.</summary>
public sealed record Draft
{
    public ReleaseKind Kind { get; init; } = ReleaseKind.Release;
    public string? Language { get; init; }
    public string? Headline { get; init; }
    public string? Subheading { get; init; }
    public string? Summary { get; init; }

    /// <summary>Who wrote it, as the page says.</summary>
    public string? Byline { get; init; }

    /// <summary>Where the site files it.</summary>
    public string? Section { get; init; }

    /// <summary>The picture that stands for it.</summary>
    public ImageBlock? Image { get; init; }

    public IReadOnlyList<Block> Body { get; init; } = [];
    public IReadOnlyList<Quote> Quotes { get; init; } = [];
    public Dateline? Dateline { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }
    public PublishedAtSource PublishedAtSource { get; init; } = PublishedAtSource.Unknown;
    public string? CanonicalUrl { get; init; }
    /// <summary>The one that issued it.</summary>
    public string? Office { get; init; }

    /// <summary>The one in charge of what it is about.</summary>
    public string? RegionalOffice { get; init; }

    public IReadOnlyList<LanguageVersion> Translations { get; init; } = [];
    public IReadOnlyList<Contact> Contacts { get; init; } = [];
    public IReadOnlyList<About> About { get; init; } = [];
    public IReadOnlyList<string> Topics { get; init; } = [];
    public IReadOnlyList<string> Countries { get; init; } = [];
    public IReadOnlyList<Organisation> Organisations { get; init; } = [];
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];
    public string? Rights { get; init; }

    /// <summary>With the date and the address of what it takes the place of, where it has none of its own.</summary>
    internal Draft Keeping(DateTimeOffset? publishedAt, PublishedAtSource publishedAtSource, string? canonicalUrl) => this with
    {
        PublishedAt = PublishedAt ?? publishedAt,
        PublishedAtSource = PublishedAt is null ? publishedAtSource : PublishedAtSource,
        CanonicalUrl = CanonicalUrl ?? canonicalUrl,
    };
}
