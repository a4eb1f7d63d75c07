using MassTransit;

namespace Syndication.Hosting;

/// <summary>How every connection to the broker, and every queue, is set up.</summary>
internal static class RabbitMqHost
{
    /// <summary>Two of these without a sign of the broker end a connection.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    public static void Configure(IRabbitMqBusFactoryConfigurator transport, BusOptions options)
    {
        transport.Host(new Uri(options.RabbitMq.Uri), host =>
        {
            host.Heartbeat(Heartbeat);
            host.RequestedConnectionTimeout(TimeSpan.FromSeconds(5));
            host.PublisherConfirmation = true;
        });

        // Exchanges too: another installation's facts have sequences of their own.
        if (options.Prefix.Length > 0)
        {
            transport.MessageTopology.SetEntityNameFormatter(new PrefixEntityNameFormatter(transport.MessageTopology.EntityNameFormatter, options.Prefix + "-"));
        }
    }

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
