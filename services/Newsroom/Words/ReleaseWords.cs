namespace Syndication.Newsroom.Words;

/// <summary>Words on the page of a release.</summary>
internal sealed record ReleaseWords
{
    public required string Release { get; init; }
    public required string Original { get; init; }
    public required string Human { get; init; }
    public required string Machine { get; init; }
    public required string MachineText { get; init; }
    public required string ReadOriginal { get; init; }
    public required string CorrectedSince { get; init; }
    public required string ChangedSince { get; init; }
    public required string Stale { get; init; }
    public required string OriginalCorrected { get; init; }
    public required string DateUnknown { get; init; }
    public required string Recorded { get; init; }
    public required string Published { get; init; }
    public required string Dateline { get; init; }
    public required string Updated { get; init; }
    public required string Issuer { get; init; }
    public required string Versions { get; init; }
    public required string OfficeSite { get; init; }
    public required string OfficeVersion { get; init; }
    public required string Contacts { get; init; }
    public required string Extension { get; init; }
    public required string About { get; init; }
    public required string Attachments { get; init; }
    public required string Quotes { get; init; }
    public required string SpeakerUnknown { get; init; }
    public required string Picture { get; init; }
    public required string Table { get; init; }
    public required string Subjects { get; init; }
    public required string Rights { get; init; }
    public required string Details { get; init; }
    public required string History { get; init; }
    public required string Corrected { get; init; }
    public required string SeeHistory { get; init; }
    public required string FirstPublished { get; init; }
    public required string Translated { get; init; }
    public required string MinorChange { get; init; }
    public required string Correction { get; init; }
    public required string Rewritten { get; init; }
    public required string Republished { get; init; }
    public required string TakenBack { get; init; }
    public required string Reinstated { get; init; }
    public required string WithdrawnTag { get; init; }
    public required string Withdrawn { get; init; }
    public required string WithdrawnText { get; init; }
    public required string Killed { get; init; }
    public required string KilledText { get; init; }
}
