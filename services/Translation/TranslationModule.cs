using MassTransit;
using Syndication.Hosting;

namespace Syndication.Translation;

public sealed class TranslationModule : IServiceModule
{
    public const string ServiceName = "translation";

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
