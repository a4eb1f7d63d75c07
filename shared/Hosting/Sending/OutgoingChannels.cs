namespace Syndication.Hosting.Sending;

/// <summary>The channels in which something is sent to somebody, and so can be stopped; feeds and pages are fetched.</summary>
public static class OutgoingChannels
{
    public const string Mail = "mail";
    public const string Webhooks = "webhooks";

    public static IReadOnlyList<string> All { get; } = [Mail, Webhooks];
}
