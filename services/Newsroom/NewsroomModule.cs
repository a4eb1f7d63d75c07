using MassTransit;
using Syndication.Hosting;
using Syndication.Newsroom.Desk;
using Syndication.Newsroom.Keys;
using Syndication.Newsroom.Site;

namespace Syndication.Newsroom;

/// <summary>
/// Consumes every fact of the release log, keeping one row a release; publishes nothing; serves all HTML: the public
/// pages and the desk; and owns the keys of the installation.
/// </summary>
public sealed class NewsroomModule : IServiceModule
{
    public const string ServiceName = "newsroom";

    private readonly KeysModule _keys = new();

    public string Name => ServiceName;

    public void AddServices(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddReleaseProjection(ServiceName);
        builder.AddSite();
        builder.AddDesk();
        _keys.AddServices(builder);
    }

    public void AddConsumers(IBusRegistrationConfigurator bus)
    {
        ArgumentNullException.ThrowIfNull(bus);
        bus.AddConsumer<ProjectPageConsumer, ProjectPageConsumerDefinition>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapSite();
        _keys.MapEndpoints(endpoints);
    }
}
