namespace Syndication.Newsroom.Words;

/// <summary>Words around every page, of the front page, the lists and the page of feeds.</summary>
internal sealed record PageWords
{
    public required string Skip { get; init; }
    public required string Navigation { get; init; }
    public required string Languages { get; init; }
    public required string Home { get; init; }
    public required string Releases { get; init; }
    public required string Feeds { get; init; }
    public required string Latest { get; init; }
    public required string All { get; init; }
    public required string None { get; init; }
    public required string NoneHint { get; init; }
    public required string Older { get; init; }
    public required string Newest { get; init; }
    public required string Pages { get; init; }
    public required string Topics { get; init; }
    public required string Countries { get; init; }
    public required string Organisations { get; init; }
    public required string Offices { get; init; }
    public required string Sources { get; init; }
    public required string Years { get; init; }
    public required string Origins { get; init; }
    public required string WithoutMachine { get; init; }
    public required string Browse { get; init; }
    public required string FeedsIntroduction { get; init; }
    public required string Opml { get; init; }
    public required string Feed { get; init; }
    public required string Format { get; init; }
    public required string EveryRelease { get; init; }
    public required string Follow { get; init; }
    public required string FollowThis { get; init; }
    public required string Footer { get; init; }
    public required string ForPrograms { get; init; }
}
