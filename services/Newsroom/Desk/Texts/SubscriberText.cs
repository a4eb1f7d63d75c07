namespace Syndication.Newsroom.Desk.Texts;

/// <summary>What the desk says of subscribers.</summary>
internal sealed record SubscriberText
{
    public required string Title { get; init; }
    public required string Lead { get; init; }
    public required string Counts { get; init; }
    public required string Active { get; init; }
    public required string Requested { get; init; }
    public required string Departed { get; init; }
    public required string Unreachable { get; init; }
    public required string TooMany { get; init; }
    public required string Find { get; init; }
    public required string Address { get; init; }
    public required string FindButton { get; init; }
    public required string NobodyHas { get; init; }
    public required string State { get; init; }
    public required string Paused { get; init; }
    public required string Languages { get; init; }
    public required string Cadence { get; init; }
    public required string Consent { get; init; }
    public required string Since { get; init; }
    public required string Mails { get; init; }
    public required string Suppressed { get; init; }
    public required string Lift { get; init; }
    public required string Lifted { get; init; }
    public required string Export { get; init; }
    public required string Erase { get; init; }
    public required string EraseHint { get; init; }
    public required string Erased { get; init; }
    public required string Import { get; init; }
    public required string ImportHint { get; init; }
    public required string File { get; init; }
    public required string FileMissing { get; init; }
    public required string Imported { get; init; }
    public required string Known { get; init; }
    public required string LeftOut { get; init; }
    public required string Wrong { get; init; }
    public required string Line { get; init; }
    public required string Why { get; init; }
    public required string NoAnswer { get; init; }
}
