using System.Collections.Concurrent;
using System.Diagnostics;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Syndication.Contracts;

namespace Syndication.Hosting.Tests;

/// <summary>A service whose consumer does what the test says.</summary>
public sealed class ProbeModule(ProbeScript script) : IServiceModule
{
    public string Name => "probe";

    public void AddServices(IHostApplicationBuilder builder) => builder.Services.AddSingleton(script);

    public void AddConsumers(IBusRegistrationConfigurator bus) => bus.AddConsumer<ProbeReleaseConsumer, ProbeReleaseConsumerDefinition>();

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}

/// <summary>What happens to an entry, by its headline; and what did happen.</summary>
public sealed class ProbeScript
{
    /// <summary>Throws, or does nothing.</summary>
    public Func<ReleaseFact, Task> Consume { get; set; } = _ => Task.CompletedTask;

    public ConcurrentQueue<(string Headline, long Sequence, ActivityTraceId Trace)> Begun { get; } = [];

    public IEnumerable<string> Headlines => Begun.Select(begun => begun.Headline);
}

public sealed class ProbeReleaseConsumer(ProbeScript script) : IConsumer<ReleaseCreated>
{
    public Task Consume(ConsumeContext<ReleaseCreated> context)
    {
        script.Begun.Enqueue((context.Message.Release.Headline, context.Message.Sequence, Activity.Current?.TraceId ?? default));
        return script.Consume(context.Message);
    }
}

public sealed class ProbeReleaseConsumerDefinition : ConsumerDefinition<ProbeReleaseConsumer>
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<ProbeReleaseConsumer> consumerConfigurator,
        IRegistrationContext context) =>
        consumerConfigurator.UseMessageRetry(retry => retry.Immediate(2));
}
