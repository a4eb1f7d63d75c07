using Syndication.Hosting.Sending;

namespace Syndication.Newsroom.Desk.Texts;

/// <summary>What the desk says of who was sent which version.</summary>
internal sealed record SentText
{
    public required string Releases { get; init; }
    public required string ReleasesLead { get; init; }
    public required string ReleasesEmpty { get; init; }
    public required string Which { get; init; }
    public required string Find { get; init; }
    public required string NoSuchRelease { get; init; }
    public required string Page { get; init; }
    public required string Retracted { get; init; }
    public required string NotPublished { get; init; }
    public required string WhoGot { get; init; }
    public required string Lead { get; init; }
    public required string Nobody { get; init; }
    public required string Unanswered { get; init; }
    public required string Version { get; init; }
    public required string Revision { get; init; }
    public required string What { get; init; }
    public required string Sent { get; init; }
    public required string ToGo { get; init; }
    public required string Failed { get; init; }
    public required string Left { get; init; }
    public required string First { get; init; }
    public required string Last { get; init; }
    public required string OneByOne { get; init; }
    public required string OneByOneLead { get; init; }
    public required string Recipient { get; init; }
    public required string Attempts { get; init; }
    public required string Result { get; init; }
    public required string More { get; init; }
    public required string FromStart { get; init; }
    public required string HeldUntil { get; init; }
    public required string Stop { get; init; }
    public required string StopLead { get; init; }
    public required string StopIsNoRetraction { get; init; }
    public required string Retract { get; init; }
    public required string RetractLead { get; init; }
    public required string Withdraw { get; init; }
    public required string Kill { get; init; }
    public required string Notice { get; init; }
    public required string NoticeHint { get; init; }
    public required string NoticeMissing { get; init; }
    public required string RetractNow { get; init; }
    public required string RetractedNow { get; init; }

    /// <summary>In the words of <see cref="Event"/>.</summary>
    public required string Created { get; init; }

    public required string Updated { get; init; }
    public required string Translated { get; init; }
    public required string TakenBack { get; init; }
    public required string Digest { get; init; }
    public required string Correction { get; init; }
    public required string Withdrawal { get; init; }

    public required string Pending { get; init; }
    public required string Sending { get; init; }
    public required string Arrived { get; init; }
    public required string Deferred { get; init; }
    public required string GivenUp { get; init; }
    public required string Bounced { get; init; }
    public required string Suppressed { get; init; }
    public required string Held { get; init; }

    /// <summary>What was told, in words.</summary>
    public string Event(string told) => told switch
    {
        "release.created" => Created,
        "release.updated" => Updated,
        "release.translated" => Translated,
        "release.retracted" => TakenBack,
        "digest" => Digest,
        "correction" => Correction,
        "withdrawal" => Withdrawal,
        _ => told,
    };

    public string State(DeliveryState state) => state switch
    {
        DeliveryState.Pending => Pending,
        DeliveryState.Sending => Sending,
        DeliveryState.Sent => Arrived,
        DeliveryState.Deferred => Deferred,
        DeliveryState.Failed => GivenUp,
        DeliveryState.Bounced => Bounced,
        DeliveryState.Suppressed => Suppressed,
        DeliveryState.Held => Held,
        _ => state.ToString(),
    };
}
