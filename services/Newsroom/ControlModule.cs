using MassTransit;
using Syndication.Hosting;
using Syndication.Newsroom.Holds;
using Syndication.Newsroom.Keys;

namespace Syndication.Newsroom;

/// <summary>
/// What other services ask Newsroom for, without its pages: keys and holds. Consumes nothing; serves <c>/api/keys</c>,
/// <c>/api/hold</c> and their internal forms. What a process needs that runs other services without the newsroom, such
/// as those of tests.
/// </summary>
public sealed class ControlModule : IServiceModule
{
    public string Name => NewsroomModule.ServiceName;

    public void AddServices(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<KeyStore>();
        builder.Services.AddHostedService<AdministratorKey>();
        builder.Services.AddSingleton<HoldStore>();
    }

    public void AddConsumers(IBusRegistrationConfigurator bus)
    {
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapKeys();
        endpoints.MapHolds();
    }
}
