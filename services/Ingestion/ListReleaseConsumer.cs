using MassTransit;
using Syndication.Contracts;
using Syndication.Hosting.Log;
using Syndication.Hosting.Projection;
using Syndication.Ingestion.Releases;

namespace Syndication.Ingestion;

/// <summary>Lists what <see cref="ListKeeper"/> missed: the log is in this service, so catching up alone sends here, never the bus.</summary>
internal sealed class ListReleaseConsumer([FromKeyedServices(IngestionModule.ServiceName)] ReleaseProjection projection)
    : IConsumer<ReleaseCreated>, IConsumer<ReleaseUpdated>, IConsumer<ReleaseRetracted>, IConsumer<ReleaseTranslated>
{
    public Task Consume(ConsumeContext<ReleaseCreated> context) => projection.ApplyAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ReleaseUpdated> context) => projection.ApplyAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ReleaseRetracted> context) => projection.ApplyAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ReleaseTranslated> context) => projection.ApplyAsync(context.Message, context.CancellationToken);
}

internal sealed class ListReleaseConsumerDefinition : LogConsumerDefinition<ListReleaseConsumer>
{
    public ListReleaseConsumerDefinition() => Endpoint(endpoint => endpoint.ConfigureConsumeTopology = false);
}
