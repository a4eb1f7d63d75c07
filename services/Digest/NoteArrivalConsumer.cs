using MassTransit;
using Syndication.Contracts;
using Syndication.Digest.Runs;
using Syndication.Hosting;
using Syndication.Hosting.Log;
using Syndication.Hosting.Projection;

namespace Syndication.Digest;

/// <summary>Joins every fact into the row of its release and notes that it arrived. Whom that concerns, the planner finds out.</summary>
internal sealed class NoteArrivalConsumer(
    [FromKeyedServices(DigestModule.ServiceName)] ReleaseProjection projection,
    ArrivalStore arrivals,
    Bell<Planner> bell) :
    IConsumer<ReleaseCreated>, IConsumer<ReleaseUpdated>, IConsumer<ReleaseRetracted>, IConsumer<ReleaseTranslated>
{
    public Task Consume(ConsumeContext<ReleaseCreated> context) => NoteAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ReleaseUpdated> context) => NoteAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ReleaseRetracted> context) => NoteAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ReleaseTranslated> context) => NoteAsync(context.Message, context.CancellationToken);

    private async Task NoteAsync(ReleaseFact fact, CancellationToken cancellationToken)
    {
        // In this order: what has arrived can be looked up.
        await projection.ApplyAsync(fact, cancellationToken);
        await arrivals.NoteAsync(Arrival.Of(fact), cancellationToken);
        bell.Ring();
    }
}

internal sealed class NoteArrivalConsumerDefinition : LogConsumerDefinition<NoteArrivalConsumer>;
