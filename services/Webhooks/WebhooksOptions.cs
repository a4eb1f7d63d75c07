using System.ComponentModel.DataAnnotations;

namespace Syndication.Webhooks;

/// <summary>How much is sent at once, and for how long things are kept.</summary>
internal sealed class WebhooksOptions
{
    public const string Section = "Webhooks";

    /// <summary>
    /// Posts under way at once in a process. One that takes longer than a second makes room for the next, so that those
    /// that hang keep nobody else waiting.
    /// </summary>
    [Range(1, 4_096)]
    public int Concurrency { get; set; } = 256;

    /// <summary>Posts under way at once, those that take long too: as many connections, and some 20 KB each.</summary>
    [Range(1, 65_536)]
    public int MostInFlight { get; set; } = 4_096;

    /// <summary>Posts under way at once to one endpoint, once it has shown that it keeps up.</summary>
    [Range(1, 256)]
    public int MostPerEndpoint { get; set; } = 8;

    /// <summary>How long an endpoint may take to answer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>An endpoint that has answered nothing but failures for this long is disabled.</summary>
    public TimeSpan DisableAfter { get; set; } = TimeSpan.FromDays(5);

    /// <summary>How long the secret before the newest signs beside it, where whoever rotates it does not say.</summary>
    public TimeSpan SecretOverlap { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long payloads are kept, to be sent again; who got which version is kept for good.</summary>
    public TimeSpan KeepPayloads { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Endpoints that one key may have.</summary>
    [Range(1, 1_000_000)]
    public int MostEndpointsPerKey { get; set; } = 50;

    /// <summary>What is wrong with these options; null where nothing is.</summary>
    public string? Fault() =>
        Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromMinutes(2) ? "Webhooks__Timeout is longer than nothing and at most two minutes."
        : DisableAfter <= TimeSpan.Zero || SecretOverlap < TimeSpan.Zero || KeepPayloads < TimeSpan.FromDays(3) ? "Webhooks__DisableAfter and __SecretOverlap are spans of time, and __KeepPayloads at least three days: retries take more than one."
        : MostInFlight < Concurrency ? "Webhooks__MostInFlight can't be below Webhooks__Concurrency."
        : null;
}
