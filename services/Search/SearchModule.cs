using MassTransit;
using Syndication.Hosting;
using Syndication.Hosting.Projection;
using Syndication.Search.Indexing;
using Syndication.Search.Querying;

namespace Syndication.Search;

/// <summary>
/// Consumes ReleaseCreated, ReleaseUpdated, ReleaseRetracted and ReleaseTranslated. Publishes nothing.
/// Serves GET /api/search.
/// </summary>
public sealed class SearchModule : IServiceModule
{
    public const string ServiceName = "search";

    public string Name => ServiceName;

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddReleaseProjection(ServiceName, ReleaseIndexes.None);
        builder.AddProjectionReplica<SearchIndex>(ServiceName);
    }

    public void AddConsumers(IBusRegistrationConfigurator bus) =>
        bus.AddConsumer<IndexReleaseConsumer, IndexReleaseConsumerDefinition>();

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapSearch();
}
