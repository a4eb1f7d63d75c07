using MassTransit;
using Syndication.Hosting;

namespace Syndication.Ingestion;

public sealed class IngestionModule : IServiceModule
{
    public const string ServiceName = "ingestion";

    public string Name => ServiceName;

    public void AddServices(IHostApplicationBuilder builder)
    {
    }

    public void AddConsumers(IBusRegistrationConfigurator bus)
    {
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
