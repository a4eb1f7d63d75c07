using MassTransit;
using Syndication.Hosting;

namespace Syndication.Search;

public sealed class SearchModule : IServiceModule
{
    public const string ServiceName = "search";

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
