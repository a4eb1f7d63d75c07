using MassTransit;

namespace Syndication.Hosting;

/// <summary>How every connection to the broker, and every queue, is set up.</summary>
internal static class RabbitMqHost
{
    /// <summary>Two of these without a sign of the broker end a connection.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    public static void Configure(IRabbitMqBusFactoryConfigurator transport, BusOptions.RabbitMqOptions options) =>
        transport.Host(new Uri(options.Uri), host =>
        {
            host.Heartbeat(Heartbeat);
            host.RequestedConnectionTimeout(TimeSpan.FromSeconds(5));
            host.PublisherConfirmation = true;
        });

    /// <summary>Replicated and flushed before it is confirmed; enough under way that a consumer never waits for the network.</summary>
    public static void Configure(IRabbitMqReceiveEndpointConfigurator queue, BusOptions.RabbitMqOptions options)
    {
        queue.SetQuorumQueue();
        queue.PrefetchCount = 128;
        if (options.DeliveryLimit is { } limit)
        {
            queue.SetQueueArgument("x-delivery-limit", limit);
        }
    }
}
