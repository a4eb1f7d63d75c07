namespace Syndication.Contracts.Subscribing;

/// <summary>
/// What somebody asks for: the body of <c>POST /api/subscriptions</c>, and what the newsroom's form sends. What is left out
/// has the default of the installation.
/// </summary>
public sealed record SubscriptionForm
{
    public string? Address { get; init; }

    /// <summary>BCP 47, the one that is read best first: the first that a release is there in counts.</summary>
    public IReadOnlyList<string>? Languages { get; init; }

    /// <summary>"immediate", "daily" or "weekly".</summary>
    public string? Cadence { get; init; }

    /// <summary>Local, 0 to 23.</summary>
    public int? Hour { get; init; }

    /// <summary>Of weekly mails: ISO 8601, 1 for Monday to 7.</summary>
    public int? Weekday { get; init; }

    /// <summary>IANA.</summary>
    public string? TimeZone { get; init; }

    public IReadOnlyList<string>? Topics { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public IReadOnlyList<string>? Countries { get; init; }

    public IReadOnlyList<string>? Offices { get; init; }
    public IReadOnlyList<string>? Organisations { get; init; }
    public IReadOnlyList<string>? Sources { get; init; }

    /// <summary>Leaves machine translations out.</summary>
    public bool? Human { get; init; }
}
