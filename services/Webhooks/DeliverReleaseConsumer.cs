using MassTransit;
using Syndication.Contracts;
using Syndication.Hosting.Log;
using Syndication.Hosting.Projection;
using Syndication.Webhooks.Planning;

namespace Syndication.Webhooks;

/// <summary>Joins every fact into the row of its release and writes down who is told of it.</summary>
internal sealed class DeliverReleaseConsumer([FromKeyedServices(WebhooksModule.ServiceName)] ReleaseProjection projection, FanOut fanOut) :
    IConsumer<ReleaseCreated>, IConsumer<ReleaseUpdated>, IConsumer<ReleaseRetracted>, IConsumer<ReleaseTranslated>
{
    public Task Consume(ConsumeContext<ReleaseCreated> context) => ApplyAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ReleaseUpdated> context) => ApplyAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ReleaseRetracted> context) => ApplyAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ReleaseTranslated> context) => ApplyAsync(context.Message, context.CancellationToken);

    private async Task ApplyAsync(ReleaseFact fact, CancellationToken cancellationToken)
    {
        await projection.ApplyAsync(fact, cancellationToken);

        // Also for a fact that changed nothing: it may have come before, and its process may have died in between.
        await fanOut.PlanAsync(fact, null, cancellationToken);
    }
}

internal sealed class DeliverReleaseConsumerDefinition : LogConsumerDefinition<DeliverReleaseConsumer>
{
    /// <summary>Few: an event of ten thousand recipients is some megabytes while it is written down.</summary>
    public DeliverReleaseConsumerDefinition() => ConcurrentMessageLimit = 8;
}
