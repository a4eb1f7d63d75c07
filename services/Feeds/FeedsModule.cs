using MassTransit;
using Syndication.Feeds.Serving;
using Syndication.Hosting;
using Syndication.Hosting.Projection;

namespace Syndication.Feeds;

/// <summary>
/// Consumes every fact of the release log, keeping one row a release; publishes nothing; serves
/// <c>/feeds/{language}.rss</c>, <c>.atom</c> and <c>.json</c> from rendered bytes, and the list of them all at
/// <c>/feeds/opml</c>.
/// </summary>
public sealed class FeedsModule : IServiceModule
{
    public const string ServiceName = "feeds";

    public string Name => ServiceName;

    public void AddServices(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<FeedsOptions>().BindConfiguration(FeedsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.AddReleaseProjection(ServiceName, ReleaseIndexes.Order | ReleaseIndexes.Changes);
        builder.AddProjectionReplica<FeedCache>(ServiceName);
    }

    public void AddConsumers(IBusRegistrationConfigurator bus)
    {
        ArgumentNullException.ThrowIfNull(bus);
        bus.AddConsumer<ProjectFeedItemConsumer, ProjectFeedItemConsumerDefinition>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapFeeds();
        endpoints.MapOpml();
    }
}
