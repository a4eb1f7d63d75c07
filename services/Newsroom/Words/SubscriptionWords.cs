namespace Syndication.Newsroom.Words;

/// <summary>Words of the form that asks for mails, and of the pages that links in mails lead to.</summary>
internal sealed record SubscriptionWords
{
    public required string ByMail { get; init; }
    public required string SubscribeByMail { get; init; }
    public required string Lead { get; init; }
    public required string Address { get; init; }
    public required string AddressHint { get; init; }
    public required string NewAddressHint { get; init; }
    public required string Cadence { get; init; }
    public required string Immediate { get; init; }
    public required string Daily { get; init; }
    public required string Weekly { get; init; }
    public required string Hour { get; init; }
    public required string Weekday { get; init; }

    /// <summary>Monday first.</summary>
    public required string[] Weekdays { get; init; }

    public required string TimeZone { get; init; }
    public required string TimeZoneHint { get; init; }
    public required string Languages { get; init; }
    public required string FirstLanguage { get; init; }
    public required string ElseLanguage { get; init; }
    public required string NoOther { get; init; }
    public required string Selection { get; init; }
    public required string SelectionHint { get; init; }
    public required string Human { get; init; }
    public required string LeaveEmpty { get; init; }
    public required string Subscribe { get; init; }
    public required string Privacy { get; init; }
    public required string Asked { get; init; }
    public required string AskedText { get; init; }
    public required string Wrong { get; init; }
    public required string WrongAddress { get; init; }
    public required string WrongTimeZone { get; init; }
    public required string WrongLanguages { get; init; }
    public required string WrongOther { get; init; }
    public required string TooMany { get; init; }
    public required string Down { get; init; }
    public required string ConfirmTitle { get; init; }
    public required string ConfirmText { get; init; }
    public required string Confirm { get; init; }
    public required string AddressTitle { get; init; }
    public required string AddressText { get; init; }
    public required string TooOld { get; init; }
    public required string TooOldText { get; init; }
    public required string Gone { get; init; }
    public required string GoneText { get; init; }
    public required string Preferences { get; init; }
    public required string Active { get; init; }
    public required string Paused { get; init; }
    public required string Waiting { get; init; }
    public required string Save { get; init; }
    public required string Saved { get; init; }
    public required string Pause { get; init; }
    public required string PauseText { get; init; }
    public required string Resume { get; init; }
    public required string Leave { get; init; }
    public required string LeaveText { get; init; }
    public required string LeaveQuestion { get; init; }
    public required string Left { get; init; }
    public required string LeftText { get; init; }
    public required string Unreachable { get; init; }
    public required string Data { get; init; }
    public required string Export { get; init; }
    public required string ExportText { get; init; }
    public required string Erase { get; init; }
    public required string EraseText { get; init; }
    public required string EraseSure { get; init; }
    public required string Erased { get; init; }
    public required string ErasedText { get; init; }
}
