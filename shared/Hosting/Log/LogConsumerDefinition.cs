using MassTransit;

namespace Syndication.Hosting.Log;

/// <summary>How a consumer of the log is run, unless it says otherwise: <see cref="LogConsumer.AtOnce"/>, and tried again before it parks.</summary>
public abstract class LogConsumerDefinition<TConsumer> : ConsumerDefinition<TConsumer>
    where TConsumer : class, IConsumer
{
    protected LogConsumerDefinition() => ConcurrentMessageLimit = LogConsumer.AtOnce;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<TConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        ArgumentNullException.ThrowIfNull(consumerConfigurator);
        consumerConfigurator.UseMessageRetry(retry => retry.Intervals(100, 500, 2_000));
    }
}
