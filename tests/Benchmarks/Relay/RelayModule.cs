using MassTransit;
using Syndication.Hosting;
using Syndication.Ingestion;
using Syndication.Ingestion.ReleaseLog;

namespace Syndication.Benchmarks.Relay;

/// <summary>Of Ingestion, the log and its dispatcher alone.</summary>
internal sealed class RelayModule : IServiceModule
{
    public const string ServiceName = IngestionModule.ServiceName;

    public string Name => ServiceName;

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LogStore>();
        builder.Services.AddSingleton<LogTail>();
        builder.Services.AddHostedService<Dispatcher>();
    }

    public void AddConsumers(IBusRegistrationConfigurator bus)
    {
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
