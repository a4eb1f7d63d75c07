using MassTransit;
using Syndication.Hosting;

namespace Syndication.Newsroom.Keys;

/// <summary>
/// Newsroom's keys without its pages: consumes nothing; serves <c>/api/keys</c> and <c>/internal/keys/check</c>. What a
/// process needs that runs other services without the newsroom, such as those of tests.
/// </summary>
public sealed class KeysModule : IServiceModule
{
    public string Name => NewsroomModule.ServiceName;

    public void AddServices(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<KeyStore>();
        builder.Services.AddHostedService<AdministratorKey>();
    }

    public void AddConsumers(IBusRegistrationConfigurator bus)
    {
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapKeys();
}
