using Syndication.Hosting.Sending;

namespace Syndication.Newsroom.Sent;

/// <summary>How far one version is, in one language and channel: counts of recipients.</summary>
/// <param name="ToGo">Waiting for their turn, for their next attempt, or for a hold to be lifted.</param>
/// <param name="Left">Not to be sent: a newer version overtook it, or the recipient takes nothing any more.</param>
internal sealed record SentRow(
    string Channel,
    string Language,
    int Version,
    int? Revision,
    string Event,
    long Sent,
    long ToGo,
    long Failed,
    long Left,
    DateTimeOffset? FirstAt,
    DateTimeOffset? LastAt)
{
    /// <summary>One for each event, with its states beside each other; by channel, language, and from the newest version down.</summary>
    public static IReadOnlyList<SentRow> Of(IEnumerable<Delivery> sums) =>
    [
        .. sums.GroupBy(sum => (sum.Channel, sum.Language, sum.Version, sum.Revision, sum.Event))
            .Select(group => new SentRow(
                group.Key.Channel,
                group.Key.Language,
                group.Key.Version,
                group.Key.Revision,
                group.Key.Event,
                Count(group, DeliveryState.Sent),
                Count(group, DeliveryState.Pending, DeliveryState.Sending, DeliveryState.Deferred, DeliveryState.Held, DeliveryState.Other),
                Count(group, DeliveryState.Failed, DeliveryState.Bounced),
                Count(group, DeliveryState.Suppressed),
                group.Min(sum => sum.FirstAt),
                group.Max(sum => sum.LastAt)))
            .OrderBy(row => row.Channel, StringComparer.Ordinal)
            .ThenBy(row => row.Language, StringComparer.Ordinal)
            .ThenByDescending(row => row.Version)
            .ThenByDescending(row => row.Revision)
            .ThenByDescending(row => row.FirstAt),
    ];

    private static long Count(IEnumerable<Delivery> group, params DeliveryState[] states) => group.Where(sum => states.Contains(sum.State)).Sum(sum => sum.Count);
}
