using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Syndication.Storage;

namespace Syndication.Hosting.Protection;

/// <summary>What a service encrypts of its own and reads again after a restart, in every process that shares its store.</summary>
public sealed class ServiceRing : IDisposable
{
    private readonly ServiceProvider _services;

    internal ServiceRing(string service, IDocumentStore store, RingKey key, ILoggerFactory loggers)
    {
        // Not the container's own DataProtection: in one process with others that is the ring of another service.
        var services = new ServiceCollection().AddSingleton(key).AddSingleton(loggers).AddLogging();
        services.AddDataProtection().SetApplicationName($"syndication-{service}");
        services.Configure<KeyManagementOptions>(ring => ProtectionServices.Configure(ring, store, key));
        _services = services.BuildServiceProvider();
    }

    /// <param name="purpose">What is protected for one purpose can't be read for another.</param>
    public IDataProtector For(string purpose) => _services.GetRequiredService<IDataProtectionProvider>().CreateProtector(purpose);

    public void Dispose() => _services.Dispose();
}
