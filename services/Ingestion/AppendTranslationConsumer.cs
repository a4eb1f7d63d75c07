using MassTransit;
using Syndication.Contracts;
using Syndication.Ingestion.Releases;

namespace Syndication.Ingestion;

/// <summary>
/// Logs finished translations. What fails is not parked: whoever sent it sends it again until it has seen it in the log, or
/// what settles it.
/// </summary>
internal sealed class AppendTranslationConsumer(TranslationJoining joining) : IConsumer<TranslationCompleted>
{
    public Task Consume(ConsumeContext<TranslationCompleted> context) => joining.AppendAsync(context.Message, context.CancellationToken);
}

internal sealed class AppendTranslationConsumerDefinition : ConsumerDefinition<AppendTranslationConsumer>
{
    public AppendTranslationConsumerDefinition() => ConcurrentMessageLimit = 16;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<AppendTranslationConsumer> consumerConfigurator,
        IRegistrationContext context) =>
        consumerConfigurator.UseMessageRetry(retry => retry.Intervals(50, 200, 1_000));
}
