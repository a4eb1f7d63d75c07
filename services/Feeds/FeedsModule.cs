using MassTransit;
using Syndication.Hosting;

namespace Syndication.Feeds;

public sealed class FeedsModule : IServiceModule
{
    public const string ServiceName = "feeds";

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
