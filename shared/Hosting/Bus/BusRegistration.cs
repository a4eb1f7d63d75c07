using System.Text.Json;
using MassTransit;
using Syndication.Contracts;
using Syndication.Hosting.Log;
using Syndication.Hosting.Parking;

namespace Syndication.Hosting;

/// <summary>The one AddMassTransit of a process, over the consumers of all its modules.</summary>
internal static class BusRegistration
{
    public static void AddBus(this IHostApplicationBuilder builder, IReadOnlyList<IServiceModule> modules)
    {
        var options = builder.Configuration.GetSection(BusOptions.Section).Get<BusOptions>() ?? new BusOptions();
        builder.Services.AddSingleton<LogConsumers>();
        builder.Services.AddSingleton<ParkingLot>();
        builder.Services.AddSingleton<Attempts>();
        builder.Services.AddSingleton<LogClient>();

        // Before the bus, so that it stops after it and stores what the last messages marked.
        builder.Services.AddHostedService<CheckpointFlusher>();
        builder.Services.AddMassTransit(bus =>
        {
            bus.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(options.Prefix.Length == 0 ? "" : options.Prefix + "-", includeNamespace: false));
            bus.AddConfigureEndpointsCallback((context, _, endpoint) => ConfigureEndpoint(context, endpoint));
            foreach (var module in modules)
            {
                AddConsumers(bus, module);
            }

            switch (options.Transport)
            {
                case "InMemory":
                    bus.UsingInMemory((context, transport) => Configure(context, transport));
                    break;
                case "RabbitMq":
                    bus.UsingRabbitMq((context, transport) =>
                    {
                        transport.Host(new Uri(options.RabbitMq.Uri));
                        transport.SetQuorumQueue();
                        Configure(context, transport);
                    });
                    break;
                default:
                    throw new InvalidOperationException($"Bus__Transport is \"{options.Transport}\"; it can be InMemory or RabbitMq.");
            }
        });
        builder.Services.AddHostedService<CatchUp>();
    }

    private static void Configure<T>(IBusRegistrationContext context, IBusFactoryConfigurator<T> transport)
        where T : IReceiveEndpointConfigurator
    {
        transport.ConfigureJsonSerializerOptions(options =>
        {
            // On top of MassTransit's own options, whose converters its envelope needs.
            var ours = new JsonSerializerOptions(options);
            SyndicationJson.Apply(ours);

            // MassTransit indents, for people who look into queues: a quarter of a message of 2 KB, that each consumer skips again.
            ours.WriteIndented = false;
            return ours;
        });
        transport.ConfigureEndpoints(context);
    }

    private static void ConfigureEndpoint(IRegistrationContext context, IReceiveEndpointConfigurator endpoint)
    {
        // What a consumer can't do is parked and what no consumer knows is found by catching up: no error queues.
        endpoint.DiscardFaultedMessages();
        endpoint.DiscardSkippedMessages();
        endpoint.PublishFaults = false;
        endpoint.UseConsumeFilter(typeof(LogFilter<>), context);
    }

    private static void AddConsumers(IBusRegistrationConfigurator bus, IServiceModule module)
    {
        var before = bus.Count;
        module.AddConsumers(bus);
        var added = bus.Skip(before).Select(service => service.ServiceType).Where(IsLogConsumer).Distinct().ToList();
        foreach (var type in added)
        {
            bus.AddSingleton(new LogConsumer(LogConsumer.NameOf(type), module.Name, type));
        }
    }

    private static bool IsLogConsumer(Type type) =>
        type is { IsInterface: false, IsAbstract: false }
        && type.GetInterfaces().Any(face => face.IsGenericType
            && face.GetGenericTypeDefinition() == typeof(IConsumer<>)
            && typeof(ReleaseFact).IsAssignableFrom(face.GetGenericArguments()[0]));
}
