using MassTransit;
using Syndication.Contracts;
using Syndication.Hosting.Log;
using Syndication.Hosting.Projection;

namespace Syndication.Feeds;

/// <summary>Joins every fact into the row of its release.</summary>
internal sealed class ProjectFeedItemConsumer([FromKeyedServices(FeedsModule.ServiceName)] ReleaseProjection projection) :
    IConsumer<ReleaseCreated>, IConsumer<ReleaseUpdated>, IConsumer<ReleaseRetracted>, IConsumer<ReleaseTranslated>
{
    public Task Consume(ConsumeContext<ReleaseCreated> context) => projection.ApplyAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ReleaseUpdated> context) => projection.ApplyAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ReleaseRetracted> context) => projection.ApplyAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ReleaseTranslated> context) => projection.ApplyAsync(context.Message, context.CancellationToken);
}

internal sealed class ProjectFeedItemConsumerDefinition : LogConsumerDefinition<ProjectFeedItemConsumer>;
