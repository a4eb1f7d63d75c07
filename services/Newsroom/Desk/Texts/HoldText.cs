namespace Syndication.Newsroom.Desk.Texts;

/// <summary>What the desk says of what goes out and of stopping it.</summary>
internal sealed record HoldText
{
    public required string Sending { get; init; }
    public required string GoesOut { get; init; }
    public required string Lead { get; init; }
    public required string What { get; init; }
    public required string Everything { get; init; }
    public required string Mail { get; init; }
    public required string Webhooks { get; init; }
    public required string AllReleases { get; init; }
    public required string Why { get; init; }
    public required string WhyHint { get; init; }
    public required string Stop { get; init; }
    public required string GoOn { get; init; }
    public required string By { get; init; }
    public required string HeldBack { get; init; }
    public required string Stopped { get; init; }
    public required string GoesOn { get; init; }
    public required string ReasonMissing { get; init; }

    /// <summary>A channel in words; null for every one.</summary>
    public string Channel(string? channel) => channel switch
    {
        null => Everything,
        Hosting.Sending.OutgoingChannels.Mail => Mail,
        Hosting.Sending.OutgoingChannels.Webhooks => Webhooks,
        _ => channel,
    };
}
