using Syndication.Hosting.Projection;
using Syndication.Storage;

namespace Syndication.Hosting;

/// <summary>Registers a service's projection and what is derived from it.</summary>
public static class ProjectionServices
{
    /// <summary>A <see cref="ReleaseProjection"/> in the service's own store, keyed by the service's name.</summary>
    public static IHostApplicationBuilder AddReleaseProjection(this IHostApplicationBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddKeyedSingleton(name, (services, _) => new ReleaseProjection(services.GetRequiredKeyedService<IDocumentStore>(name)));
        return builder;
    }

    /// <summary>A replica that follows the service's projection.</summary>
    public static IHostApplicationBuilder AddProjectionReplica<T>(this IHostApplicationBuilder builder, string name) where T : class, IProjectionReplica
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        builder.Services.AddSingleton<T>();
        return builder;
    }
}
