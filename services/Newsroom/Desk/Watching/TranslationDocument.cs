using Syndication.Contracts;
using Syndication.Text;

namespace Syndication.Newsroom.Desk.Watching;

/// <summary>A translation that waits for a person, as Translation lists it.</summary>
/// <param name="Headline">In the language of the translation.</param>
internal sealed record WaitingTranslation(
    string Release,
    string Language,
    string SourceLanguage,
    string? OriginalHeadline,
    string? Headline,
    string? Reason,
    DateTimeOffset ChangedAt);

/// <summary>A translation beside its original, as Translation answers it.</summary>
internal sealed record TranslationDocument
{
    public required string Release { get; init; }
    public required string Language { get; init; }

    /// <summary>"waiting", "held", "publishing", "published", "unavailable", "settled".</summary>
    public required string State { get; init; }

    public string? Reason { get; init; }
    public bool IsHeld { get; init; }
    public bool IsStale { get; init; }
    public long Stamp { get; init; }
    public int? Failed { get; init; }

    /// <summary>What the log has of this language.</summary>
    public PublishedMark? Published { get; init; }

    public required Release Original { get; init; }

    /// <summary>What was made last.</summary>
    public Release? Text { get; init; }

    /// <summary>What readers have.</summary>
    public Release? Logged { get; init; }

    /// <summary>Of <see cref="Text"/>; none where a person gave it whole.</summary>
    public IReadOnlyList<TranslatedSentence> Segments { get; init; } = [];

    public int TextVersion => TranslationStanding.TextVersion(Original);

    /// <summary>What the page is about: what waits for a person or is on its way, else what readers have.</summary>
    public Release? Shown => State is "held" or "publishing" ? Text ?? Logged : Logged ?? Text;

    /// <summary>Whether the sentences are those of the text that is shown, of the original as it is.</summary>
    public bool IsBySentence => Segments.Count > 0
        && Text is { } text && text.SourceVersion >= TextVersion
        && (text.SourceVersion, text.Revision, text.Origin) == (Shown!.SourceVersion, Shown.Revision, Shown.Origin);

    public bool IsRetracted => Original.Retraction is not null;
    public bool IsWithdrawn => Published?.State == TranslationState.Withdrawn;
    public bool CanApprove => !IsRetracted && State == "held" && Text?.SourceVersion >= TextVersion;
    public bool CanHold => !IsRetracted && !IsHeld && State is "published" or "held" or "waiting" or "unavailable";
    public bool CanLift => !IsRetracted && IsHeld;
    public bool CanWithdraw => CanTakeBack && !IsWithdrawn;
    public bool CanRestore => CanTakeBack && IsWithdrawn;

    private bool CanTakeBack => !IsRetracted && State != "publishing" && Logged is not null && Published is not null;
}

internal sealed record PublishedMark(int SourceVersion, int Revision, TranslationState State);

/// <summary>A sentence beside its translation; what is set apart stands between numbered brackets.</summary>
/// <param name="From">"engine", "memory", "person", "copied", "left".</param>
internal sealed record TranslatedSentence(int Index, string Source, string Target, string From, IReadOnlyList<CheckFinding> Findings);

/// <param name="Detail">In English.</param>
internal sealed record CheckFinding(string Kind, string Detail);
