namespace Syndication.Newsroom.Words;

/// <summary>What people are told when something is not there or does not work.</summary>
internal sealed record ErrorWords
{
    public required string NotFound { get; init; }
    public required string NotFoundText { get; init; }
    public required string Refused { get; init; }
    public required string RefusedText { get; init; }
    public required string Unavailable { get; init; }
    public required string UnavailableText { get; init; }
    public required string Fault { get; init; }
    public required string FaultText { get; init; }
    public required string Reference { get; init; }
    public required string Back { get; init; }
}
