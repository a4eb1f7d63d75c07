using MassTransit;
using Syndication.Hosting;
using Syndication.Hosting.Projection;
using Syndication.Newsroom.Desk;
using Syndication.Newsroom.Sent;
using Syndication.Newsroom.Site;

namespace Syndication.Newsroom;

/// <summary>
/// Consumes every fact of the release log, keeping one row a release; publishes nothing; serves all HTML: the public
/// pages and the desk; and owns the keys of the installation and what is on hold.
/// </summary>
public sealed class NewsroomModule : IServiceModule
{
    public const string ServiceName = "newsroom";

    private readonly ControlModule _control = new();

    public string Name => ServiceName;

    public void AddServices(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddReleaseProjection(ServiceName, ReleaseIndexes.Order);
        builder.AddSite();
        builder.AddDesk();
        _control.AddServices(builder);
    }

    public void AddConsumers(IBusRegistrationConfigurator bus)
    {
        ArgumentNullException.ThrowIfNull(bus);
        bus.AddConsumer<ProjectPageConsumer, ProjectPageConsumerDefinition>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapSite();
        endpoints.MapSent();
        _control.MapEndpoints(endpoints);
    }
}
