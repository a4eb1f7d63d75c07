namespace Syndication.Contracts;

/// <summary>
/// One language version of a release, whole: what every fact carries and every channel renders from.
/// A machine or human translation shares <see cref="Id"/> with its original.
/// </summary>
public sealed record Release
{
    /// <summary>Made once, then looked up by alias; never derived from headline, host or scheme after that.</summary>
    public required Guid Id { get; init; }

    /// <summary>From 1, one more per change, retractions and reinstatements included. The highest wins everywhere.</summary>
    public required int Version { get; init; }

    /// <summary>Every version, and every revision of a translation, oldest first.</summary>
    public IReadOnlyList<HistoryEntry> History { get; init; } = [];

    /// <summary>BCP 47, as short as it can be ("fr", "pt-BR").</summary>
    public required string Language { get; init; }

    /// <summary>Languages in which the office itself publishes this release.</summary>
    public IReadOnlyList<LanguageVersion> Translations { get; init; } = [];

    public ReleaseKind Kind { get; init; } = ReleaseKind.Release;
    public required string Headline { get; init; }
    public string? Subheading { get; init; }

    /// <summary>The first sentences, whole; plain text.</summary>
    public string? Summary { get; init; }

    /// <summary>Who wrote it, as its page says.</summary>
    public string? Byline { get; init; }

    /// <summary>Where the office's own site files it ("Migration", "Communiqués").</summary>
    public string? Section { get; init; }

    /// <summary>The picture that stands for it where it is shown small; it may be in the body too.</summary>
    public ImageBlock? Image { get; init; }

    public IReadOnlyList<Block> Body { get; init; } = [];

    /// <summary>Annotations: the words stay in their paragraphs.</summary>
    public IReadOnlyList<Quote> Quotes { get; init; } = [];

    public Dateline? Dateline { get; init; }

    /// <summary>Null where unknown: a date is never invented.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    public PublishedAtSource PublishedAtSource { get; init; } = PublishedAtSource.Unknown;

    /// <summary>When this installation first recorded the release.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>The last significant change; minor edits leave it.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The office's own page, absolute.</summary>
    public string? CanonicalUrl { get; init; }

    public string? Source { get; init; }
    /// <summary>The office that issued it.</summary>
    public string? Office { get; init; }

    /// <summary>The regional office in charge of the countries that it is about.</summary>
    public string? RegionalOffice { get; init; }

    public IReadOnlyList<Contact> Contacts { get; init; } = [];
    public IReadOnlyList<About> About { get; init; } = [];

    /// <summary>Slugs of the taxonomy.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>ISO 3166-1 alpha-2, upper case.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    public IReadOnlyList<Organisation> Organisations { get; init; } = [];
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];
    public string? Rights { get; init; }
    public Origin Origin { get; init; } = Origin.Original;

    /// <summary>For a translation: the version of the original that it renders.</summary>
    public int? SourceVersion { get; init; }

    /// <summary>For a translation: from 1, counted within one source version and language.</summary>
    public int? Revision { get; init; }

    public TranslationInfo? Translation { get; init; }

    /// <summary>Set while the release is withdrawn, killed or redirected.</summary>
    public Retraction? Retraction { get; init; }
}

/// <summary>One change: of the release (no language) or of one translation.</summary>
/// <param name="Version">The release's version, or the source version of the translation.</param>
/// <param name="At">When it was logged.</param>
/// <param name="Note">What readers are told; required for a correction.</param>
/// <param name="Language">Set for a translation's revision.</param>
/// <param name="Revision">Set for a translation's revision.</param>
public sealed record HistoryEntry(
    int Version,
    DateTimeOffset At,
    Significance Significance,
    string? Note = null,
    string? Language = null,
    int? Revision = null);

/// <summary>A language in which the office publishes the release itself.</summary>
public sealed record LanguageVersion(string Language, string? CanonicalUrl);

/// <summary>Words of a person, found inside the body.</summary>
public sealed record Quote(string? Speaker, string Text);

/// <summary>"Genève/Bruxelles - Le 8 mai 2018": where and on which day a release was written.</summary>
public sealed record Dateline(string? Place, DateOnly? Date);

/// <summary>Whom the press may call.</summary>
public sealed record Contact
{
    public string? Name { get; init; }
    public string? Role { get; init; }
    public string? Organisation { get; init; }
    public IReadOnlyList<Phone> Phones { get; init; } = [];
    public IReadOnlyList<string> Emails { get; init; } = [];
}

/// <summary>A telephone number.</summary>
/// <param name="Text">As written.</param>
/// <param name="E164">"+" and digits (ITU-T E.164), null where the country can't be told.</param>
/// <param name="Extension">Digits.</param>
public sealed record Phone(string Text, string? E164, string? Extension = null);

/// <summary>The standing paragraph about an organisation.</summary>
public sealed record About(string? Organisation, string Text);

/// <summary>An organisation that the text is about.</summary>
public sealed record Organisation(string? Name, string? Acronym = null);

/// <summary>A file that belongs to the release.</summary>
/// <param name="Length">Octets.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
public sealed record Attachment(
    string Url,
    string MediaType,
    long? Length = null,
    string? Sha256 = null,
    string? Language = null,
    string? Description = null);

/// <summary>Where a translation comes from.</summary>
public sealed record TranslationInfo(TranslationState State, string? Engine, DateTimeOffset At);

/// <summary>Why a release is no longer what readers should rely on.</summary>
/// <param name="Notice">For readers, in the release's language.</param>
/// <param name="RedirectTo">The release that replaces it; with <see cref="RetractionKind.Redirect"/> only.</param>
public sealed record Retraction(RetractionKind Kind, DateTimeOffset At, string? Notice, Guid? RedirectTo = null);
