using Microsoft.Extensions.DependencyInjection.Extensions;
using Syndication.Hosting.Log;
using Syndication.Hosting.Projection;
using Syndication.Storage;

namespace Syndication.Hosting;

/// <summary>Gives a service its projection of the log, and what it derives from it.</summary>
public static class ProjectionServices
{
    /// <summary>Adds the <see cref="ReleaseProjection"/> in the service's store, keyed by the service's name.</summary>
    public static void AddReleaseProjection(this IHostApplicationBuilder builder, string service, ReleaseIndexes indexes)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddKeyedSingleton(service, (provider, _) =>
            new ReleaseProjection(provider.GetRequiredKeyedService<IDocumentStore>(service), indexes));
    }

    /// <summary>Adds a replica that follows the service's projection.</summary>
    public static void AddProjectionReplica<T>(this IHostApplicationBuilder builder, string service) where T : class, IProjectionReplica
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<T>();
        builder.Services.AddSingleton(provider => new Replica(typeof(T).Name, () => provider.GetRequiredService<T>().Position));

        // Not AddHostedService, which takes the second replica of a process for the first.
        builder.Services.AddSingleton<IHostedService>(provider => new ReplicaFollower(
            provider.GetRequiredKeyedService<ReleaseProjection>(service),
            provider.GetRequiredService<T>(),
            provider.GetRequiredService<LogConsumers>().All.First(progress => progress.Consumer.Service == service),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ReplicaFollower>>()));
    }
}

/// <summary>A replica of this process, and where it stands.</summary>
internal sealed record Replica(string Name, Func<ReplicaPosition> Position);
