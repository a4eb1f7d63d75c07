using MassTransit;

namespace Syndication.Hosting.Log;

/// <summary>A consumer of the log.</summary>
/// <param name="Name">Its queue, without prefix: also the name of its checkpoint.</param>
/// <param name="Service">The module whose store it writes.</param>
public sealed record LogConsumer(string Name, string Service, Type Type)
{
    /// <summary>
    /// Entries that a consumer handles at one time: enough to share a commit. Not more, because RabbitMQ's client wakes a
    /// reader for each of these whenever one message arrives.
    /// </summary>
    public const int AtOnce = 16;

    /// <summary>"IndexReleaseConsumer" is "index-release".</summary>
    public static string NameOf(Type consumer)
    {
        ArgumentNullException.ThrowIfNull(consumer);
        return KebabCaseEndpointNameFormatter.Instance.SanitizeName(consumer.Name.EndsWith("Consumer", StringComparison.Ordinal)
            ? consumer.Name[..^"Consumer".Length]
            : consumer.Name);
    }
}
