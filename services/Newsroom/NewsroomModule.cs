using MassTransit;
using Syndication.Hosting;
using Syndication.Newsroom.Site;

namespace Syndication.Newsroom;

/// <summary>
/// Consumes every fact of the release log, keeping one row a release; publishes nothing; serves all HTML: the public
/// pages and the desk.
/// </summary>
public sealed class NewsroomModule : IServiceModule
{
    public const string ServiceName = "newsroom";

    public string Name => ServiceName;

    public void AddServices(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddReleaseProjection(ServiceName);
        builder.AddSite();
    }

    public void AddConsumers(IBusRegistrationConfigurator bus)
    {
        ArgumentNullException.ThrowIfNull(bus);
        bus.AddConsumer<ProjectPageConsumer, ProjectPageConsumerDefinition>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapSite();
}
