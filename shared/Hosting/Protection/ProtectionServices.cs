using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Syndication.Hosting.Protection;
using Syndication.Storage;

namespace Syndication.Hosting;

/// <summary>DataProtection rings: in a service's own store, wrapped by the installation's <see cref="RingKey"/>.</summary>
public static class ProtectionServices
{
    /// <summary>Keeps the ring of what the framework itself protects, cookies and forms, in the service's store.</summary>
    public static void AddFrameworkRing(this IHostApplicationBuilder builder, string service)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<RingKey>();
        builder.Services.AddDataProtection().SetApplicationName($"syndication-{service}");
        builder.Services.AddOptions<KeyManagementOptions>().Configure<IServiceProvider>((ring, provider) =>
            Configure(ring, provider.GetRequiredKeyedService<IDocumentStore>(service), provider.GetRequiredService<RingKey>()));
    }

    /// <summary>Adds a <see cref="ServiceRing"/>, keyed by the service's name: the same in one process with others and alone.</summary>
    public static void AddRing(this IHostApplicationBuilder builder, string service)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<RingKey>();
        builder.Services.AddKeyedSingleton(service, (provider, _) => new ServiceRing(
            service,
            provider.GetRequiredKeyedService<IDocumentStore>(service),
            provider.GetRequiredService<RingKey>(),
            provider.GetRequiredService<ILoggerFactory>()));
    }

    internal static void Configure(KeyManagementOptions ring, IDocumentStore store, RingKey key)
    {
        ring.XmlRepository = new RingStore(store);
        ring.XmlEncryptor = new RingEncryptor(key);
    }
}
