namespace Syndication.Newsroom.Words;

/// <summary>Words of the search page and of the box that leads to it.</summary>
internal sealed record SearchWords
{
    public required string Search { get; init; }
    public required string Box { get; init; }
    public required string Hint { get; init; }
    public required string Filters { get; init; }
    public required string Narrow { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }
    public required string DayHint { get; init; }
    public required string AllLanguages { get; init; }
    public required string Order { get; init; }
    public required string ByDefault { get; init; }
    public required string ByRelevance { get; init; }
    public required string ByDate { get; init; }
    public required string Remove { get; init; }
    public required string RemoveAll { get; init; }
    public required string One { get; init; }
    public required string Many { get; init; }
    public required string More { get; init; }
    public required string Nothing { get; init; }
    public required string NothingHint { get; init; }
    public required string Next { get; init; }
    public required string First { get; init; }
    public required string Unknown { get; init; }
    public required string Wrong { get; init; }
    public required string Down { get; init; }
    public required string DownText { get; init; }
}
