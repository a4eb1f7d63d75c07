using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Syndication.Contracts;
using Syndication.Hosting.Health;
using Syndication.Hosting.Log;
using Syndication.Hosting.Parking;

namespace Syndication.Hosting;

/// <summary>
/// The bus of a process, over the consumers of all its modules. On RabbitMQ it has two companions: one of its own
/// connection to publish by, because a broker that blocks publishers blocks their whole connection, and one inside the
/// process, over the same consumers, for what is read from the log.
/// </summary>
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
        switch (options.Transport)
        {
            case "InMemory":
                AddInMemory(builder.Services, options, modules);
                break;
            case "RabbitMq":
                AddRabbitMq(builder.Services, options, modules);
                break;
            default:
                throw new InvalidOperationException($"Bus__Transport is \"{options.Transport}\"; it can be InMemory or RabbitMq.");
        }

        builder.Services.AddHostedService<CatchUp>();
    }

    private static void AddInMemory(IServiceCollection services, BusOptions options, IReadOnlyList<IServiceModule> modules)
    {
        services.AddMassTransit(bus =>
        {
            Register(bus, options, modules);
            ConfigureHealth(bus, "bus");
            bus.UsingInMemory((context, transport) => Configure(context, transport));
        });
        services.AddSingleton(provider => new FactPublisher(provider.GetRequiredService<IBus>()));
        services.AddSingleton(provider => new Loopback(provider.GetRequiredService<IBus>(), provider.GetRequiredService<LogConsumers>()));
    }

    private static void AddRabbitMq(IServiceCollection services, BusOptions options, IReadOnlyList<IServiceModule> modules)
    {
        services.AddMassTransit(bus =>
        {
            Register(bus, options, modules);
            ConfigureHealth(bus, "bus:consumers");
            bus.UsingRabbitMq((context, transport) =>
            {
                RabbitMqHost.Configure(transport, options);
                Configure(context, transport);
            });
        });
        services.AddMassTransit<IPublishingBus>(bus =>
        {
            Register(bus, options, []);
            bus.UsingRabbitMq((context, transport) =>
            {
                RabbitMqHost.Configure(transport, options);
                Configure(context, transport);
            });
        });
        services.AddMassTransit<ILoopbackBus>(bus =>
        {
            Register(bus, options, modules);
            bus.UsingInMemory((context, transport) => Configure(context, transport));
        });
        services.AddSingleton(provider => new FactPublisher(provider.GetRequiredService<IPublishingBus>()));
        services.AddSingleton(provider => new Loopback(provider.GetRequiredService<ILoopbackBus>(), provider.GetRequiredService<LogConsumers>()));
        services.AddSingleton<BrokerWatch>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<BrokerWatch>());
        services.AddHealthChecks().AddCheck<BrokerCheck>("bus", HealthStatus.Degraded, [HealthEndpoints.Ready]);

        // MassTransit's checks of the companions have no options: whether the broker takes what is published, the watch knows.
        services.PostConfigure<HealthCheckServiceOptions>(health =>
        {
            foreach (var check in health.Registrations.Where(check => check.Name.StartsWith("masstransit", StringComparison.Ordinal)).ToList())
            {
                health.Registrations.Remove(check);
            }
        });
    }

    /// <summary>Without a broker the log goes on being read: less of everything, but no reason to be taken out of service.</summary>
    private static void ConfigureHealth(IBusRegistrationConfigurator bus, string name) =>
        bus.ConfigureHealthCheckOptions(check =>
        {
            check.Name = name;
            check.MinimalFailureStatus = HealthStatus.Degraded;
        });

    private static void Register(IBusRegistrationConfigurator bus, BusOptions options, IReadOnlyList<IServiceModule> modules)
    {
        bus.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(options.Prefix.Length == 0 ? "" : options.Prefix + "-", includeNamespace: false));
        bus.AddConfigureEndpointsCallback((context, _, endpoint) => ConfigureEndpoint(context, endpoint, options));

        foreach (var module in modules)
        {
            AddConsumers(bus, module);
        }
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

    private static void ConfigureEndpoint(IRegistrationContext context, IReceiveEndpointConfigurator endpoint, BusOptions options)
    {
        // What a consumer can't do is parked and what no consumer knows is found by catching up: no error queues.
        endpoint.DiscardFaultedMessages();
        endpoint.DiscardSkippedMessages();
        endpoint.PublishFaults = false;
        endpoint.UseConsumeFilter(typeof(LogFilter<>), context);
        if (endpoint is IRabbitMqReceiveEndpointConfigurator queue)
        {
            RabbitMqHost.Configure(queue, options.RabbitMq);
        }
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
