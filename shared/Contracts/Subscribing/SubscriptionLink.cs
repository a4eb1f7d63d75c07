namespace Syndication.Contracts.Subscribing;

/// <summary>What is behind a link of a mail: the answer of <c>/internal/subscriptions/links/{token}</c> to the newsroom's pages.</summary>
public sealed record SubscriptionLink
{
    /// <summary>"confirm", "address", "preferences" or "unsubscribe".</summary>
    public required string Purpose { get; init; }

    /// <summary>"requested", "active", "paused", "left" or "unreachable".</summary>
    public required string State { get; init; }

    /// <summary>False where a link confirms something that was confirmed, replaced by a later wish, or is too old.</summary>
    public bool IsOpen { get; init; } = true;

    /// <summary>As it is now; for a link that confirms, as it will be. Without it for a link that unsubscribes.</summary>
    public SubscriptionForm? Wishes { get; init; }

    /// <summary>An address that waits to be confirmed.</summary>
    public string? NewAddress { get; init; }

    /// <summary>The token of the preference centre; null for a link that must not lead there.</summary>
    public string? Preferences { get; init; }
}

/// <summary>What a button of those pages does: "confirm", "change", "pause", "resume", "leave", "erase".</summary>
/// <param name="Wishes">Of "change".</param>
public sealed record SubscriptionAct(string Act, SubscriptionForm? Wishes = null);
