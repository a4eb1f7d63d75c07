using MassTransit;
using Syndication.Contracts;
using Syndication.Hosting.Log;
using Syndication.Translation.Jobs;

namespace Syndication.Translation;

/// <summary>Follows every release: what is to be translated, what became of it.</summary>
internal sealed class PlanTranslationConsumer(JobPlanner planner) :
    IConsumer<ReleaseCreated>, IConsumer<ReleaseUpdated>, IConsumer<ReleaseRetracted>, IConsumer<ReleaseTranslated>
{
    public Task Consume(ConsumeContext<ReleaseCreated> context) => planner.ApplyAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ReleaseUpdated> context) => planner.ApplyAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ReleaseRetracted> context) => planner.ApplyAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ReleaseTranslated> context) => planner.ApplyAsync(context.Message, context.CancellationToken);
}

internal sealed class PlanTranslationConsumerDefinition : LogConsumerDefinition<PlanTranslationConsumer>;
