namespace Syndication.Newsroom.Desk.Texts;

/// <summary>What the desk says of translations.</summary>
internal sealed record TranslationText
{
    public required string Waiting { get; init; }
    public required string Held { get; init; }
    public required string Publishing { get; init; }
    public required string Published { get; init; }
    public required string Unavailable { get; init; }
    public required string Settled { get; init; }
    public required string FromEngine { get; init; }
    public required string FromMemory { get; init; }
    public required string FromPerson { get; init; }
    public required string FromCopied { get; init; }
    public required string FromLeft { get; init; }
    public required string WaitingTranslations { get; init; }
    public required string Lead { get; init; }
    public required string Empty { get; init; }
    public required string Translation { get; init; }
    public required string Original { get; init; }
    public required string Engine { get; init; }
    public required string MadeBy { get; init; }
    public required string Version { get; init; }
    public required string Revision { get; init; }
    public required string UpToDate { get; init; }
    public required string Yes { get; init; }
    public required string Stale { get; init; }
    public required string Lift { get; init; }
    public required string Lifted { get; init; }
    public required string Withdrawn { get; init; }
    public required string HeldByPerson { get; init; }
    public required string Retracted { get; init; }
    public required string NoText { get; init; }
    public required string Sentence { get; init; }
    public required string Sentences { get; init; }
    public required string Checks { get; init; }
    public required string NothingFound { get; init; }
    public required string Failed { get; init; }
    public required string Decide { get; init; }
    public required string Approve { get; init; }
    public required string Hold { get; init; }
    public required string HoldHint { get; init; }
    public required string Withdraw { get; init; }
    public required string WithdrawNote { get; init; }
    public required string Restore { get; init; }
    public required string Edit { get; init; }
    public required string WholeHint { get; init; }
    public required string Brackets { get; init; }
    public required string Subheading { get; init; }
    public required string Summary { get; init; }
    public required string Significance { get; init; }
    public required string Minor { get; init; }
    public required string Correction { get; init; }
    public required string Rewrite { get; init; }
    public required string ChangeNote { get; init; }
    public required string Publish { get; init; }
    public required string PublishHint { get; init; }
    public required string Now { get; init; }
    public required string Typed { get; init; }
    public required string Approved { get; init; }
    public required string HeldNow { get; init; }
    public required string WithdrawnNow { get; init; }
    public required string Restored { get; init; }
    public required string Edited { get; init; }

    /// <summary>A state, as the API calls it.</summary>
    public string StateOf(string state) => state switch
    {
        "waiting" => Waiting,
        "held" => Held,
        "publishing" => Publishing,
        "published" => Published,
        "unavailable" => Unavailable,
        _ => Settled,
    };

    /// <summary>Where a sentence comes from, as the API calls it; "engine" and what is not known is the machine's.</summary>
    public string OriginOf(string from) => from switch
    {
        "memory" => FromMemory,
        "person" => FromPerson,
        "copied" => FromCopied,
        "left" => FromLeft,
        _ => FromEngine,
    };
}
