using MassTransit;
using Syndication.Contracts;
using Syndication.Hosting.Log;
using Syndication.Hosting.Projection;

namespace Syndication.Search.Indexing;

/// <summary>Joins every fact to the projection, which the index follows.</summary>
internal sealed class IndexReleaseConsumer([FromKeyedServices(SearchModule.ServiceName)] ReleaseProjection projection)
    : IConsumer<ReleaseCreated>, IConsumer<ReleaseUpdated>, IConsumer<ReleaseRetracted>, IConsumer<ReleaseTranslated>
{
    public Task Consume(ConsumeContext<ReleaseCreated> context) => projection.ApplyAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ReleaseUpdated> context) => projection.ApplyAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ReleaseRetracted> context) => projection.ApplyAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ReleaseTranslated> context) => projection.ApplyAsync(context.Message, context.CancellationToken);
}

internal sealed class IndexReleaseConsumerDefinition : LogConsumerDefinition<IndexReleaseConsumer>;
