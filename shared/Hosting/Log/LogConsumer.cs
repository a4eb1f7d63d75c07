using MassTransit;

namespace Syndication.Hosting.Log;

/// <summary>A consumer of the log.</summary>
/// <param name="Name">Its queue, without prefix: also the name of its checkpoint.</param>
/// <param name="Service">The module whose store it writes.</param>
public sealed record LogConsumer(string Name, string Service, Type Type)
{
    /// <summary>"IndexReleaseConsumer" is "index-release".</summary>
    public static string NameOf(Type consumer)
    {
        ArgumentNullException.ThrowIfNull(consumer);
        return KebabCaseEndpointNameFormatter.Instance.SanitizeName(consumer.Name.EndsWith("Consumer", StringComparison.Ordinal)
            ? consumer.Name[..^"Consumer".Length]
            : consumer.Name);
    }
}
